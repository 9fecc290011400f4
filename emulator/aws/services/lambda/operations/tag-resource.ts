import type { TagResourceRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { invalidParameter } from '../errors.ts';
import type { Lambda } from '../lambda.ts';
import { checkTags } from '../tags.ts';
import { taggedResource } from '../tagged-resource.ts';

export const tagResource: Operation<Lambda, TagResourceRequest, object> = (lambda, input, call) => {
  const { Resource: resource = '', Tags: tags = {} } = input;
  if (Object.keys(tags).length === 0) {
    throw invalidParameter('An error occurred and the request cannot be processed.');
  }
  const tagged = taggedResource(lambda, call, resource);
  const all = { ...tagged.tags, ...tags };
  checkTags(all);
  tagged.setTags(all);
  return {};
};
