import type { BucketCannedACL, ObjectOwnership, S3 } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { canonicalId } from './bucket.ts';
import { photosClient, refused, s3Client, strangerClient } from './testing/client.ts';
import { send } from './testing/raw-request.ts';

const STRANGER = '111122223333';
const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers';
const b = { Bucket: 'photos' };
const a = { ...b, Key: 'a' };

/** A bucket that takes lists, public ones too. */
async function openBucket(cloud: Cloud, ownership: ObjectOwnership = 'ObjectWriter'): Promise<S3> {
  const s3 = await photosClient(cloud);
  await s3.putBucketOwnershipControls({
    ...b,
    OwnershipControls: { Rules: [{ ObjectOwnership: ownership }] },
  });
  await s3.deletePublicAccessBlock(b);
  return s3;
}

const anonymous = (cloud: Cloud, path = '/photos/a') => send(cloud, { path, anonymous: true });

test('whoever may list a bucket learns of a key that it is not there', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await openBucket(cloud);
  await s3.putObject({ ...a, Body: 'private' });
  expect((await anonymous(cloud, '/photos/none')).status).toBe(403);
  await s3.putBucketAcl({ ...b, ACL: 'public-read' });
  const statuses = async (...paths: string[]) => {
    const answers = await Promise.all(paths.map((path) => anonymous(cloud, path)));
    return answers.map(({ status }) => status);
  };
  expect(await statuses('/photos/none', '/photos/a')).toEqual([404, 403]);
  await s3.putBucketVersioning({ ...b, VersioningConfiguration: { Status: 'Enabled' } });
  await s3.deleteObject(a);
  expect(await statuses('/photos/a')).toEqual([404]);
});

test('a public-read object is for everybody, until its list says otherwise', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await openBucket(cloud);
  await s3.putObject({ ...a, Body: 'photo', ACL: 'public-read' });
  expect(await anonymous(cloud)).toMatchObject({ status: 200, body: 'photo' });
  expect((await anonymous(cloud, '/photos')).status).toBe(403);
  await s3.putObjectAcl({ ...a, ACL: 'private' });
  expect((await anonymous(cloud)).status).toBe(403);
});

test('a list is shown as it was granted', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await openBucket(cloud);
  await s3.putObject({ ...a, Body: '', ACL: 'public-read' });
  const { Owner, Grants } = await s3.getObjectAcl(a);
  expect(Owner).toEqual({ ID: canonicalId(cloud.accountId) });
  expect(Grants).toEqual([
    { Grantee: { Type: 'CanonicalUser', ID: canonicalId(cloud.accountId) }, Permission: 'FULL_CONTROL' },
    { Grantee: { Type: 'Group', URI: ALL_USERS }, Permission: 'READ' },
  ]);
  await s3.putObjectAcl({ ...a, AccessControlPolicy: { Owner, Grants: Grants?.slice(0, 1) } });
  expect((await s3.getObjectAcl(a)).Grants).toHaveLength(1);
});

test('grants by header name accounts and groups', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await openBucket(cloud);
  const GrantRead = `id="${canonicalId(STRANGER)}", uri="${ALL_USERS}"`;
  await s3.putObject({ ...a, Body: '', GrantRead });
  expect((await s3.getObjectAcl(a)).Grants).toEqual([
    { Grantee: { Type: 'CanonicalUser', ID: canonicalId(STRANGER) }, Permission: 'READ' },
    { Grantee: { Type: 'Group', URI: ALL_USERS }, Permission: 'READ' },
  ]);
});

test.each([
  ['uri="http://acs.amazonaws.com/groups/global/Nobody"', 'InvalidArgument', 'Invalid group uri'],
  ['id="nobody"', 'InvalidArgument', 'Invalid id'],
  ['name="me"', 'InvalidArgument', 'Argument format not recognized'],
  [
    'emailAddress="me@example.com"',
    'MethodNotAllowed',
    'The specified method is not allowed against this resource.',
  ],
])('the grantee %s is refused', async (GrantRead, code, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await openBucket(cloud);
  expect(await refused(s3.putBucketAcl({ ...b, GrantRead }))).toMatchObject({ code, message });
  expect((await s3.getBucketAcl(b)).Grants).toHaveLength(1);
});

test.each<readonly [BucketCannedACL, number, number]>([
  ['private', 403, 403],
  ['public-read', 200, 403],
  ['public-read-write', 200, 200],
  ['authenticated-read', 403, 403],
])('of a %s bucket, anybody lists with %i and writes with %i', async (ACL, list, write) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await openBucket(cloud);
  await s3.putBucketAcl({ ...b, ACL });
  expect((await anonymous(cloud, '/photos')).status).toBe(list);
  const put = await send(cloud, { method: 'PUT', path: '/photos/x', body: 'x', anonymous: true });
  expect(put.status).toBe(write);
});

test('authenticated-read lets other accounts in, and nobody else', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await openBucket(cloud);
  await s3.putObject({ ...a, Body: 'photo', ACL: 'authenticated-read' });
  const { Body } = await strangerClient(cloud).getObject(a);
  expect(await Body?.transformToString()).toBe('photo');
  expect((await anonymous(cloud)).status).toBe(403);
});

test("an object belongs to its writer, and the bucket's owner cannot read it", async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await openBucket(cloud);
  await s3.putBucketAcl({ ...b, GrantWrite: `id="${canonicalId(STRANGER)}"` });
  await strangerClient(cloud).putObject({ ...a, Body: 'theirs' });
  expect(await refused(s3.getObject(a))).toMatchObject({ status: 403, message: 'Access Denied' });
  await strangerClient(cloud).putObjectAcl({ ...a, ACL: 'bucket-owner-full-control' });
  expect(await (await s3.getObject(a)).Body?.transformToString()).toBe('theirs');
  expect((await s3.getObjectAcl(a)).Owner?.ID).toBe(canonicalId(STRANGER));
});

