import type { World } from '#harness/vitest';
import { freshBucket } from '../fresh-bucket.ts';

const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';

type CloudFront = Awaited<ReturnType<World['clients']['cloudfront']>>;
type Config = NonNullable<Parameters<CloudFront['createDistribution']>[0]['DistributionConfig']>;
type Behavior = NonNullable<Config['DefaultCacheBehavior']>;
type Origin = NonNullable<NonNullable<Config['Origins']>['Items']>[number];

export interface Changes {
  readonly behavior?: Partial<Behavior>;
  readonly origin?: Partial<Origin>;
}

/** A new bucket behind a distribution of its own, which alone may read it. */
export async function freshDistribution(world: World, { behavior, origin }: Changes = {}) {
  const cloudfront = await world.clients.cloudfront();
  const { s3, Bucket } = await freshBucket(world, 'cdn');
  const name = world.fresh('cdn');
  const { OriginAccessControl } = await cloudfront.createOriginAccessControl({
    OriginAccessControlConfig: {
      Name: name,
      SigningProtocol: 'sigv4',
      SigningBehavior: 'always',
      OriginAccessControlOriginType: 's3',
    },
  });
  const { Distribution } = await cloudfront.createDistribution({
    DistributionConfig: {
      CallerReference: name,
      Comment: name,
      Enabled: true,
      Origins: {
        Quantity: 1,
        Items: [
          {
            Id: 'bucket',
            DomainName: `${Bucket}.s3.${world.region}.amazonaws.com`,
            S3OriginConfig: { OriginAccessIdentity: '' },
            OriginAccessControlId: OriginAccessControl?.Id ?? '',
            ...origin,
          },
        ],
      },
      DefaultCacheBehavior: {
        TargetOriginId: 'bucket',
        ViewerProtocolPolicy: 'redirect-to-https',
        CachePolicyId: CACHING_OPTIMIZED,
        ...behavior,
      },
    },
  });
  const { Id = '', ARN = '', DomainName = '' } = Distribution ?? {};
  await s3.putBucketPolicy({ Bucket, Policy: letIn(Bucket, ARN) });
  return {
    cloudfront,
    s3,
    Bucket,
    Id,
    look: (target: string, view?: Parameters<World['view']>[2]) => world.view(DomainName, target, view),
    DomainName,
  };
}

const letIn = (bucket: string, distribution: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${bucket}/*`,
        Condition: { StringEquals: { 'AWS:SourceArn': distribution } },
      },
    ],
  });
