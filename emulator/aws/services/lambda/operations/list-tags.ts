import type { ListTagsRequest, ListTagsResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import type { Lambda } from '../lambda.ts';
import { taggedFunction } from '../tagged-function.ts';

export const listTags: Operation<Lambda, ListTagsRequest, ListTagsResponse> = (lambda, input, call) => ({
  Tags: { ...taggedFunction(lambda, call, input.Resource ?? '').tags },
});
