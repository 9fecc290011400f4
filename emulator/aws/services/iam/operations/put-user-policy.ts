import type { PutUserPolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';
import { checkIdentityPolicy } from '../policy-documents.ts';
import { POLICY_NAME } from '../policy-name.ts';
import { checkInlineSize } from '../quotas.ts';

export const putUserPolicy: Operation<Iam, PutUserPolicyRequest, object> = (iam, input, call) => {
  checkInput(input, { PolicyName: POLICY_NAME, PolicyDocument: { required: true, least: 1 } });
  const { PolicyName: name = '', PolicyDocument: document = '' } = input;
  const user = namedIdentity(iam, call, 'user', input.UserName);
  checkIdentityPolicy(document);
  checkInlineSize(iam, user, name, document);
  iam.inline.put(user, { name, document });
  return {};
};
