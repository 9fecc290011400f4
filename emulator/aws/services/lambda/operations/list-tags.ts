import type { ListTagsRequest, ListTagsResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import type { Lambda } from '../lambda.ts';
import { taggedResource } from '../tagged-resource.ts';

export const listTags: Operation<Lambda, ListTagsRequest, ListTagsResponse> = (lambda, input, call) => ({
  Tags: { ...taggedResource(lambda, call, input.Resource ?? '').tags },
});
