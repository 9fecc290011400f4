import type { CreatePolicyVersionRequest, CreatePolicyVersionResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { describeVersion } from '../descriptions.ts';
import { checkInput } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { ownPolicy } from '../named-identity.ts';
import { checkIdentityPolicy } from '../policy-documents.ts';
import { checkManagedSize, checkVersions } from '../quotas.ts';

export const createPolicyVersion: Operation<Iam, CreatePolicyVersionRequest, CreatePolicyVersionResponse> = (
  iam,
  input,
  call,
) => {
  checkInput(input, { PolicyArn: { required: true }, PolicyDocument: { required: true, least: 1 } });
  const { PolicyDocument: document = '', SetAsDefault: asDefault = false } = input;
  const policy = ownPolicy(iam, call, input.PolicyArn);
  checkIdentityPolicy(document);
  checkManagedSize(document);
  checkVersions(iam.managed.versions(policy).length);
  const version = iam.kernel.store.transact(() =>
    iam.managed.addVersion(policy, document, asDefault, call.now),
  );
  const changed = iam.managed.find(policy.arn) ?? policy;
  return { PolicyVersion: describeVersion(changed, version) };
};
