import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { refused, s3Client, strangerClient } from '../testing/client.ts';
import { elements, send } from '../testing/raw-request.ts';

const constrainedTo = (region: string): string =>
  `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;

test('a bucket in us-east-1 has a relative Location and an ARN', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const created = await s3Client(cloud).createBucket({ Bucket: 'photos' });
  expect(created).toMatchObject({ Location: '/photos', BucketArn: 'arn:aws:s3:::photos' });
});

test('a bucket elsewhere needs its own region as constraint and has an absolute Location', async () => {
  await using cloud = await createCloud({ clock: 'manual', region: 'eu-west-1' });
  const s3 = s3Client(cloud);
  const constrained = (LocationConstraint: 'EU' | 'eu-west-1' | 'us-west-1') =>
    s3.createBucket({
      Bucket: `in-${LocationConstraint.toLowerCase()}`,
      CreateBucketConfiguration: { LocationConstraint },
    });
  expect((await constrained('eu-west-1')).Location).toBe('http://in-eu-west-1.s3.amazonaws.com/');
  await constrained('EU');
  expect((await s3.getBucketLocation({ Bucket: 'in-eu' })).LocationConstraint).toBe('EU');
  expect(await refused(constrained('us-west-1'))).toEqual({
    status: 400,
    code: 'IllegalLocationConstraintException',
    message:
      'The us-west-1 location constraint is incompatible for the region specific endpoint this request was sent to.',
  });
});

test('us-east-1 takes no constraint, not even its own name', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const answer = await send(cloud, {
    method: 'PUT',
    path: '/photos',
    body: constrainedTo('us-east-1'),
  });
  expect(answer.status).toBe(400);
  expect(elements(answer.body).slice(0, 3)).toEqual([
    ['Code', 'InvalidLocationConstraint'],
    ['Message', 'The specified location-constraint is not valid'],
    ['LocationConstraint', 'us-east-1'],
  ]);
});

test('the global endpoint makes buckets in other regions, that of us-east-1 alone does not', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const body = constrainedTo('eu-west-1');
  const made = await send(cloud, { method: 'PUT', path: '/photos', body });
  expect([made.status, made.headers['location']]).toEqual([200, 'http://photos.s3.amazonaws.com/']);
  const eu = s3Client(cloud, { region: 'eu-west-1' });
  expect((await eu.getBucketLocation({ Bucket: 'photos' })).LocationConstraint).toBe('eu-west-1');
  const host = 's3.us-east-1.amazonaws.com';
  const refusal = await send(cloud, { method: 'PUT', path: '/others', body, headers: { host } });
  expect(elements(refusal.body)[0]).toEqual(['Code', 'IllegalLocationConstraintException']);
  const nowhere = await send(cloud, { method: 'PUT', path: '/others', body: constrainedTo('eu-west-9') });
  expect(elements(nowhere.body)[0]).toEqual(['Code', 'InvalidLocationConstraint']);
});

test('a regional endpoint does not ask whether another place exists', async () => {
  await using cloud = await createCloud({ clock: 'manual', region: 'eu-west-1' });
  const request = { method: 'PUT', path: '/photos', body: constrainedTo('atlantis') };
  expect(elements((await send(cloud, request)).body).slice(0, 2)).toEqual([
    ['Code', 'IllegalLocationConstraintException'],
    [
      'Message',
      'The atlantis location constraint is incompatible for the region specific endpoint this request was sent to.',
    ],
  ]);
});

test('a new bucket cannot have a public list, because it blocks them', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = s3Client(cloud);
  const create = s3.createBucket({ Bucket: 'photos', ACL: 'public-read', ObjectOwnership: 'ObjectWriter' });
  expect(await refused(create)).toEqual({
    status: 400,
    code: 'InvalidBucketAclWithBlockPublicAccessError',
    message: 'Bucket cannot have public ACLs set with BlockPublicAccess enabled',
  });
  expect((await s3.listBuckets({})).Buckets).toEqual([]);
});

test('making one’s own bucket again succeeds in us-east-1, but not with tags', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = s3Client(cloud);
  await s3.createBucket({ Bucket: 'photos' });
  await s3.createBucket({ Bucket: 'photos' });
  const tagged = s3.createBucket({
    Bucket: 'photos',
    CreateBucketConfiguration: { Tags: [{ Key: 'a', Value: 'b' }] },
  });
  expect(await refused(tagged)).toEqual({
    status: 409,
    code: 'BucketAlreadyOwnedByYou',
    message: 'Your previous request to create the named bucket succeeded and you already own it.',
    BucketName: 'photos',
  });
});

test('making one’s own bucket again elsewhere is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual', region: 'eu-west-1' });
  const s3 = s3Client(cloud);
  const create = () =>
    s3.createBucket({ Bucket: 'photos', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } });
  await create();
  expect(await refused(create())).toMatchObject({ status: 409, code: 'BucketAlreadyOwnedByYou' });
});

test('a name belongs to one account of all', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await s3Client(cloud).createBucket({ Bucket: 'photos' });
  expect(await refused(strangerClient(cloud).createBucket({ Bucket: 'photos' }))).toMatchObject({
    status: 409,
    code: 'BucketAlreadyExists',
    BucketName: 'photos',
  });
});

test('a malformed name is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  expect(await refused(s3Client(cloud).createBucket({ Bucket: 'Not_A_Name' }))).toEqual({
    status: 400,
    code: 'InvalidBucketName',
    message: 'The specified bucket is not valid.',
    BucketName: 'Not_A_Name',
  });
});

test('a list that shares the bucket contradicts its ownership setting', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = s3Client(cloud);
  expect(await refused(s3.createBucket({ Bucket: 'photos', ACL: 'public-read' }))).toMatchObject({
    code: 'InvalidBucketAclWithObjectOwnership',
    message: "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
  });
  const odd = s3.createBucket({ Bucket: 'photos', ObjectOwnership: 'Mine' as 'ObjectWriter' });
  expect(await refused(odd)).toEqual({
    status: 400,
    code: 'InvalidArgument',
    message: 'Invalid x-amz-object-ownership header: Mine',
    ArgumentName: 'x-amz-object-ownership',
  });
});

test('nobody makes a bucket without a name of his own', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const answer = await send(cloud, { method: 'PUT', path: '/photos', anonymous: true });
  expect(answer.status).toBe(403);
  expect(elements(answer.body).slice(0, 2)).toEqual([
    ['Code', 'AccessDenied'],
    ['Message', 'Anonymous users cannot invoke this API. Please authenticate.'],
  ]);
});
