import type { CreatePolicyRequest, CreatePolicyResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { describePolicy } from '../descriptions.ts';
import { checkInput, policyExists } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { checkPath } from '../identity.ts';
import { authorize } from '../named-identity.ts';
import { checkIdentityPolicy } from '../policy-documents.ts';
import { POLICY_NAME } from '../policy-name.ts';
import { checkManagedSize } from '../quotas.ts';
import { withTags } from '../tags.ts';

export const createPolicy: Operation<Iam, CreatePolicyRequest, CreatePolicyResponse> = (iam, input, call) => {
  checkInput(input, {
    PolicyName: POLICY_NAME,
    PolicyDocument: { required: true, least: 1 },
    Description: { most: 1_000 },
  });
  const { PolicyName: name = '', PolicyDocument: document = '', Path: path = '/' } = input;
  checkPath(path);
  const account = call.scope.accountId;
  const arn = `arn:aws:iam::${account}:policy${path}${name}`;
  authorize(call, 'CreatePolicy', arn);
  checkIdentityPolicy(document);
  checkManagedSize(document);
  if (iam.managed.named(account, name) !== undefined) throw policyExists(name);
  const policy = {
    arn,
    account,
    name,
    path,
    uniqueId: `ANPA${iam.kernel.ids.base32(17)}`,
    description: input.Description,
    createdAt: call.now,
    tags: withTags({}, input.Tags),
  };
  const created = iam.kernel.store.transact(() => iam.managed.create(policy, document));
  return { Policy: describePolicy(iam, created) };
};
