/** Viewers, buckets and web servers that tests of the CDN put around a distribution. */
import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { S3 } from '@aws-sdk/client-s3';
import type { CloudFront, Distribution, DistributionConfig, Origin } from '@aws-sdk/client-cloudfront';
import type { Cloud } from '../../../cloud.ts';
import { bucketConfig, createdDistribution } from '../../../services/cloudfront/testing/distributions.ts';
import { clientConfig } from '../../../testing/client-config.ts';

export interface View {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The host, when it is not the distribution's own. */
  readonly host?: string;
}

export interface Seen {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
}

/** Fetches a raw target from a distribution, without following anything. */
export function view(
  cloud: Pick<Cloud, 'endpoint'>,
  distribution: Pick<Distribution, 'Id'>,
  target: string,
  { method = 'GET', headers = {}, body, host }: View = {},
): Promise<Seen> {
  const { hostname, port } = new URL(cloud.endpoint);
  const named = host ?? `${distribution.Id!.toLowerCase()}.cloudfront.localhost:${port}`;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { hostname, port, method, path: target, headers: { host: named, ...headers } },
      (incoming) => {
        resolve(seen(incoming));
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function seen(incoming: IncomingMessage): Promise<Seen> {
  const body = await buffer(incoming);
  const { statusCode: status = 0, headers } = incoming;
  return { status, headers, body, text: body.toString('utf8') };
}

/** A bucket `photos` whose policy lets the distribution in, when it is told which. */
export async function photosBucket(cloud: Pick<Cloud, 'endpoint' | 'region'>): Promise<S3> {
  const s3 = new S3({ ...clientConfig(cloud), forcePathStyle: true, maxAttempts: 1 });
  await s3.createBucket({ Bucket: 'photos' });
  return s3;
}

/** A distribution of the bucket `photos` through an access control, which the bucket's policy allows. */
export async function photosDistribution(
  client: CloudFront,
  s3: S3,
  changes: Partial<DistributionConfig> = {},
  originChanges: Partial<Origin> = {},
): Promise<Distribution & { readonly ETag: string }> {
  const { OriginAccessControl: control } = await client.createOriginAccessControl({
    OriginAccessControlConfig: {
      Name: 'photos',
      SigningProtocol: 'sigv4',
      SigningBehavior: 'always',
      OriginAccessControlOriginType: 's3',
    },
  });
  const [origin] = bucketConfig().Origins!.Items!;
  const items = [{ ...origin!, OriginAccessControlId: control!.Id!, ...originChanges }];
  const config = bucketConfig({ Origins: { Quantity: 1, Items: items }, ...changes });
  const distribution = await createdDistribution(client, config);
  await s3.putBucketPolicy({ Bucket: 'photos', Policy: allowing(distribution.ARN!) });
  return distribution;
}

const allowing = (distributionArn: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::photos/*',
        Condition: { StringEquals: { 'AWS:SourceArn': distributionArn } },
      },
    ],
  });

export interface WebServer extends AsyncDisposable {
  readonly port: number;
  /** An origin that is this server. */
  readonly origin: Origin;
}

export async function webServer(listener: RequestListener): Promise<WebServer> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: {
      Id: 'web',
      DomainName: '127.0.0.1',
      CustomOriginConfig: { HTTPPort: port, HTTPSPort: 443, OriginProtocolPolicy: 'http-only' },
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A distribution whose only origin is a web server. */
export function webConfig(
  { origin }: WebServer,
  behavior: Partial<NonNullable<DistributionConfig['DefaultCacheBehavior']>> = {},
  changes: Partial<DistributionConfig> = {},
): DistributionConfig {
  return bucketConfig({
    Origins: { Quantity: 1, Items: [origin] },
    DefaultCacheBehavior: {
      ...bucketConfig().DefaultCacheBehavior!,
      TargetOriginId: 'web',
      ...behavior,
    },
    ...changes,
  });
}
