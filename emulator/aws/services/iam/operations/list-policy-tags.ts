import type { ListPolicyTagsRequest, ListPolicyTagsResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { namedPolicy } from '../named-identity.ts';
import { page } from '../pages.ts';
import { tagList } from '../tags.ts';

export const listPolicyTags: Operation<Iam, ListPolicyTagsRequest, ListPolicyTagsResponse> = (
  iam,
  input,
  call,
) => {
  const policy = namedPolicy(iam, call, input.PolicyArn);
  const { items, rest } = page(tagList(policy.tags), input);
  return { Tags: items, ...rest };
};
