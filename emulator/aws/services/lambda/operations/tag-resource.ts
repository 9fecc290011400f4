import type { TagResourceRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { invalidParameter } from '../errors.ts';
import type { Lambda } from '../lambda.ts';
import { checkTags } from '../tags.ts';
import { taggedFunction } from '../tagged-function.ts';

export const tagResource: Operation<Lambda, TagResourceRequest, object> = (lambda, input, call) => {
  const { Resource: resource = '', Tags: tags = {} } = input;
  if (Object.keys(tags).length === 0) {
    throw invalidParameter('An error occurred and the request cannot be processed.');
  }
  const fn = taggedFunction(lambda, call, resource);
  const all = { ...fn.tags, ...tags };
  checkTags(all);
  lambda.functions.setTags(fn, all);
  return {};
};
