import { KMS } from '@aws-sdk/client-kms';
import type { S3 } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';
import { photosClient, refused } from '../testing/client.ts';

const a = { Bucket: 'photos', Key: 'a' };

async function withKey(
  cloud: Cloud,
): Promise<{ readonly s3: S3; readonly kms: KMS; readonly keyArn: string }> {
  const s3 = await photosClient(cloud);
  const kms = new KMS(clientConfig(cloud));
  const { KeyMetadata } = await kms.createKey({});
  return { s3, kms, keyArn: KeyMetadata?.Arn ?? '' };
}

test('an object comes under a KMS key and keeps its ETag and date', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3, keyArn } = await withKey(cloud);
  await s3.putObject({ ...a, Body: 'photo' });
  const before = await s3.headObject(a);
  const SSEKMS = { KMSKeyArn: keyArn, BucketKeyEnabled: true };
  await s3.updateObjectEncryption({ ...a, ObjectEncryption: { SSEKMS } });
  expect(await s3.headObject(a)).toMatchObject({
    ETag: before.ETag,
    LastModified: before.LastModified,
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: keyArn,
    BucketKeyEnabled: true,
  });
  expect(await (await s3.getObject(a)).Body?.transformToString()).toBe('photo');
});

test('a key by another name, a key that is not there and an object that is not there are refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3, keyArn } = await withKey(cloud);
  await s3.putObject({ ...a, Body: 'photo' });
  const under = (KMSKeyArn: string, Key = 'a') =>
    s3.updateObjectEncryption({ ...a, Key, ObjectEncryption: { SSEKMS: { KMSKeyArn } } });
  expect(await refused(under('alias/photos'))).toMatchObject({ status: 400, code: 'InvalidArgument' });
  const absent = keyArn.replace(/[^/]+$/, '00000000-0000-4000-8000-000000000000');
  expect(await refused(under(absent))).toMatchObject({ code: 'KMS.NotFoundException' });
  expect(await refused(under(keyArn, 'absent'))).toMatchObject({ status: 404, code: 'NoSuchKey' });
  expect((await s3.headObject(a)).ServerSideEncryption).toBe('AES256');
});
