import type { CreateUserRequest, CreateUserResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { describeUser } from '../descriptions.ts';
import type { Iam } from '../iam.ts';
import { createIdentity } from '../identity-creation.ts';

export const createUser: Operation<Iam, CreateUserRequest, CreateUserResponse> = (iam, input, call) => {
  const user = createIdentity(iam, call, {
    kind: 'user',
    name: input.UserName,
    path: input.Path,
    boundary: input.PermissionsBoundary,
    tags: input.Tags,
  });
  return { User: describeUser(user) };
};
