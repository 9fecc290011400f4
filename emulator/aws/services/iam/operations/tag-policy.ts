import type { TagPolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { ownPolicy } from '../named-identity.ts';
import { withTags } from '../tags.ts';

export const tagPolicy: Operation<Iam, TagPolicyRequest, object> = (iam, input, call) => {
  const policy = ownPolicy(iam, call, input.PolicyArn);
  iam.managed.update(policy, { tags: withTags(policy.tags, input.Tags) });
  return {};
};