test('BucketOwnerPreferred takes over what is written with bucket-owner-full-control', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await openBucket(cloud, 'BucketOwnerPreferred');
  await s3.putBucketAcl({ ...b, GrantWrite: `id="${canonicalId(STRANGER)}"` });
  await strangerClient(cloud).putObject({ ...a, Body: '', ACL: 'bucket-owner-full-control' });
  expect((await s3.getObjectAcl(a)).Owner?.ID).toBe(canonicalId(cloud.accountId));
  expect(await refused(strangerClient(cloud).getObject(a))).toMatchObject({ status: 403 });
});

test("what a bucket's policy allows does not count for an object of somebody else's", async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await openBucket(cloud);
  const open = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::photos/*' };
  await s3.putBucketPolicy({
    ...b,
    Policy: JSON.stringify({ Version: '2012-10-17', Statement: [open] }),
  });
  await s3.putBucketAcl({ ...b, GrantWrite: `id="${canonicalId(STRANGER)}"` });
  await s3.putObject({ ...b, Key: 'ours', Body: '' });
  await strangerClient(cloud).putObject({ ...b, Key: 'theirs', Body: '' });
  expect((await anonymous(cloud, '/photos/ours')).status).toBe(200);
  expect((await anonymous(cloud, '/photos/theirs')).status).toBe(403);
});

test('a policy that denies outweighs a list that grants', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await openBucket(cloud);
  const deny = { Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::photos/*' };
  await s3.putObject({ ...a, Body: '', ACL: 'public-read' });
  await s3.putBucketPolicy({
    ...b,
    Policy: JSON.stringify({ Version: '2012-10-17', Statement: [deny] }),
  });
  expect((await anonymous(cloud)).status).toBe(403);
});

test('IgnorePublicAcls takes public grants for none', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await openBucket(cloud);
  await s3.putObject({ ...a, Body: '', ACL: 'public-read' });
  await s3.putPublicAccessBlock({ ...b, PublicAccessBlockConfiguration: { IgnorePublicAcls: true } });
  expect((await anonymous(cloud)).status).toBe(403);
});

test('BlockPublicAcls refuses public lists and takes others', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await openBucket(cloud);
  await s3.putPublicAccessBlock({ ...b, PublicAccessBlockConfiguration: { BlockPublicAcls: true } });
  const refusal = { status: 403, code: 'AccessDenied' };
  const because =
    'because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access.';
  expect(await refused(s3.putObject({ ...a, Body: '', ACL: 'public-read' }))).toMatchObject({
    ...refusal,
    message: `User: arn:aws:iam::${cloud.accountId}:root is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::photos/a" ${because}`,
  });
  expect(await refused(s3.putBucketAcl({ ...b, ACL: 'public-read' }))).toMatchObject(refusal);
  await s3.putObject({ ...a, Body: '', ACL: 'private' });
  expect(await refused(s3.putObjectAcl({ ...a, ACL: 'authenticated-read' }))).toMatchObject(refusal);
});

test('ownership cannot be enforced while the bucket lets others in, and then no list counts', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await openBucket(cloud);
  await s3.putObject({ ...a, Body: '', ACL: 'public-read' });
  await s3.putBucketAcl({ ...b, ACL: 'public-read' });
  const enforce = () =>
    s3.putBucketOwnershipControls({
      ...b,
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
  expect(await refused(enforce())).toMatchObject({ code: 'InvalidBucketAclWithObjectOwnership' });
  await s3.putBucketAcl({ ...b, ACL: 'private' });
  await enforce();
  expect((await anonymous(cloud)).status).toBe(403);
  expect((await s3.getObjectAcl(a)).Grants).toHaveLength(1);
});

test('a bucket may be born with a list', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = s3Client(cloud);
  const GrantRead = `id="${canonicalId('111122223333')}"`;
  await s3.createBucket({ ...b, ObjectOwnership: 'ObjectWriter', GrantRead });
  expect((await strangerClient(cloud).listObjectsV2(b)).KeyCount).toBe(0);
});

test('an upload in parts and a copy are given the lists they ask for', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await openBucket(cloud);
  const { UploadId } = await s3.createMultipartUpload({ ...a, ACL: 'public-read' });
  const { ETag } = await s3.uploadPart({ ...a, UploadId, PartNumber: 1, Body: 'parts' });
  await s3.completeMultipartUpload({
    ...a,
    UploadId,
    MultipartUpload: { Parts: [{ ETag, PartNumber: 1 }] },
  });
  expect((await anonymous(cloud)).body).toBe('parts');
  await s3.copyObject({ ...b, Key: 'kept', CopySource: 'photos/a' });
  expect((await anonymous(cloud, '/photos/kept')).status).toBe(403);
  await s3.copyObject({ ...b, Key: 'open', CopySource: 'photos/a', ACL: 'public-read' });
  expect((await anonymous(cloud, '/photos/open')).status).toBe(200);
});

test('a list for a key that is deleted is refused as one for its marker', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putBucketVersioning({ Bucket: 'photos', VersioningConfiguration: { Status: 'Enabled' } });
  const gone = { Bucket: 'photos', Key: 'gone' };
  await s3.deleteObject(gone);
  expect(await refused(s3.putObjectAcl({ ...gone, ACL: 'private' }))).toMatchObject({
    status: 405,
    code: 'MethodNotAllowed',
    Method: 'PUT',
    ResourceType: 'DeleteMarker',
  });
  expect(await refused(s3.getObjectAcl(gone))).toMatchObject({ status: 404, code: 'NoSuchKey' });
});
