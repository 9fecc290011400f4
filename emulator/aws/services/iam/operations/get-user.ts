import type { GetUserRequest, GetUserResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { describeUser } from '../descriptions.ts';
import { callingUser } from '../calling-user.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';

export const getUser: Operation<Iam, GetUserRequest, GetUserResponse> = (iam, input, call) => {
  const { UserName: name } = input;
  const user = name === undefined ? callingUser(iam, call) : namedIdentity(iam, call, 'user', name);
  return { User: describeUser(user) };
};
