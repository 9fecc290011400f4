import type { CreateDistributionResult, DistributionConfig, Tag } from '@aws-sdk/client-cloudfront';
import type { Call } from '../../kernel/operation.ts';
import { arnOf, locationOf } from './addressing.ts';
import type { CloudFront } from './cloudfront.ts';
import { withDefaults } from './distribution-defaults.ts';
import { distributionOf } from './distribution-output.ts';
import { checkReferences } from './distribution-references.ts';
import { checkDistribution } from './distribution-rules.ts';

/** What every way to create a distribution does, once the caller may. */
export function createdDistribution(
  cloudfront: CloudFront,
  config: DistributionConfig,
  tags: readonly Tag[],
  call: Call,
): CreateDistributionResult {
  const { accountId } = call.scope;
  checkDistribution(config);
  checkReferences(cloudfront, accountId, config);
  const created = cloudfront.kernel.store.transact(() => {
    const distribution = cloudfront.distributions.create(accountId, withDefaults(config), call.now);
    cloudfront.tags.put(arnOf(accountId, 'distribution', distribution.id), tags);
    return distribution;
  });
  return {
    Distribution: distributionOf(cloudfront, created, call.now),
    Location: locationOf('distribution', created.id),
    ETag: created.etag,
  };
}
