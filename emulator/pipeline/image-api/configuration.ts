/**
 * What the four functions share, from their environment: `S3_BUCKET_NAME` (`image-service-bucket` unless set),
 * `DYNAMODB_TABLE_NAME` (`ImageMetadata` unless set), `CURSOR_SECRET_ID` (the secret that cursors are sealed with),
 * `REPAIR_QUEUE_NAME` (`image-repairs` unless set).
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createPresigningClient, createS3Client, createSecretsClient, createSqsClient } from '../clients.ts';
import type { ItemTable } from './image-items.ts';
import { repairQueue, type RequestRepair } from './repairs.ts';

export interface ImageApiOptions extends ItemTable {
  readonly s3: S3Client;
  /** Signs download URLs. */
  readonly presigner: S3Client;
  readonly bucket: string;
  /** Asked for when the first cursor is sealed or opened. */
  readonly cursorSecret: () => Promise<string>;
  /** Is asked to complete a change of which one half failed. */
  readonly requestRepair: RequestRepair;
  /** The wall clock unless given. */
  readonly now?: () => Date;
}

async function readCursorSecret(): Promise<string> {
  const id = process.env['CURSOR_SECRET_ID'];
  if (!id) throw new Error('CURSOR_SECRET_ID is not set: lists of more than one page need it');
  const { SecretString } = await createSecretsClient().send(new GetSecretValueCommand({ SecretId: id }));
  if (!SecretString) throw new Error(`the secret ${id} holds no text`);
  return SecretString;
}

let configured: ImageApiOptions | undefined;

/** The options of this process, made once. */
export function imageApiOptions(): ImageApiOptions {
  const { S3_BUCKET_NAME: bucket, DYNAMODB_TABLE_NAME: table, REPAIR_QUEUE_NAME: queue } = process.env;
  let secret: string | undefined;
  configured ??= {
    s3: createS3Client(),
    presigner: createPresigningClient(),
    documents: DynamoDBDocumentClient.from(new DynamoDBClient({}), {
      marshallOptions: { removeUndefinedValues: true },
    }),
    bucket: bucket || 'image-service-bucket',
    table: table || 'ImageMetadata',
    requestRepair: repairQueue(createSqsClient(), queue || 'image-repairs'),
    cursorSecret: async () => (secret ??= await readCursorSecret()),
  };
  return configured;
}
