import type { GetRolePolicyRequest, GetRolePolicyResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { encodeDocument } from '../descriptions.ts';
import { notFound } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';

export const getRolePolicy: Operation<Iam, GetRolePolicyRequest, GetRolePolicyResponse> = (
  iam,
  input,
  call,
) => {
  const role = namedIdentity(iam, call, 'role', input.RoleName);
  const { PolicyName: name = '' } = input;
  const policy = iam.inline.find(role, name);
  if (policy === undefined) throw notFound('role policy', name);
  return {
    RoleName: role.name,
    PolicyName: policy.name,
    PolicyDocument: encodeDocument(policy.document),
  };
};
