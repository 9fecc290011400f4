import { createHmac } from 'node:crypto';
import { KMS } from '@aws-sdk/client-kms';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { clientConfig } from '../../testing/client-config.ts';
import { photosClient, refused } from './testing/client.ts';
import { elements, send } from './testing/raw-request.ts';

const a = { Bucket: 'photos', Key: 'a' };

async function withKey(cloud: Cloud) {
  const s3 = await photosClient(cloud);
  const kms = new KMS(clientConfig(cloud));
  const { KeyMetadata } = await kms.createKey({});
  return { s3, kms, keyId: KeyMetadata?.KeyId ?? '', keyArn: KeyMetadata?.Arn ?? '' };
}

test('an object under a KMS key names it by ARN, and its ETag is no MD5', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3, keyId, keyArn } = await withKey(cloud);
  const put = await s3.putObject({
    ...a,
    Body: 'hello world',
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: keyId,
    BucketKeyEnabled: true,
  });
  const encrypted = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyArn, BucketKeyEnabled: true };
  expect(put).toMatchObject(encrypted);
  expect(put.ETag).toMatch(/^"[0-9a-f]{32}"$/);
  expect(put.ETag).not.toBe('"5eb63bbbe01eeed093cb22bb8f5acdc3"');
  const got = await s3.getObject({ ...a, ChecksumMode: 'ENABLED' });
  expect(got).toMatchObject({ ...encrypted, ChecksumCRC32: 'DUoRhQ==' });
  expect(await got.Body!.transformToString()).toBe('hello world');
});

test('a bucket’s default encrypts what does not ask, with AWS’s own key when none is named', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3, kms, keyArn } = await withKey(cloud);
  const configure = (KMSMasterKeyID?: string) =>
    s3.putBucketEncryption({
      Bucket: 'photos',
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID },
            BucketKeyEnabled: true,
          },
        ],
      },
    });
  await configure(keyArn);
  expect(await s3.putObject({ ...a, Body: 'x' })).toMatchObject({
    SSEKMSKeyId: keyArn,
    BucketKeyEnabled: true,
  });
  await configure();
  const { SSEKMSKeyId } = await s3.putObject({ ...a, Body: 'x' });
  const { KeyMetadata } = await kms.describeKey({ KeyId: 'alias/aws/s3' });
  expect(SSEKMSKeyId).toBe(KeyMetadata?.Arn);
});

test('what KMS enciphers is neither for nobody nor for signatures of the old version', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3, keyId } = await withKey(cloud);
  await s3.putObject({ ...a, Body: 'x', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyId });
  await s3.putPublicAccessBlock({ Bucket: 'photos', PublicAccessBlockConfiguration: {} });
  const everybody = {
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::photos/*',
  };
  await s3.putBucketPolicy({ Bucket: 'photos', Policy: JSON.stringify({ Statement: [everybody] }) });
  const expires = Math.floor(cloud.clock.now() / 1000) + 60;
  const signature = createHmac('sha1', 'test').update(`GET\n\n\n${expires}\n/photos/a`).digest('base64');
  const signed = `AWSAccessKeyId=test&Expires=${expires}&Signature=${encodeURIComponent(signature)}`;
  for (const query of ['', signed]) {
    const answer = await send(cloud, { path: '/photos/a', query, anonymous: true });
    expect(answer.status).toBe(400);
    expect(elements(answer.body).slice(0, 4)).toEqual([
      ['Code', 'InvalidArgument'],
      [
        'Message',
        'Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.',
      ],
      ['ArgumentName', 'Authorization'],
      ['ArgumentValue', 'null'],
    ]);
  }
});

test('uploads in parts and copies are encrypted too', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3, keyArn } = await withKey(cloud);
  const asked = { ServerSideEncryption: 'aws:kms' as const, SSEKMSKeyId: keyArn };
  const { UploadId, ...begun } = await s3.createMultipartUpload({ ...a, ...asked });
  expect(begun).toMatchObject(asked);
  const part = { ...a, UploadId, PartNumber: 1 };
  const { ETag } = await s3.uploadPart({ ...part, Body: 'x' });
  const done = await s3.completeMultipartUpload({
    ...part,
    MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
  });
  expect(done).toMatchObject(asked);
  expect(done.ETag).toMatch(/-1"$/);
  expect(done.ChecksumType).toBeUndefined();
  expect((await s3.getObject({ ...a, ChecksumMode: 'ENABLED' })).ChecksumType).toBe('FULL_OBJECT');
  const copied = await s3.copyObject({ Bucket: 'photos', Key: 'copy', CopySource: 'photos/a' });
  expect(copied.ServerSideEncryption).toBe('AES256');
});

test('a key that is not there, or is disabled, refuses writers and readers', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3, kms, keyId, keyArn } = await withKey(cloud);
  const put = (SSEKMSKeyId: string) =>
    s3.putObject({ ...a, Body: 'x', ServerSideEncryption: 'aws:kms', SSEKMSKeyId });
  await put(keyId);
  expect(await refused(put('00000000-0000-0000-0000-000000000000'))).toMatchObject({
    status: 400,
    code: 'KMS.NotFoundException',
  });
  await kms.disableKey({ KeyId: keyId });
  const disabled = { status: 400, code: 'KMS.DisabledException', message: `${keyArn} is disabled.` };
  expect(await refused(put(keyId))).toMatchObject(disabled);
  expect(await refused(s3.getObject(a))).toMatchObject(disabled);
  expect((await s3.headObject(a).catch((error: unknown) => error)) as object).toMatchObject({
    $metadata: { httpStatusCode: 400 },
  });
});
