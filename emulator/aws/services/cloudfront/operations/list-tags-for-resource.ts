import type { ListTagsForResourceRequest, ListTagsForResourceResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import type { CloudFront } from '../cloudfront.ts';
import { taggedDistribution } from '../tagged-distribution.ts';

export const listTagsForResource: Operation<
  CloudFront,
  ListTagsForResourceRequest,
  ListTagsForResourceResult
> = (cloudfront, input, call) => {
  const arn = taggedDistribution(cloudfront, call, input.Resource);
  return { Tags: { Items: cloudfront.tags.of(arn) } };
};
