import type { CreateAccessKeyRequest, CreateAccessKeyResponse } from '@aws-sdk/client-iam';
import { KEY_CHARACTERS } from '../../../auth/credentials.ts';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { callingUser } from '../calling-user.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';
import { checkKeys } from '../quotas.ts';

export const createAccessKey: Operation<Iam, CreateAccessKeyRequest, CreateAccessKeyResponse> = (
  iam,
  input,
  call,
) => {
  const { UserName: name } = input;
  const user = name === undefined ? callingUser(iam, call) : namedIdentity(iam, call, 'user', name);
  checkKeys(iam.keys.ofUser(user).length);
  const { ids } = iam.kernel;
  const key = iam.keys.create(user, {
    accessKeyId: `AKIA${ids.text(16, KEY_CHARACTERS)}`,
    secret: ids.base64(30),
    createdAt: call.now,
  });
  return {
    AccessKey: {
      UserName: user.name,
      AccessKeyId: key.accessKeyId,
      Status: 'Active',
      SecretAccessKey: key.secret,
      CreateDate: toDate(key.createdAt),
    },
  };
};
