/** Distributions for benchmarks: what stands before a bucket or a web server of the bench. */
import { CloudFront, type DefaultCacheBehavior, type Origin } from '@aws-sdk/client-cloudfront';
import { S3 } from '@aws-sdk/client-s3';

export interface Scene extends Disposable {
  readonly cloudfront: CloudFront;
  readonly s3: S3;
}

/** Clients of the cloud on a port. */
export function sceneOn(port: number): Scene {
  const connection = {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const [cloudfront, s3] = [new CloudFront(connection), new S3({ ...connection, forcePathStyle: true })];
  return {
    cloudfront,
    s3,
    [Symbol.dispose]() {
      cloudfront.destroy();
      s3.destroy();
    },
  };
}

/** Makes a distribution with one origin and one behavior. */
export async function distributionOf(
  { cloudfront }: Scene,
  origin: Omit<Origin, 'Id'>,
  behavior: Pick<DefaultCacheBehavior, 'CachePolicyId' | 'FunctionAssociations'>,
): Promise<{ readonly arn: string; readonly host: string }> {
  const { Distribution } = await cloudfront.createDistribution({
    DistributionConfig: {
      CallerReference: 'bench',
      Comment: '',
      Enabled: true,
      Origins: { Quantity: 1, Items: [{ ...origin, Id: 'origin' }] },
      DefaultCacheBehavior: {
        TargetOriginId: 'origin',
        ViewerProtocolPolicy: 'allow-all',
        ...behavior,
      },
    },
  });
  return { arn: Distribution?.ARN ?? '', host: Distribution?.DomainName ?? '' };
}

/** Puts an object into a bucket `bench` that only a distribution can read; returns the distribution's host. */
export async function bucketBehind(
  scene: Scene,
  body: Uint8Array,
  behavior: Pick<DefaultCacheBehavior, 'CachePolicyId' | 'FunctionAssociations'>,
): Promise<string> {
  const { s3, cloudfront } = scene;
  await s3.createBucket({ Bucket: 'bench' });
  await s3.putObject({ Bucket: 'bench', Key: 'photo.jpg', Body: body, ContentType: 'image/jpeg' });
  const { OriginAccessControl } = await cloudfront.createOriginAccessControl({
    OriginAccessControlConfig: {
      Name: 'bench',
      SigningProtocol: 'sigv4',
      SigningBehavior: 'always',
      OriginAccessControlOriginType: 's3',
    },
  });
  const origin = {
    DomainName: 'bench.s3.us-east-1.amazonaws.com',
    S3OriginConfig: { OriginAccessIdentity: '' },
    OriginAccessControlId: OriginAccessControl?.Id ?? '',
  };
  const { arn, host } = await distributionOf(scene, origin, behavior);
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::bench/*',
    Condition: { StringEquals: { 'AWS:SourceArn': arn } },
  };
  await s3.putBucketPolicy({
    Bucket: 'bench',
    Policy: JSON.stringify({ Version: '2012-10-17', Statement: statement }),
  });
  return host;
}
