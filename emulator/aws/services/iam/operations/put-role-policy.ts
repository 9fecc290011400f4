import type { PutRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';
import { checkIdentityPolicy } from '../policy-documents.ts';
import { POLICY_NAME } from '../policy-name.ts';
import { checkInlineSize } from '../quotas.ts';

export const putRolePolicy: Operation<Iam, PutRolePolicyRequest, object> = (iam, input, call) => {
  checkInput(input, { PolicyName: POLICY_NAME, PolicyDocument: { required: true, least: 1 } });
  const { PolicyName: name = '', PolicyDocument: document = '' } = input;
  const role = namedIdentity(iam, call, 'role', input.RoleName);
  checkIdentityPolicy(document);
  checkInlineSize(iam, role, name, document);
  iam.inline.put(role, { name, document });
  return {};
};
