/** SDK clients of a target, made when first asked for: importing and building all of them costs a visible start-up. */
import type { APIGateway } from '@aws-sdk/client-api-gateway';
import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import type { CloudFront } from '@aws-sdk/client-cloudfront';
import type { CloudTrail } from '@aws-sdk/client-cloudtrail';
import type { CloudWatch } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import type { DynamoDB } from '@aws-sdk/client-dynamodb';
import type { IAM } from '@aws-sdk/client-iam';
import type { KMS } from '@aws-sdk/client-kms';
import type { Lambda } from '@aws-sdk/client-lambda';
import type { S3 } from '@aws-sdk/client-s3';
import type { SecretsManager } from '@aws-sdk/client-secrets-manager';
import type { SFN } from '@aws-sdk/client-sfn';
import type { SNS } from '@aws-sdk/client-sns';
import type { SQS } from '@aws-sdk/client-sqs';

/** How to reach and sign for a target. Without an endpoint the SDK finds AWS, without credentials its usual chain. */
export interface Connection {
  readonly endpoint?: string;
  readonly region: string;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

/** The SDK's clients with a method per operation, so that who uses them needs no import of the SDK. */
export interface Clients {
  s3(): Promise<S3>;
  sqs(): Promise<SQS>;
  sns(): Promise<SNS>;
  lambda(): Promise<Lambda>;
  dynamodb(): Promise<DynamoDB>;
  logs(): Promise<CloudWatchLogs>;
  cloudwatch(): Promise<CloudWatch>;
  apiGateway(): Promise<APIGateway>;
  secrets(): Promise<SecretsManager>;
  cloudfront(): Promise<CloudFront>;
  kms(): Promise<KMS>;
  iam(): Promise<IAM>;
  cloudtrail(): Promise<CloudTrail>;
  sfn(): Promise<SFN>;
  cloudformation(): Promise<CloudFormation>;
  /** Signs by this time of the target's from now on: needed where time was moved back, and no answer says so. */
  keepTime(now: number): void;
  /** Closes the connections of all clients made so far. */
  destroy(): void;
}

type Call = (call: { readonly input: object }) => Promise<{ readonly output: object }>;

/** What of an SDK client is the same for all services. */
export interface PreparableClient {
  readonly config: { systemClockOffset: number };
  readonly middlewareStack: {
    add(
      middleware: (next: Call, context: { readonly commandName?: string }) => Call,
      options: { step: 'initialize'; name: string },
    ): void;
  };
  destroy(): void;
}

/**
 * An endpoint of one's own has no name per bucket to resolve, so buckets go into the path there.
 *
 * @param prepare is given each client before it is used
 */
export function createClients(
  connection: Connection,
  prepare: (client: PreparableClient) => void = () => undefined,
): Clients {
  const made: PreparableClient[] = [];
  let offset: number | undefined;
  const once = <T extends object>(make: () => Promise<T>): (() => Promise<T>) => {
    let client: Promise<T> | undefined;
    return () =>
      (client ??= make().then((ready) => {
        // The clients' types differ in their inputs, which nothing here looks at.
        const preparable = ready as unknown as PreparableClient;
        made.push(preparable);
        prepare(preparable);
        if (offset !== undefined) preparable.config.systemClockOffset = offset;
        return ready;
      }));
  };
  const pathStyle = connection.endpoint === undefined ? {} : { forcePathStyle: true };
  return {
    s3: once(async () => new (await import('@aws-sdk/client-s3')).S3({ ...connection, ...pathStyle })),
    sqs: once(async () => new (await import('@aws-sdk/client-sqs')).SQS(connection)),
    sns: once(async () => new (await import('@aws-sdk/client-sns')).SNS(connection)),
    lambda: once(async () => new (await import('@aws-sdk/client-lambda')).Lambda(connection)),
    dynamodb: once(async () => new (await import('@aws-sdk/client-dynamodb')).DynamoDB(connection)),
    logs: once(async () => new (await import('@aws-sdk/client-cloudwatch-logs')).CloudWatchLogs(connection)),
    cloudwatch: once(async () => new (await import('@aws-sdk/client-cloudwatch')).CloudWatch(connection)),
    apiGateway: once(async () => new (await import('@aws-sdk/client-api-gateway')).APIGateway(connection)),
    secrets: once(
      async () => new (await import('@aws-sdk/client-secrets-manager')).SecretsManager(connection),
    ),
    cloudfront: once(async () => new (await import('@aws-sdk/client-cloudfront')).CloudFront(connection)),
    kms: once(async () => new (await import('@aws-sdk/client-kms')).KMS(connection)),
    iam: once(async () => new (await import('@aws-sdk/client-iam')).IAM(connection)),
    cloudtrail: once(async () => new (await import('@aws-sdk/client-cloudtrail')).CloudTrail(connection)),
    sfn: once(async () => new (await import('@aws-sdk/client-sfn')).SFN(connection)),
    cloudformation: once(
      async () => new (await import('@aws-sdk/client-cloudformation')).CloudFormation(connection),
    ),
    keepTime(now) {
      offset = now - Date.now();
      for (const { config } of made) config.systemClockOffset = offset;
    },
    destroy() {
      for (const client of made) client.destroy();
    },
  };
}
