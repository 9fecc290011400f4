import type { UpdateAssumeRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';
import { checkTrustPolicy } from '../policy-documents.ts';
import { checkTrustSize } from '../quotas.ts';

export const updateAssumeRolePolicy: Operation<Iam, UpdateAssumeRolePolicyRequest, object> = (
  iam,
  input,
  call,
) => {
  checkInput(input, { PolicyDocument: { required: true, least: 1 } });
  const { PolicyDocument: trust = '' } = input;
  const role = namedIdentity(iam, call, 'role', input.RoleName);
  checkTrustPolicy(trust);
  checkTrustSize(trust);
  iam.identities.update(role, { trust });
  return {};
};
