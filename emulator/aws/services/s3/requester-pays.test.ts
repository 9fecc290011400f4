import { GetObjectCommand, type S3 } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { photosClient, refused, strangerClient } from './testing/client.ts';
import { send } from './testing/raw-request.ts';

const CAT = { Bucket: 'photos', Key: 'cat' };
const DENIED = { status: 403, code: 'AccessDenied', message: 'Access Denied' };

/** A bucket that everybody may use and whose requesters pay, with one object. */
async function paidByRequesters(cloud: Cloud): Promise<S3> {
  const s3 = await photosClient(cloud);
  const open = { Effect: 'Allow', Principal: '*', Action: 's3:*' };
  const Resource = ['arn:aws:s3:::photos', 'arn:aws:s3:::photos/*'];
  await s3.putPublicAccessBlock({ Bucket: 'photos', PublicAccessBlockConfiguration: {} });
  await s3.putBucketPolicy({
    Bucket: 'photos',
    Policy: JSON.stringify({ Statement: [{ ...open, Resource }] }),
  });
  await s3.putObject({ ...CAT, Body: 'meow' });
  await s3.putBucketRequestPayment({
    Bucket: 'photos',
    RequestPaymentConfiguration: { Payer: 'Requester' },
  });
  return s3;
}

test('another account that does not agree to pay is denied, and nothing is written', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await paidByRequesters(cloud);
  const stranger = strangerClient(cloud);
  expect(await refused(stranger.getObject(CAT))).toEqual(DENIED);
  expect(await refused(stranger.listObjectsV2({ Bucket: 'photos' }))).toEqual(DENIED);
  expect(await refused(stranger.putObject({ ...CAT, Body: 'woof' }))).toEqual(DENIED);
  expect(await refused(stranger.deleteObject(CAT))).toEqual(DENIED);
  expect(await (await s3.getObject(CAT)).Body!.transformToString()).toBe('meow');
});

test('another account that agrees is served and told that it was charged', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await paidByRequesters(cloud);
  const stranger = strangerClient(cloud);
  const agreed = { RequestPayer: 'requester' } as const;
  const charged = { RequestCharged: 'requester' };
  expect(await stranger.getObject({ ...CAT, ...agreed })).toMatchObject(charged);
  expect(await stranger.headObject({ ...CAT, ...agreed })).toMatchObject(charged);
  expect(await stranger.listObjectsV2({ Bucket: 'photos', ...agreed })).toMatchObject(charged);
  expect(await stranger.putObject({ ...CAT, Body: 'x', ...agreed })).toMatchObject(charged);
  const url = await getSignedUrl(stranger, new GetObjectCommand({ ...CAT, ...agreed }), {
    signingDate: new Date(cloud.clock.now()),
  });
  const answer = await fetch(url);
  expect([answer.status, answer.headers.get('x-amz-request-charged')]).toEqual([200, 'requester']);
});

test('the owner pays without saying so, and is told nothing', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await paidByRequesters(cloud);
  expect(await s3.getObject(CAT)).not.toHaveProperty('RequestCharged');
});

test('nobody in particular cannot pay, whatever the policy says and the header agrees to', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await paidByRequesters(cloud);
  const headers = { 'x-amz-request-payer': 'requester' };
  expect((await send(cloud, { path: '/photos/cat', headers, anonymous: true })).status).toBe(403);
});

test('a copy out of such a bucket needs the agreement too', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await paidByRequesters(cloud);
  const stranger = strangerClient(cloud);
  await stranger.createBucket({ Bucket: 'theirs' });
  const copy = { Bucket: 'theirs', Key: 'cat', CopySource: 'photos/cat' };
  expect(await refused(stranger.copyObject(copy))).toEqual(DENIED);
  expect(await stranger.copyObject({ ...copy, RequestPayer: 'requester' })).toMatchObject({
    RequestCharged: 'requester',
  });
});
