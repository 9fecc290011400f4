import { expect } from 'vitest';
import { scenario } from '#harness/vitest';
import { freshBucket } from '../fresh-bucket.ts';

const DEFAULT = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html';
const CUSTOMER =
  'https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html';

scenario('every object is encrypted with SSE-S3 without asking', { source: DEFAULT }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'sealed');
  await s3.putObject({ Bucket, Key: 'cat', Body: 'meow' });
  expect((await s3.headObject({ Bucket, Key: 'cat' })).ServerSideEncryption).toBe('AES256');
});

scenario('every bucket says that it encrypts with SSE-S3', { source: DEFAULT }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'sealed');
  const { ServerSideEncryptionConfiguration } = await s3.getBucketEncryption({ Bucket });
  expect(ServerSideEncryptionConfiguration?.Rules).toMatchObject([
    { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
  ]);
});

const KEY = { SSECustomerAlgorithm: 'AES256', SSECustomerKey: 'k'.repeat(32) };

scenario(
  'a new bucket takes no objects sealed with a customer’s own key',
  { source: CUSTOMER },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'sealed');
    await expect(s3.putObject({ Bucket, Key: 'cat', Body: 'meow', ...KEY })).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  },
);

scenario('what a customer’s own key sealed is not read without it', { source: CUSTOMER }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'sealed');
  await s3.putBucketEncryption({
    Bucket,
    ServerSideEncryptionConfiguration: {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
          BlockedEncryptionTypes: { EncryptionType: ['NONE'] },
        },
      ],
    },
  });
  await s3.putObject({ Bucket, Key: 'cat', Body: 'meow', ...KEY });
  await expect(s3.getObject({ Bucket, Key: 'cat' })).rejects.toMatchObject({ name: 'InvalidRequest' });
  const { Body } = await s3.getObject({ Bucket, Key: 'cat', ...KEY });
  expect(await Body?.transformToString()).toBe('meow');
});
