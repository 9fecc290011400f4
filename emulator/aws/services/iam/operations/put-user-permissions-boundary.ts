import type { PutUserPermissionsBoundaryRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { requirePolicy } from '../identity-creation.ts';
import { namedIdentity } from '../named-identity.ts';

export const putUserPermissionsBoundary: Operation<Iam, PutUserPermissionsBoundaryRequest, object> = (
  iam,
  input,
  call,
) => {
  const user = namedIdentity(iam, call, 'user', input.UserName);
  const { PermissionsBoundary: boundary = '' } = input;
  requirePolicy(iam, call, boundary);
  iam.identities.update(user, { boundary });
  return {};
};
