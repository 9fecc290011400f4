import type { PutGroupPolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';
import { checkIdentityPolicy } from '../policy-documents.ts';
import { POLICY_NAME } from '../policy-name.ts';
import { checkInlineSize } from '../quotas.ts';

export const putGroupPolicy: Operation<Iam, PutGroupPolicyRequest, object> = (iam, input, call) => {
  checkInput(input, { PolicyName: POLICY_NAME, PolicyDocument: { required: true, least: 1 } });
  const { PolicyName: name = '', PolicyDocument: document = '' } = input;
  const group = namedIdentity(iam, call, 'group', input.GroupName);
  checkIdentityPolicy(document);
  checkInlineSize(iam, group, name, document);
  iam.inline.put(group, { name, document });
  return {};
};
