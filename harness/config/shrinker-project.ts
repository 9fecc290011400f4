/** A project of somebody's that tests judge: safelight knows nothing of its pipeline but the configuration and the template. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SafelightConfig } from './config.ts';

/** What a project would install beside its function. */
const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));

const TEMPLATE = `
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Inbox:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: { Status: Enabled }
      CorsConfiguration:
        CorsRules:
          - { AllowedOrigins: ['http://localhost:5173'], AllowedMethods: [PUT], AllowedHeaders: ['*'] }
  Web:
    Type: AWS::S3::Bucket
  Photos:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
  Shrink:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: shrink/ # packed on the way
      Handler: index.handler
      Runtime: nodejs22.x
      Timeout: 20
      MemorySize: 512
      Environment: { Variables: { WEB: !Ref Web, PHOTOS: !Ref Photos, NODE_PATH: ${MODULES} } }
      Policies:
        - Statement: [{ Effect: Allow, Action: ['s3:*', 'dynamodb:*'], Resource: '*' }]
      Events:
        Upload:
          Type: S3
          Properties:
            Bucket: !Ref Inbox
            Events: s3:ObjectCreated:*
Outputs:
  InboxName: { Value: !Ref Inbox }
`;

/** Makes a picture of 64 × 64 at most, under the same name, and writes an item. */
const SHRINK = `
const { S3Client, GetObjectCommand, PutObjectCommand } = require('@aws-sdk/client-s3');
const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
const sharp = require('sharp');
const s3 = new S3Client({ forcePathStyle: true });
const dynamodb = new DynamoDBClient({});
exports.handler = async ({ Records }) => {
  for (const { s3: { bucket, object } } of Records) {
    const Key = decodeURIComponent(object.key.replaceAll('+', ' '));
    const { Body, ContentType } = await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key }));
    const small = await sharp(await Body.transformToByteArray()).rotate()
      .resize(64, 64, { fit: 'inside', withoutEnlargement: true }).toColourspace('srgb').webp().toBuffer();
    const place = { Bucket: process.env.WEB, Key: Key.replace(/^in\\//, 'small/').replace(/\\.[^.]*$/, '.webp') };
    await s3.send(new PutObjectCommand({ ...place, Body: small, ContentType: 'image/webp' }));
    const Item = { id: { S: Key }, type: { S: ContentType } };
    await dynamodb.send(new PutItemCommand({ TableName: process.env.PHOTOS, Item }));
  }
};
`;

export const SHRINKER = {
  pipeline: {
    name: 'shrinker',
    stack: { template: 'template.yaml' },
    uploads: {
      bucket: { output: 'InboxName' },
      key: 'in/{user}/{name}.{extension}',
      origins: ['http://localhost:5173'],
      versioned: true,
    },
    renditions: {
      small: {
        bucket: { resource: 'Web' },
        key: 'small/{user}/{name}.webp',
        width: 64,
        height: 64,
        format: 'webp',
      },
    },
    records: { table: { resource: 'Photos' }, key: { id: '{key}' }, holds: { type: '{contentType}' } },
  },
} as const satisfies SafelightConfig;

/** Writes it into a folder that is there, with a configuration in JSON. */
export async function writeShrinker(folder: string, config: SafelightConfig = SHRINKER): Promise<void> {
  await mkdir(join(folder, 'shrink'), { recursive: true });
  await writeFile(join(folder, 'template.yaml'), TEMPLATE);
  await writeFile(join(folder, 'shrink/index.js'), SHRINK);
  await writeFile(join(folder, 'safelight.config.json'), JSON.stringify(config));
}
