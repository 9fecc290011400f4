import type { UpdateDistributionRequest, UpdateDistributionResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { withDefaults } from '../distribution-defaults.ts';
import { distributionOf } from '../distribution-output.ts';
import { checkReferences } from '../distribution-references.ts';
import { checkDistribution } from '../distribution-rules.ts';
import { checkIfMatch } from '../resources.ts';

export const updateDistribution: Operation<
  CloudFront,
  UpdateDistributionRequest,
  UpdateDistributionResult
> = (cloudfront, { Id: id, IfMatch: ifMatch, DistributionConfig: config }, call) => {
  const { distributions } = cloudfront;
  const distribution = addressed(distributions.resources, call, id);
  checkIfMatch(distribution.etag, ifMatch);
  checkDistribution(config!);
  checkReferences(cloudfront, call.scope.accountId, config!);
  const updated = distributions.update(distribution, ifMatch, withDefaults(config!), call.now);
  return { Distribution: distributionOf(cloudfront, updated, call.now), ETag: updated.etag };
};
