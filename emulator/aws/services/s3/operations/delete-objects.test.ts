import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused, strangerClient } from '../testing/client.ts';
import { elements, send } from '../testing/raw-request.ts';

test('keys that are not there count as deleted', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'a', Body: '' });
  const { Deleted, Errors } = await s3.deleteObjects({
    Bucket: 'photos',
    Delete: { Objects: [{ Key: 'a' }, { Key: 'b' }] },
  });
  expect({ Deleted, Errors }).toEqual({ Deleted: [{ Key: 'a' }, { Key: 'b' }], Errors: undefined });
  expect((await s3.listObjectsV2({ Bucket: 'photos' })).KeyCount).toBe(0);
});

test('quiet answers tell only of errors', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const { Deleted } = await s3.deleteObjects({
    Bucket: 'photos',
    Delete: { Quiet: true, Objects: [{ Key: 'a' }] },
  });
  expect(Deleted).toBeUndefined();
});

test('markers are told of when they come and when they go', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putBucketVersioning({ Bucket: 'photos', VersioningConfiguration: { Status: 'Enabled' } });
  const made = await s3.deleteObjects({ Bucket: 'photos', Delete: { Objects: [{ Key: 'a' }] } });
  const VersionId = made.Deleted?.[0]?.DeleteMarkerVersionId;
  expect(made.Deleted).toEqual([{ Key: 'a', DeleteMarker: true, DeleteMarkerVersionId: expect.any(String) }]);
  const gone = await s3.deleteObjects({ Bucket: 'photos', Delete: { Objects: [{ Key: 'a', VersionId }] } });
  expect(gone.Deleted).toEqual([
    { Key: 'a', VersionId, DeleteMarker: true, DeleteMarkerVersionId: VersionId },
  ]);
});

test('a version id that cannot be one is an error of its key', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const { Errors } = await s3.deleteObjects({
    Bucket: 'photos',
    Delete: { Objects: [{ Key: 'a', VersionId: 'nonsense' }] },
  });
  expect(Errors).toEqual([
    {
      Key: 'a',
      VersionId: 'nonsense',
      Code: 'NoSuchVersion',
      Message: 'The specified version does not exist.',
    },
  ]);
});

test('a stranger is refused key by key', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const { Errors } = await strangerClient(cloud).deleteObjects({
    Bucket: 'photos',
    Delete: { Objects: [{ Key: 'a' }] },
  });
  expect(Errors).toEqual([{ Key: 'a', Code: 'AccessDenied', Message: 'Access Denied' }]);
});

test('a thousand keys are the most, and one the least', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const remove = (count: number) =>
    s3.deleteObjects({
      Bucket: 'photos',
      Delete: { Objects: Array.from({ length: count }, (_, index) => ({ Key: `k${index}` })) },
    });
  expect((await remove(1000)).Deleted).toHaveLength(1000);
  expect(await refused(remove(1001))).toMatchObject({ status: 400, code: 'MalformedXML' });
  expect(await refused(remove(0))).toMatchObject({ status: 400, code: 'MalformedXML' });
});

test('a list without a digest is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const answer = await send(cloud, {
    method: 'POST',
    path: '/photos',
    query: 'delete=',
    body: '<Delete><Object><Key>a</Key></Object></Delete>',
  });
  expect(answer.status).toBe(400);
  expect(elements(answer.body).slice(0, 2)).toEqual([
    ['Code', 'InvalidRequest'],
    ['Message', 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*'],
  ]);
});

const LIST = '<Delete><Object><Key>a</Key></Object></Delete>';
const OTHER_MD5 = createHash('md5').update('other').digest('base64');
const MISMATCH = { 'content-md5': OTHER_MD5 };

test.each([
  [
    'InvalidRequest',
    'a malformed checksum before a malformed MD5',
    LIST,
    { 'x-amz-checksum-crc32': '!', 'content-md5': '!' },
  ],
  ['InvalidDigest', 'a malformed MD5 before a list that cannot be read', '<Delete>', { 'content-md5': '!' }],
  ['MalformedXML', 'a list that cannot be read before its digest', '<Delete>', MISMATCH],
  ['MalformedXML', 'an empty list before its digest', '<Delete></Delete>', MISMATCH],
  ['UserKeyMustBeSpecified', 'an empty key before the digest', LIST.replace('>a<', '><'), MISMATCH],
  ['BadDigest', 'the digest last', LIST, MISMATCH],
  ['InvalidRequest', 'a missing digest before an empty list', '<Delete></Delete>', {}],
])('%s: S3 names %s', async (code, _, body, headers) => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const answer = await send(cloud, { method: 'POST', path: '/photos', query: 'delete=', body, headers });
  expect(elements(answer.body)[0]).toEqual(['Code', code]);
});
