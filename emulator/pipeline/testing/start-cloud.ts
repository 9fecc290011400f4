/** A cloud of one's own on a manual clock, and SDK clients that end with it. */
import { createCloud } from '#aws';
import type { Cloud } from '#aws';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';

export interface TestCloud {
  readonly cloud: Cloud;
  readonly s3: (more?: S3ClientConfig) => S3Client;
  readonly sqs: () => SQSClient;
  readonly dynamodb: () => DynamoDBClient;
  readonly end: () => Promise<void>;
}

export async function startCloud(): Promise<TestCloud> {
  const cloud = await createCloud({ clock: 'manual' });
  const clients: { destroy: () => void }[] = [];
  const kept = <T extends { destroy: () => void }>(client: T): T => {
    clients.push(client);
    return client;
  };
  const connection = {
    endpoint: cloud.endpoint,
    region: cloud.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  return {
    cloud,
    s3: (more = {}) => kept(new S3Client({ ...connection, forcePathStyle: true, ...more })),
    sqs: () => kept(new SQSClient(connection)),
    dynamodb: () => kept(new DynamoDBClient(connection)),
    end: async () => {
      for (const client of clients) client.destroy();
      await cloud.close(0);
    },
  };
}
