/** Distributions as the API answers them. */
import type {
  ActiveTrustedKeyGroups,
  Distribution as DistributionOutput,
  DistributionConfig,
  DistributionSummary,
} from '@aws-sdk/client-cloudfront';
import { toDate, type Instant } from '../../kernel/instant.ts';
import { arnOf } from './addressing.ts';
import type { CloudFront } from './cloudfront.ts';
import { behaviorsOf, isDeployed, type Distribution } from './distributions.ts';
import { itemsOf, listOf } from './quantities.ts';

export function distributionOf(
  cloudfront: CloudFront,
  distribution: Distribution,
  now: Instant,
): DistributionOutput {
  const { id, account, config, modified } = distribution;
  return {
    Id: id,
    ARN: arnOf(account, 'distribution', id),
    Status: statusOf(distribution, now),
    LastModifiedTime: toDate(modified),
    InProgressInvalidationBatches: cloudfront.invalidations.open(id, now),
    DomainName: config.domain,
    ActiveTrustedSigners: { Enabled: false, Quantity: 0 },
    ActiveTrustedKeyGroups: activeKeyGroups(cloudfront, account, config.settings),
    DistributionConfig: config.settings,
    ...icpRecordals(config.settings),
  };
}

export function summaryOf(distribution: Distribution, now: Instant): DistributionSummary {
  const { id, account, etag, config, modified } = distribution;
  const { settings } = config;
  return {
    Id: id,
    ARN: arnOf(account, 'distribution', id),
    ETag: etag,
    Status: statusOf(distribution, now),
    LastModifiedTime: toDate(modified),
    DomainName: config.domain,
    Aliases: settings.Aliases,
    Origins: settings.Origins,
    OriginGroups: settings.OriginGroups,
    DefaultCacheBehavior: settings.DefaultCacheBehavior,
    CacheBehaviors: settings.CacheBehaviors,
    CustomErrorResponses: settings.CustomErrorResponses,
    Comment: settings.Comment,
    PriceClass: settings.PriceClass,
    Enabled: settings.Enabled,
    ViewerCertificate: settings.ViewerCertificate,
    Restrictions: settings.Restrictions,
    WebACLId: settings.WebACLId,
    HttpVersion: settings.HttpVersion,
    IsIPV6Enabled: settings.IsIPV6Enabled,
    Staging: settings.Staging,
    ...icpRecordals(settings),
  };
}

const statusOf = (distribution: Distribution, now: Instant): string =>
  isDeployed(distribution, now) ? 'Deployed' : 'InProgress';

const icpRecordals = ({ Aliases }: DistributionConfig): Pick<DistributionSummary, 'AliasICPRecordals'> => {
  const aliases = itemsOf(Aliases);
  if (aliases.length === 0) return {};
  return { AliasICPRecordals: aliases.map((CNAME) => ({ CNAME, ICPRecordalStatus: 'APPROVED' })) };
};

/** The key groups that behaviors trust, each with the keys that can sign now. */
function activeKeyGroups(
  cloudfront: CloudFront,
  account: string,
  settings: DistributionConfig,
): ActiveTrustedKeyGroups {
  const trusting = behaviorsOf(settings).filter(({ TrustedKeyGroups }) => TrustedKeyGroups?.Enabled === true);
  const groups = new Set(trusting.flatMap(({ TrustedKeyGroups }) => itemsOf(TrustedKeyGroups)));
  const items = [...groups].map((KeyGroupId) => ({
    KeyGroupId,
    KeyPairIds: listOf(itemsOf(cloudfront.keyGroups.find(account, KeyGroupId)?.config)),
  }));
  return { Enabled: items.length > 0, ...listOf(items) };
}
