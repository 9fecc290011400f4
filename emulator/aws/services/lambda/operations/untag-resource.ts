import type { UntagResourceRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { Constraints } from '../constraints.ts';
import type { Lambda } from '../lambda.ts';
import { taggedResource } from '../tagged-resource.ts';

export const untagResource: Operation<Lambda, UntagResourceRequest, object> = (lambda, input, call) => {
  new Constraints().required(input.TagKeys, 'tagKeys').check();
  const { tags, setTags } = taggedResource(lambda, call, input.Resource ?? '');
  const gone = new Set(input.TagKeys);
  setTags(Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.has(key))));
  return {};
};
