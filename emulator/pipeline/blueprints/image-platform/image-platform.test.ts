import { expect, test } from 'vitest';
import type { BlueprintContext, Resources } from '../blueprint.ts';
import { imagePlatformAsWritten } from './as-written.ts';
import { imagePlatform } from './repaired.ts';

const HERE: BlueprintContext = { accountId: '000000000000', region: 'us-east-1', suffix: '' };
const KEY_ARN = 'arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const written = imagePlatformAsWritten.resources(HERE);
const repaired = imagePlatform.resources(HERE);

const bucket = ({ buckets }: Resources, part: string) =>
  buckets.find(({ name }) => name.includes(`-${part}-`));

test('input and output are encrypted with KMS and a bucket key, versioned, closed, tagged and logged', () => {
  for (const resources of [written, repaired]) {
    for (const part of ['input', 'output']) {
      expect(bucket(resources, part)).toMatchObject({
        name: `image-processing-${part}-prod`,
        versioning: 'Enabled',
        publicAccessBlock: true,
        encryption: [
          { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' }, BucketKeyEnabled: true },
        ],
        tags: { Environment: 'prod', Service: 'image-processing', Purpose: `${part}-storage` },
        logging: { TargetBucket: 'image-processing-logs-prod', TargetPrefix: `logs/${part}-bucket/` },
      });
    }
  }
});

test('once the key stands, buckets and policies name it by its ARN', () => {
  const resources = imagePlatform.resources({ ...HERE, keyArns: { 's3-encryption': KEY_ARN } });
  expect(
    bucket(resources, 'input')?.encryption?.[0]?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID,
  ).toBe(KEY_ARN);
  expect(JSON.stringify(bucket(resources, 'input')?.policy)).toContain(KEY_ARN);
  expect(resources.environment['KMS_KEY_ARN']).toBe(KEY_ARN);
});

test('as written, older versions move before S3 allows it; repaired, they do not move', () => {
  const rule = (resources: Resources) => Object.assign({}, ...(bucket(resources, 'input')?.lifecycle ?? []));
  expect(rule(written)?.NoncurrentVersionTransitions).toEqual([
    { NoncurrentDays: 7, StorageClass: 'STANDARD_IA' },
  ]);
  expect(rule(repaired)).not.toHaveProperty('NoncurrentVersionTransitions');
  expect(rule(repaired)).toMatchObject({
    Expiration: { Days: 365 },
    NoncurrentVersionExpiration: { NoncurrentDays: 30 },
  });
});

test('as written, the policy has the three statements of the document; repaired, none denies a download', () => {
  const sids = (resources: Resources) => bucket(resources, 'input')?.policy?.Statement.map(({ Sid }) => Sid);
  expect(sids(written)).toEqual([
    'DenyUnencryptedObjectUploads',
    'DenyIncorrectEncryptionHeader',
    'DenyUnencryptedObjectDownloads',
  ]);
  expect(sids(repaired)).toEqual(['DenyUnencryptedObjectUploads', 'DenyIncorrectEncryptionHeader']);
  expect(JSON.stringify(bucket(repaired, 'input')?.policy)).not.toContain('s3:GetObject');
});

test('as written, neither the logging service nor CloudTrail may write; repaired, each may, below its own prefix', () => {
  expect(bucket(written, 'logs')).not.toHaveProperty('policy');
  expect(bucket(repaired, 'logs')?.policy?.Statement.map(({ Resource }) => Resource)).toEqual([
    'arn:aws:s3:::image-processing-logs-prod/logs/input-bucket/*',
    'arn:aws:s3:::image-processing-logs-prod/logs/output-bucket/*',
    'arn:aws:s3:::image-processing-logs-prod',
    'arn:aws:s3:::image-processing-logs-prod/AWSLogs/000000000000/*',
  ]);
});

test('the logs bucket comes before those that log into it', () => {
  for (const { buckets } of [written, repaired]) expect(buckets[0]?.name).toBe('image-processing-logs-prod');
});

const alarms = (resources: Resources) =>
  resources.alarms?.map(({ name, metric, statistic, period, threshold }) => [
    name,
    metric,
    statistic,
    period,
    threshold,
  ]);

test('as written, the alarms are those of the document', () => {
  expect(alarms(written)).toEqual([
    ['s3-4xx-5xx-errors', '4xxError', 'Sum', 300, 10],
    ['s3-bucket-size-alarm', 'BucketSizeBytes', 'Average', 3600, 107_374_182_400],
  ]);
});

test('repaired, one watches a metric that S3 publishes, the other periods in which it does', () => {
  expect(alarms(repaired)).toEqual([
    ['s3-4xx-5xx-errors', '4xxErrors', 'Sum', 300, 10],
    ['s3-bucket-size-alarm', 'BucketSizeBytes', 'Average', 86_400, 107_374_182_400],
  ]);
  expect(repaired.alarms?.[0]?.dimensions).toHaveProperty(
    'FilterId',
    bucket(repaired, 'input')?.requestMetrics,
  );
});

test('repaired, what moves says from which size on, and everything expires', () => {
  const rules = ['input', 'output', 'logs'].flatMap((part) => bucket(repaired, part)?.lifecycle ?? []);
  for (const { Transitions, Filter, Expiration } of rules) {
    expect(Filter?.And?.ObjectSizeGreaterThan).toBe(Transitions === undefined ? undefined : 131_071);
    expect(Expiration === undefined).toBe(Transitions !== undefined);
  }
});

test('the key rotates, and is deleted after seven days', () => {
  expect(repaired.keys).toMatchObject([{ alias: 's3-encryption', rotation: true, deletionWindow: 7 }]);
});
