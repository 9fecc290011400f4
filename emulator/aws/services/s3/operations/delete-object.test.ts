import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused } from '../testing/client.ts';
import { elements, send } from '../testing/raw-request.ts';

const a = { Bucket: 'photos', Key: 'a' };

async function versionedClient(
  cloud: Parameters<typeof photosClient>[0],
  Status: 'Enabled' | 'Suspended' = 'Enabled',
) {
  const s3 = await photosClient(cloud);
  await s3.putBucketVersioning({ Bucket: 'photos', VersioningConfiguration: { Status } });
  return s3;
}

test('without versioning a key is gone, and deleting it again succeeds', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putObject({ ...a, Body: 'x' });
  for (let times = 0; times < 2; times += 1) {
    const { status, headers } = await send(cloud, { method: 'DELETE', path: '/photos/a' });
    expect(status).toBe(204);
    expect(headers).not.toHaveProperty('x-amz-delete-marker');
    expect(headers).not.toHaveProperty('content-length');
  }
  expect(await refused(s3.getObject(a))).toMatchObject({ code: 'NoSuchKey' });
});

test('with versioning a marker hides what is there, and hides again', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await versionedClient(cloud);
  const { VersionId } = await s3.putObject({ ...a, Body: 'x' });
  const first = await s3.deleteObject(a);
  const second = await s3.deleteObject(a);
  expect(first).toMatchObject({ DeleteMarker: true, VersionId: expect.any(String) });
  expect(second.VersionId).not.toBe(first.VersionId);
  expect(await (await s3.getObject({ ...a, VersionId })).Body!.transformToString()).toBe('x');
});

test('a hidden key answers 404 with the marker’s id', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await versionedClient(cloud);
  const { VersionId } = await s3.deleteObject(a);
  const answer = await send(cloud, { path: '/photos/a' });
  expect(answer.status).toBe(404);
  expect(elements(answer.body)[0]).toEqual(['Code', 'NoSuchKey']);
  expect(answer.headers).toMatchObject({ 'x-amz-delete-marker': 'true', 'x-amz-version-id': VersionId });
});

test('a marker itself cannot be read', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await versionedClient(cloud);
  const { VersionId } = await s3.deleteObject(a);
  const answer = await send(cloud, { path: '/photos/a', query: `versionId=${VersionId}` });
  expect(answer.status).toBe(405);
  expect(answer.headers).toMatchObject({
    allow: 'DELETE',
    'x-amz-delete-marker': 'true',
    'x-amz-version-id': VersionId,
  });
  expect(elements(answer.body).slice(0, 4)).toEqual([
    ['Code', 'MethodNotAllowed'],
    ['Message', 'The specified method is not allowed against this resource.'],
    ['Method', 'GET'],
    ['ResourceType', 'DeleteMarker'],
  ]);
});

test('removing the marker brings the object back', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await versionedClient(cloud);
  await s3.putObject({ ...a, Body: 'x' });
  const { VersionId } = await s3.deleteObject(a);
  expect(await s3.deleteObject({ ...a, VersionId })).toMatchObject({ DeleteMarker: true, VersionId });
  expect(await (await s3.getObject(a)).Body!.transformToString()).toBe('x');
  expect((await s3.listObjectsV2({ Bucket: 'photos' })).KeyCount).toBe(1);
});

test('removing the newest version brings the one before back', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await versionedClient(cloud);
  await s3.putObject({ ...a, Body: 'old' });
  const { VersionId } = await s3.putObject({ ...a, Body: 'new' });
  const removed = await s3.deleteObject({ ...a, VersionId });
  expect(removed.VersionId).toBe(VersionId);
  expect(removed.DeleteMarker).toBeUndefined();
  expect(await (await s3.getObject(a)).Body!.transformToString()).toBe('old');
  const { Contents } = await s3.listObjectsV2({ Bucket: 'photos' });
  expect(Contents?.map(({ Size }) => Size)).toEqual([3]);
});

test('with versioning suspended the null version is replaced by a null marker, others stay', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await versionedClient(cloud);
  const { VersionId } = await s3.putObject({ ...a, Body: 'kept' });
  await s3.putBucketVersioning({ Bucket: 'photos', VersioningConfiguration: { Status: 'Suspended' } });
  const put = await s3.putObject({ ...a, Body: 'null' });
  expect(put.VersionId).toBeUndefined();
  expect((await s3.headObject(a)).VersionId).toBe('null');
  expect(await s3.deleteObject(a)).toMatchObject({ DeleteMarker: true, VersionId: 'null' });
  const { Versions, DeleteMarkers } = await s3.listObjectVersions({ Bucket: 'photos' });
  expect(Versions?.map((version) => version.VersionId)).toEqual([VersionId]);
  expect(DeleteMarkers?.map((marker) => [marker.VersionId, marker.IsLatest])).toEqual([['null', true]]);
});

test('a condition has to hold', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  expect(await refused(s3.deleteObject({ ...a, IfMatch: '"x"' }))).toMatchObject({ code: 'NoSuchKey' });
  const { ETag } = await s3.putObject({ ...a, Body: 'x' });
  expect(await refused(s3.deleteObject({ ...a, IfMatch: '"x"' }))).toMatchObject({
    status: 412,
    Condition: 'If-Match',
  });
  await s3.deleteObject({ ...a, IfMatch: ETag });
  expect(await refused(s3.deleteObject({ ...a, IfMatchSize: 1 }))).toMatchObject({
    status: 501,
    Header: 'x-amz-if-match-size',
  });
});

test('an altered version id is malformed', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await versionedClient(cloud);
  const { VersionId = '' } = await s3.putObject({ ...a, Body: 'x' });
  const altered = VersionId.slice(1) + VersionId.slice(0, 1);
  expect(await refused(s3.deleteObject({ ...a, VersionId: altered }))).toMatchObject({
    status: 400,
    code: 'InvalidArgument',
    message: 'Invalid version id specified',
    ArgumentName: 'versionId',
    ArgumentValue: altered,
  });
});
