import { IAM } from '@aws-sdk/client-iam';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { S3, type S3ServiceException } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '#aws';
import { describe, explain } from './why.ts';

const photo = { Bucket: 'photos', Key: 'raw/a.jpg' };
const USER = 'arn:aws:iam::000000000000:user/ann';

const config = ({ endpoint, region }: Cloud, accessKeyId = 'test', secretAccessKey = 'test') => ({
  endpoint,
  region,
  forcePathStyle: true,
  maxAttempts: 1,
  credentials: { accessKeyId, secretAccessKey },
});

/** A bucket, and a client of a user with one policy. */
async function setUp(cloud: Cloud, ...Statement: object[]): Promise<{ owner: S3; user: S3 }> {
  const owner = new S3(config(cloud));
  await owner.createBucket({ Bucket: photo.Bucket });
  await owner.putObject({ ...photo, Body: 'x' });
  const iam = new IAM(config(cloud));
  await iam.createUser({ UserName: 'ann' });
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.putUserPolicy({ UserName: 'ann', PolicyName: 'photos', PolicyDocument });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'ann' });
  return { owner, user: new S3(config(cloud, AccessKey?.AccessKeyId, AccessKey?.SecretAccessKey)) };
}

const requestIdOf = (refused: Promise<unknown>): Promise<string> =>
  refused.then(
    () => 'the request was answered',
    (error: S3ServiceException) => error.$metadata.requestId ?? '',
  );

const READ = { Sid: 'Read', Effect: 'Allow', Action: 's3:Get*', Resource: '*' };
const NO_RAW = { Sid: 'NoRaw', Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::photos/raw/*' };

test('a denial is explained by the statement that denies', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { user } = await setUp(cloud, READ, NO_RAW);
  const requestId = await requestIdOf(user.getObject(photo));
  const explanation = explain(cloud.journal.entries(), requestId);
  expect(explanation).toMatchObject({
    call: 's3 GetObject',
    principal: USER,
    status: 403,
    error: 'AccessDenied',
    verdicts: [
      {
        allowed: false,
        action: 's3:GetObject',
        resource: 'arn:aws:s3:::photos/raw/a.jpg',
        reason: 'statement "NoRaw" of inline policy photos of user ann denies s3:GetObject',
      },
    ],
  });
  expect(describe(explanation)).toBe(
    `s3 GetObject by ${USER}: 403 AccessDenied\n` +
      'denied   s3:GetObject on arn:aws:s3:::photos/raw/a.jpg\n' +
      '         statement "NoRaw" of inline policy photos of user ann denies s3:GetObject\n',
  );
});

test('an allowance is explained by the statement that allows', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { user } = await setUp(cloud, READ);
  const { $metadata } = await user.headObject(photo);
  const { verdicts } = explain(cloud.journal.entries(), $metadata.requestId ?? '');
  expect(verdicts).toContainEqual(
    expect.objectContaining({
      allowed: true,
      reason: 'statement "Read" of inline policy photos of user ann allows s3:GetObject',
    }),
  );
});

test('a denial by the key of an object is told with the request that needed the key', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { owner, user } = await setUp(cloud, READ);
  const kms = new KMSClient(config(cloud));
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const encryption = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyMetadata?.Arn } as const;
  await owner.putObject({ ...photo, Body: 'x', ...encryption });
  const requestId = await requestIdOf(user.getObject(photo));
  const { verdicts } = explain(cloud.journal.entries(), requestId);
  expect(verdicts.at(-1)).toEqual({
    allowed: false,
    action: 'kms:Decrypt',
    resource: KeyMetadata?.Arn,
    reason: 'no identity policy allows kms:Decrypt',
  });
});

test('what an account does with its own needs no policy, and a wrong key never meets one', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { owner } = await setUp(cloud, READ);
  const { $metadata } = await owner.headObject(photo);
  const owned = explain(cloud.journal.entries(), $metadata.requestId ?? '');
  expect(owned.verdicts).toEqual([]);
  expect(describe(owned)).toContain('The account owns what it acted upon');
  const stranger = new S3(config(cloud, 'AKIAUNKNOWN', 'x'));
  const requestId = await requestIdOf(stranger.getObject(photo));
  const refused = explain(cloud.journal.entries(), requestId);
  expect(describe(refused)).toContain('no policy was asked');
});

test('a request that the journal does not know is an error that says so', () => {
  expect(() => explain([], 'ABC')).toThrow('The journal knows no request ABC.');
});
