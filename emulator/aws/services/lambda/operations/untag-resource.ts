import type { UntagResourceRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { Constraints } from '../constraints.ts';
import type { Lambda } from '../lambda.ts';
import { taggedFunction } from '../tagged-function.ts';

export const untagResource: Operation<Lambda, UntagResourceRequest, object> = (lambda, input, call) => {
  new Constraints().required(input.TagKeys, 'tagKeys').check();
  const fn = taggedFunction(lambda, call, input.Resource ?? '');
  const gone = new Set(input.TagKeys);
  lambda.functions.setTags(fn, Object.fromEntries(Object.entries(fn.tags).filter(([key]) => !gone.has(key))));
  return {};
};
