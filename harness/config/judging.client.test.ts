/**
 * A pipeline that safelight knows nothing of but its configuration and its template: deployed, judged, and, with a
 * promise that it does not keep, found out.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SafelightConfig } from './config.ts';
import type { Report } from '../report/verdict.ts';
import { outerEnvironment } from '../suite/outer-environment.ts';

const LAUNCH = fileURLToPath(new URL('../cli/launch.ts', import.meta.url));

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

const CONFIG = {
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

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safelight-judging-'));
  await mkdir(join(folder, 'shrink'));
  await writeFile(join(folder, 'template.yaml'), TEMPLATE);
  await writeFile(join(folder, 'shrink/index.js'), SHRINK);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function judge(
  config: SafelightConfig,
  ...options: readonly string[]
): Promise<{ code: number; report: Report; said: string }> {
  await writeFile(join(folder, 'safelight.config.json'), JSON.stringify(config));
  const args = [LAUNCH, 'test', '--json', join(folder, 'report.json'), ...options];
  const ran = spawnSync(process.execPath, args, { cwd: folder, env: outerEnvironment(), encoding: 'utf8' });
  const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as Report;
  return { code: ran.status ?? -1, report, said: ran.stdout + ran.stderr };
}

const outcomeOf = ({ verdicts }: Report, part: RegExp) =>
  verdicts.filter(({ sentence }) => part.test(sentence)).map(({ outcome, reason }) => [outcome, reason]);

test('a pipeline of one’s own is deployed from its template and judged; what it does not have is not verifiable', async () => {
  const { code, report, said } = await judge(CONFIG);
  const failed = report.verdicts.filter(({ outcome }) => outcome === 'failed');
  expect(failed).toEqual([]);
  expect([code, said.includes('not verifiable')]).toEqual([0, true]);
  expect(outcomeOf(report, /^a JPEG becomes/)).toEqual([['passed', undefined]]);
  expect(outcomeOf(report, /^every photo has its item/)).toEqual([['passed', undefined]]);
  expect(outcomeOf(report, /^the CDN shows/)).toEqual([
    ['not verifiable', 'the configuration of shrinker names no pipeline.delivery'],
  ]);
  expect(outcomeOf(report, /^a WebP becomes/)).toEqual([
    [
      'not verifiable',
      'the configuration of shrinker does not list image/webp in pipeline.uploads.contentTypes',
    ],
  ]);
}, 300_000);

test('a promise that the pipeline does not keep fails, and so does the run', async () => {
  const small = { ...CONFIG.pipeline.renditions.small, width: 100, height: 100 };
  const { code, report } = await judge(
    { pipeline: { ...CONFIG.pipeline, renditions: { small } } },
    '--suite',
    'renditions/',
  );
  expect(code).toBe(1);
  expect(outcomeOf(report, /fits into its frame/)[0]?.[0]).toBe('failed');
  expect(outcomeOf(report, /^a JPEG becomes/)[0]?.[0]).toBe('passed');
}, 300_000);
