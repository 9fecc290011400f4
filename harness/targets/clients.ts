/** SDK clients of a target, made when first asked for: importing and building all of them costs a visible start-up. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';

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

export interface Clients {
  s3(): Promise<S3Client>;
  sqs(): Promise<SQSClient>;
  sns(): Promise<SNSClient>;
  lambda(): Promise<LambdaClient>;
  dynamodb(): Promise<DynamoDBClient>;
  /** Closes the connections of all clients made so far. */
  destroy(): void;
}

/** An endpoint of one's own has no name per bucket to resolve, so buckets go into the path there. */
export function createClients(connection: Connection): Clients {
  const made: { destroy(): void }[] = [];
  const once = <T extends { destroy(): void }>(make: () => Promise<T>): (() => Promise<T>) => {
    let client: Promise<T> | undefined;
    return () =>
      (client ??= make().then((ready) => {
        made.push(ready);
        return ready;
      }));
  };
  const pathStyle = connection.endpoint === undefined ? {} : { forcePathStyle: true };
  return {
    s3: once(async () => new (await import('@aws-sdk/client-s3')).S3Client({ ...connection, ...pathStyle })),
    sqs: once(async () => new (await import('@aws-sdk/client-sqs')).SQSClient(connection)),
    sns: once(async () => new (await import('@aws-sdk/client-sns')).SNSClient(connection)),
    lambda: once(async () => new (await import('@aws-sdk/client-lambda')).LambdaClient(connection)),
    dynamodb: once(async () => new (await import('@aws-sdk/client-dynamodb')).DynamoDBClient(connection)),
    destroy() {
      for (const client of made) client.destroy();
    },
  };
}
