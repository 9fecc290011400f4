import type { UntagPolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { ownPolicy } from '../named-identity.ts';
import { withoutTags } from '../tags.ts';

export const untagPolicy: Operation<Iam, UntagPolicyRequest, object> = (iam, input, call) => {
  const policy = ownPolicy(iam, call, input.PolicyArn);
  iam.managed.update(policy, { tags: withoutTags(policy.tags, input.TagKeys) });
  return {};
};
