/** Clients and configurations that tests of CloudFront start from. */
import { CloudFront, type DistributionConfig, type Distribution } from '@aws-sdk/client-cloudfront';
import { seconds } from '../../../kernel/instant.ts';
import { clientConfig } from '../../../testing/client-config.ts';
import type { Cloud } from '../../../cloud.ts';

export const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
export const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
export const SECURITY_HEADERS = '67f7725c-6f97-4210-82d7-5512b31e9d03';

type Address = Pick<Cloud, 'endpoint' | 'region' | 'clock'>;

export const cloudFrontClient = (cloud: Address): CloudFront =>
  new CloudFront({ ...clientConfig(cloud), maxAttempts: 1 });

/** A distribution of one bucket, `photos`, with the given changes. */
export function bucketConfig(changes: Partial<DistributionConfig> = {}): DistributionConfig {
  return {
    CallerReference: 'first',
    Comment: '',
    Enabled: true,
    Origins: {
      Quantity: 1,
      Items: [
        {
          Id: 'photos',
          DomainName: 'photos.s3.us-east-1.amazonaws.com',
          S3OriginConfig: { OriginAccessIdentity: '' },
        },
      ],
    },
    DefaultCacheBehavior: {
      TargetOriginId: 'photos',
      ViewerProtocolPolicy: 'allow-all',
      CachePolicyId: CACHING_OPTIMIZED,
    },
    ...changes,
  };
}

export async function createdDistribution(
  client: CloudFront,
  config: DistributionConfig = bucketConfig(),
): Promise<Distribution & { readonly ETag: string }> {
  const { Distribution: distribution, ETag } = await client.createDistribution({
    DistributionConfig: config,
  });
  return { ...distribution!, ETag: ETag! };
}

/** Lets every change made so far be deployed. */
export const deployed = (cloud: Address): Promise<void> => cloud.clock.advance(seconds(5));
