import {
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { clientConfig } from '../../testing/client-config.ts';
import { kmsOf, newKey } from './testing/keys.ts';

const photo = { Bucket: 'photos', Key: 'a.jpg' };

async function newBucket(cloud: Cloud): Promise<S3Client> {
  const s3 = new S3Client({ ...clientConfig(cloud), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: photo.Bucket }));
  return s3;
}

const sealed = (SSEKMSKeyId?: string) =>
  new PutObjectCommand({ ...photo, Body: 'x', ServerSideEncryption: 'aws:kms', SSEKMSKeyId });

test('a disabled or deleted key breaks reads of what it encrypted', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const [kms, s3] = [kmsOf(cloud), await newBucket(cloud)];
  const { id, arn } = await newKey(kms);
  const put = await s3.send(sealed(id));
  expect(put).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: arn });
  const read = () => s3.send(new GetObjectCommand(photo));
  await expect(read()).resolves.toMatchObject({ SSEKMSKeyId: arn });
  await kms.send(new DisableKeyCommand({ KeyId: id }));
  await expect(read()).rejects.toMatchObject({
    name: 'KMS.DisabledException',
    message: `${arn} is disabled.`,
    $metadata: { httpStatusCode: 400 },
  });
  await kms.send(new EnableKeyCommand({ KeyId: id }));
  await expect(read()).resolves.toMatchObject({ SSEKMSKeyId: arn });
  await kms.send(new ScheduleKeyDeletionCommand({ KeyId: id }));
  await expect(read()).rejects.toMatchObject({
    name: 'KMS.KMSInvalidStateException',
    message: `${arn} is pending deletion.`,
  });
});

test('an upload that names no key is encrypted with the key that AWS keeps for S3', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const [kms, s3] = [kmsOf(cloud), await newBucket(cloud)];
  const { SSEKMSKeyId } = await s3.send(sealed());
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: 'alias/aws/s3' }));
  expect(KeyMetadata).toMatchObject({
    Arn: SSEKMSKeyId,
    KeyManager: 'AWS',
    Description: 'Default key that protects my S3 objects when no other key is defined',
  });
  await expect(s3.send(new GetObjectCommand(photo))).resolves.toMatchObject({ SSEKMSKeyId });
});

test('a key policy that denies its use through S3 denies the upload, and the journal names the statement', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const [kms, s3] = [kmsOf(cloud), await newBucket(cloud)];
  const { id, arn } = await newKey(kms);
  const root = { AWS: 'arn:aws:iam::000000000000:root' };
  const allow = { Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' };
  const deny = {
    ...allow,
    Sid: 'NotThroughS3',
    Effect: 'Deny',
    Action: 'kms:GenerateDataKey',
    Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [allow, deny] });
  await kms.send(new PutKeyPolicyCommand({ KeyId: id, Policy }));
  await expect(s3.send(sealed(id))).rejects.toMatchObject({
    name: 'AccessDenied',
    $metadata: { httpStatusCode: 403 },
    message: expect.stringContaining(`kms:GenerateDataKey on resource: ${arn} with an explicit deny`),
  });
  expect(cloud.journal.entries().find(({ type }) => type === 'denial')).toMatchObject({
    denied: { reason: 'statement "NotThroughS3" of the resource policy denies kms:GenerateDataKey' },
  });
});

test('each use of a key by S3 is a fact of the journal that its request caused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const [kms, s3] = [kmsOf(cloud), await newBucket(cloud)];
  const { id, arn } = await newKey(kms);
  await s3.send(sealed(id));
  const entries = cloud.journal.entries();
  const use = entries.find(({ type }) => type === 'kms.use');
  expect(use).toMatchObject({
    operation: 'GenerateDataKey',
    key: arn,
    viaService: 's3.us-east-1.amazonaws.com',
  });
  expect(entries.find(({ seq }) => seq === use?.cause)).toMatchObject({ operation: 'PutObject' });
});

test('keys that do not exist are refused in the words of KMS', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await newBucket(cloud);
  await expect(s3.send(sealed('no-such-key'))).rejects.toMatchObject({
    name: 'KMS.NotFoundException',
    message: "Invalid keyId 'no-such-key'",
  });
});
