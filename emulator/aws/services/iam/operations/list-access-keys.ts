import type { ListAccessKeysRequest, ListAccessKeysResponse } from '@aws-sdk/client-iam';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { callingUser } from '../calling-user.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';
import { page } from '../pages.ts';

export const listAccessKeys: Operation<Iam, ListAccessKeysRequest, ListAccessKeysResponse> = (
  iam,
  input,
  call,
) => {
  const { UserName: name } = input;
  const user = name === undefined ? callingUser(iam, call) : namedIdentity(iam, call, 'user', name);
  const { items, rest } = page(iam.keys.ofUser(user), input);
  return {
    AccessKeyMetadata: items.map(({ accessKeyId, active, createdAt }) => ({
      UserName: user.name,
      AccessKeyId: accessKeyId,
      Status: active ? 'Active' : 'Inactive',
      CreateDate: toDate(createdAt),
    })),
    ...rest,
  };
};
