import type { TagResourceRequest } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import type { CloudFront } from '../cloudfront.ts';
import { taggedDistribution } from '../tagged-distribution.ts';

export const tagResource: Operation<CloudFront, TagResourceRequest, object> = (cloudfront, input, call) => {
  const arn = taggedDistribution(cloudfront, call, input.Resource);
  cloudfront.kernel.store.transact(() => cloudfront.tags.put(arn, input.Tags?.Items ?? []));
  return {};
};
