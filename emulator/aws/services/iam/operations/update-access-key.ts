import type { UpdateAccessKeyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { callingUser } from '../calling-user.ts';
import { checkInput, keyNotFound } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';

export const updateAccessKey: Operation<Iam, UpdateAccessKeyRequest, object> = (iam, input, call) => {
  checkInput(input, {
    AccessKeyId: { required: true },
    Status: { required: true, oneOf: ['Active', 'Inactive'] },
  });
  const { UserName: name } = input;
  const user = name === undefined ? callingUser(iam, call) : namedIdentity(iam, call, 'user', name);
  const { AccessKeyId: id = '' } = input;
  const key = iam.keys.ofUser(user).find(({ accessKeyId }) => accessKeyId === id);
  if (key === undefined) throw keyNotFound(id);
  iam.keys.setActive(key, input.Status === 'Active');
  return {};
};
