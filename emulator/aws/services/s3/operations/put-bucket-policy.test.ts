import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused, strangerClient, type Address } from '../testing/client.ts';
import { send } from '../testing/raw-request.ts';

const b = { Bucket: 'photos' };
const OBJECTS = 'arn:aws:s3:::photos/*';

const policy = (...Statement: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });

const FOR_ALL = policy({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: OBJECTS });

async function unblocked(cloud: Address) {
  const s3 = await photosClient(cloud);
  await s3.deletePublicAccessBlock(b);
  await s3.putObject({ ...b, Key: 'a', Body: 'open' });
  return s3;
}

test('a policy is put with 204 and comes back in S3’s order', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await unblocked(cloud);
  expect(await refused(s3.getBucketPolicy(b))).toEqual({
    status: 404,
    code: 'NoSuchBucketPolicy',
    message: 'The bucket policy does not exist',
    BucketName: 'photos',
  });
  const put = await s3.putBucketPolicy({
    ...b,
    Policy: `{"Statement":[{"Resource":"${OBJECTS}","Action":"s3:GetObject","Principal":"*","Effect":"Allow"}],"Version":"2012-10-17"}`,
  });
  expect(put.$metadata.httpStatusCode).toBe(204);
  const { headers, body } = await send(cloud, { path: '/photos', query: 'policy=' });
  expect(headers['content-type']).toBe('application/json');
  expect(body).toBe(FOR_ALL);
  expect((await s3.getBucketPolicyStatus(b)).PolicyStatus).toEqual({ IsPublic: true });
});

test('an empty policy is no JSON', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await unblocked(cloud);
  expect(await refused(s3.putBucketPolicy({ ...b, Policy: '' }))).toEqual({
    status: 400,
    code: 'MalformedPolicy',
    message: "Policies must be valid JSON and the first byte must be '{'",
  });
});

test('a public policy lets anybody read, and nothing else', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await unblocked(cloud);
  const read = () => send(cloud, { path: '/photos/a', anonymous: true });
  expect((await read()).status).toBe(403);
  await s3.putBucketPolicy({ ...b, Policy: FOR_ALL });
  expect(await read()).toMatchObject({ status: 200, body: 'open' });
  const write = await send(cloud, { method: 'PUT', path: '/photos/a', body: 'x', anonymous: true });
  expect(write.status).toBe(403);
  const listing = await send(cloud, { path: '/photos', anonymous: true });
  expect(listing.status).toBe(403);
});

test('a reader who may not list is not told what keys there are', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await unblocked(cloud);
  await s3.putBucketPolicy({ ...b, Policy: FOR_ALL });
  expect((await send(cloud, { path: '/photos/none', anonymous: true })).status).toBe(403);
  const lister = {
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:ListBucket',
    Resource: 'arn:aws:s3:::photos',
  };
  const reader = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: OBJECTS };
  await s3.putBucketPolicy({ ...b, Policy: policy(lister, reader) });
  expect((await send(cloud, { path: '/photos/none', anonymous: true })).status).toBe(404);
});

test('a new bucket’s block keeps public policies out', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  expect(await refused(s3.putBucketPolicy({ ...b, Policy: FOR_ALL }))).toEqual({
    status: 403,
    code: 'AccessDenied',
    message:
      'User: arn:aws:iam::000000000000:root is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::photos" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
  });
});

test('restricting public buckets shuts everybody out that a public policy let in', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await unblocked(cloud);
  await s3.putBucketPolicy({ ...b, Policy: FOR_ALL });
  await s3.putPublicAccessBlock({ ...b, PublicAccessBlockConfiguration: { RestrictPublicBuckets: true } });
  expect((await send(cloud, { path: '/photos/a', anonymous: true })).status).toBe(403);
  expect(await refused(strangerClient(cloud).getObject({ ...b, Key: 'a' }))).toMatchObject({ status: 403 });
  await s3.getObject({ ...b, Key: 'a' });
});

test('another account is let in by name, and out again', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putObject({ ...b, Key: 'a', Body: 'x' });
  const stranger = strangerClient(cloud);
  const Principal = { AWS: '111122223333' };
  await s3.putBucketPolicy({
    ...b,
    Policy: policy({ Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: OBJECTS }),
  });
  await stranger.getObject({ ...b, Key: 'a' });
  await s3.deleteBucketPolicy(b);
  expect(await refused(stranger.getObject({ ...b, Key: 'a' }))).toMatchObject({
    code: 'AccessDenied',
    message: 'Access Denied',
  });
});

test('a denial on a missing encryption header strikes although the bucket would encrypt', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putBucketPolicy({
    ...b,
    Policy: policy({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: OBJECTS,
      Condition: { Null: { 's3:x-amz-server-side-encryption': 'true' } },
    }),
  });
  expect(await refused(s3.putObject({ ...b, Key: 'a', Body: 'x' }))).toMatchObject({
    status: 403,
    message:
      'User: arn:aws:iam::000000000000:root is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::photos/a" with an explicit deny in a resource-based policy',
  });
  await s3.putObject({ ...b, Key: 'a', Body: 'x', ServerSideEncryption: 'AES256' });
});

test('tags of the object and of the request can be conditions', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putObject({ ...b, Key: 'secret', Body: 'x', Tagging: 'class=secret' });
  await s3.putObject({ ...b, Key: 'plain', Body: 'x' });
  const deny = { Effect: 'Deny', Principal: '*', Resource: OBJECTS };
  await s3.putBucketPolicy({
    ...b,
    Policy: policy(
      {
        ...deny,
        Action: 's3:GetObject',
        Condition: { StringEquals: { 's3:ExistingObjectTag/class': 'secret' } },
      },
      {
        ...deny,
        Action: 's3:PutObject',
        Condition: { StringEquals: { 's3:RequestObjectTag/class': 'secret' } },
      },
    ),
  });
  await s3.getObject({ ...b, Key: 'plain' });
  expect(await refused(s3.getObject({ ...b, Key: 'secret' }))).toMatchObject({ status: 403 });
  const tagged = s3.putObject({ ...b, Key: 'new', Body: 'x', Tagging: 'class=secret' });
  expect(await refused(tagged)).toMatchObject({ status: 403 });
});

test('a listing may be allowed below a prefix only', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putBucketPolicy({
    ...b,
    Policy: policy({
      Effect: 'Allow',
      Principal: { AWS: '111122223333' },
      Action: 's3:ListBucket',
      Resource: 'arn:aws:s3:::photos',
      Condition: { StringLike: { 's3:prefix': 'public/*' } },
    }),
  });
  const stranger = strangerClient(cloud);
  await stranger.listObjectsV2({ ...b, Prefix: 'public/a' });
  expect(await refused(stranger.listObjectsV2({ ...b, Prefix: 'private/' }))).toMatchObject({ status: 403 });
});

test('a policy belongs to the bucket’s account alone', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putBucketPolicy({
    ...b,
    Policy: policy({
      Effect: 'Allow',
      Principal: { AWS: '111122223333' },
      Action: 's3:*',
      Resource: ['arn:aws:s3:::photos', OBJECTS],
    }),
  });
  expect(await refused(strangerClient(cloud).getBucketPolicy(b))).toMatchObject({
    status: 405,
    code: 'MethodNotAllowed',
  });
});
