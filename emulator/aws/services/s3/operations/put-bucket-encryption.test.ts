import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused } from '../testing/client.ts';

const b = { Bucket: 'photos' };

const rulesOf = (blocked: string, SSEAlgorithm = 'AES256', BucketKeyEnabled = false) => [
  {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm },
    BucketKeyEnabled,
    BlockedEncryptionTypes: { EncryptionType: [blocked] },
  },
];

test('every bucket is encrypted, and a deleted setting is back to that', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const rules = async () => (await s3.getBucketEncryption(b)).ServerSideEncryptionConfiguration?.Rules;
  expect(await rules()).toEqual(rulesOf('SSE-C'));
  const Rules = [
    { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const }, BucketKeyEnabled: true },
  ];
  await s3.putBucketEncryption({ ...b, ServerSideEncryptionConfiguration: { Rules } });
  expect(await rules()).toEqual(rulesOf('SSE-C', 'AES256', true));
  await s3.deleteBucketEncryption(b);
  expect(await rules()).toEqual(rulesOf('SSE-C'));
});

test('a key id makes sense only with KMS', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'AES256' as const, KMSMasterKeyID: 'x' };
  const put = s3.putBucketEncryption({
    ...b,
    ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault }] },
  });
  expect(await refused(put)).toEqual({
    status: 400,
    code: 'InvalidArgument',
    message: 'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
    ArgumentName: 'ApplyServerSideEncryptionByDefault',
  });
});

test('customer keys are blocked until a bucket lets them in', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const key = randomBytes(32);
  const customer = {
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKey: key.toString('base64'),
    SSECustomerKeyMD5: createHash('md5').update(key).digest('base64'),
  };
  const put = () => s3.putObject({ ...b, Key: 'a', Body: 'hello world', ...customer });
  expect(await refused(put())).toMatchObject({
    status: 403,
    message: expect.stringContaining('because this bucket has blocked upload requests') as string,
  });
  await s3.putBucketEncryption({
    ...b,
    ServerSideEncryptionConfiguration: { Rules: [{ BlockedEncryptionTypes: { EncryptionType: ['NONE'] } }] },
  });
  const made = await put();
  expect(made).toMatchObject({
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKeyMD5: customer.SSECustomerKeyMD5,
  });
  expect(made.ServerSideEncryption).toBeUndefined();
  expect(made.ETag).not.toContain('5eb63bbb');
  expect(await refused(s3.getObject({ ...b, Key: 'a' }))).toMatchObject({
    code: 'InvalidRequest',
    message:
      'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
  });
  const other = randomBytes(32);
  const wrong = {
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKey: other.toString('base64'),
    SSECustomerKeyMD5: createHash('md5').update(other).digest('base64'),
  };
  expect(await refused(s3.getObject({ ...b, Key: 'a', ...wrong }))).toMatchObject({ status: 403 });
  expect(await (await s3.getObject({ ...b, Key: 'a', ...customer })).Body!.transformToString()).toBe(
    'hello world',
  );
});

test.each([
  [{ ServerSideEncryption: 'rot13' as 'AES256' }, 'The encryption method specified is not supported'],
  [
    { SSEKMSKeyId: 'x' },
    'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
  ],
])('%j is refused', async (asked, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  expect(await refused(s3.putObject({ ...b, Key: 'a', Body: 'x', ...asked }))).toMatchObject({
    status: 400,
    code: 'InvalidArgument',
    message,
    ArgumentName: 'x-amz-server-side-encryption',
  });
});
