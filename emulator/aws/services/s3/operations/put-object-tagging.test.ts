import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused, type Address } from '../testing/client.ts';
import { send } from '../testing/raw-request.ts';

const a = { Bucket: 'photos', Key: 'a' };

async function withObject(cloud: Address) {
  const s3 = await photosClient(cloud);
  await s3.putObject({ ...a, Body: 'x' });
  const tag = (...TagSet: { Key: string; Value: string }[]) =>
    s3.putObjectTagging({ ...a, Tagging: { TagSet } });
  return { s3, tag };
}

test('tags come back sorted, are counted, and go', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3, tag } = await withObject(cloud);
  expect((await s3.getObjectTagging(a)).TagSet).toEqual([]);
  await tag({ Key: 'b', Value: '2' }, { Key: 'a', Value: '' });
  expect((await s3.getObjectTagging(a)).TagSet).toEqual([
    { Key: 'a', Value: '' },
    { Key: 'b', Value: '2' },
  ]);
  expect((await s3.headObject(a)).TagCount).toBe(2);
  await s3.deleteObjectTagging(a);
  expect((await s3.getObjectTagging(a)).TagSet).toEqual([]);
  expect((await s3.headObject(a)).TagCount).toBeUndefined();
});

test('the header sets tags too, whatever stands between them', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3 } = await withObject(cloud);
  await s3.putObject({ ...a, Body: 'x', Tagging: '&k+1=v%3D1&&k2&' });
  expect((await s3.getObjectTagging(a)).TagSet).toEqual([
    { Key: 'k 1', Value: 'v=1' },
    { Key: 'k2', Value: '' },
  ]);
});

test.each(['a=1&a=2', '=1', 'a=%zz', 'a=1,b=2'])('the header %s is refused', async (Tagging) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3 } = await withObject(cloud);
  expect(await refused(s3.putObject({ ...a, Body: 'x', Tagging }))).toEqual({
    status: 400,
    code: 'InvalidArgument',
    message:
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
    ArgumentName: 'x-amz-tagging',
    ArgumentValue: Tagging,
  });
});

test.each([
  [{ Key: 'a'.repeat(129), Value: '' }, 'The TagKey you have provided is invalid'],
  [{ Key: 'a{', Value: '' }, 'The TagKey you have provided is invalid'],
  [{ Key: 'a', Value: 'b'.repeat(257) }, 'The TagValue you have provided is invalid'],
  [{ Key: 'a', Value: '<' }, 'The TagValue you have provided is invalid'],
  [{ Key: 'aws:a', Value: '' }, 'Your TagKey cannot be prefixed with aws:'],
])('the tag %j is refused', async (tagged, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { tag } = await withObject(cloud);
  expect(await refused(tag(tagged))).toMatchObject({
    status: 400,
    code: 'InvalidTag',
    message,
    TagKey: tagged.Key,
  });
});

test('ten tags are the most, and a key is used once', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { tag } = await withObject(cloud);
  const tags = Array.from({ length: 11 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
  await tag(...tags.slice(1));
  expect(await refused(tag(...tags))).toMatchObject({
    code: 'BadRequest',
    message: 'Object tags cannot be greater than 10',
  });
  expect(await refused(tag({ Key: 'a', Value: '1' }, { Key: 'a', Value: '2' }))).toMatchObject({
    code: 'InvalidTag',
    message: 'Cannot provide multiple Tags with the same key',
  });
});

test('a read names the bucket with a key that is not there', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3 } = await withObject(cloud);
  const none = { Bucket: 'photos', Key: 'none' };
  expect(await refused(s3.getObjectTagging(none))).toMatchObject({ code: 'NoSuchKey', Key: 'photos/none' });
  expect(await refused(s3.deleteObjectTagging(none))).toMatchObject({ code: 'NoSuchKey', Key: 'none' });
});

test('a document without a set of tags takes them away', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { tag, s3 } = await withObject(cloud);
  await tag({ Key: 'gone', Value: '1' });
  const request = { method: 'PUT', path: '/photos/a', query: 'tagging=', body: '<Tagging/>' };
  expect((await send(cloud, request)).status).toBe(200);
  expect((await s3.getObjectTagging(a)).TagSet).toEqual([]);
});

test('a change of the tags of a deleted key is refused as one of its marker', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { tag, s3 } = await withObject(cloud);
  await s3.putBucketVersioning({ Bucket: 'photos', VersioningConfiguration: { Status: 'Enabled' } });
  await s3.deleteObject(a);
  const marker = { status: 405, code: 'MethodNotAllowed', ResourceType: 'DeleteMarker' };
  expect(await refused(tag({ Key: 'a', Value: '1' }))).toMatchObject({ ...marker, Method: 'PUT' });
  expect(await refused(s3.deleteObjectTagging(a))).toMatchObject({ ...marker, Method: 'DELETE' });
  expect(await refused(s3.getObjectTagging(a))).toMatchObject({ status: 404, code: 'NoSuchKey' });
});
