import type { UntagResourceRequest } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import type { CloudFront } from '../cloudfront.ts';
import { taggedDistribution } from '../tagged-distribution.ts';

export const untagResource: Operation<CloudFront, UntagResourceRequest, object> = (
  cloudfront,
  input,
  call,
) => {
  const arn = taggedDistribution(cloudfront, call, input.Resource);
  cloudfront.kernel.store.transact(() => cloudfront.tags.take(arn, input.TagKeys?.Items ?? []));
  return {};
};
