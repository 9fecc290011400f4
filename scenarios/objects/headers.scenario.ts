import { expect } from 'vitest';
import { scenario } from '#harness/vitest';
import { freshBucket } from '../fresh-bucket.ts';

const PUT = 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html';
const GET = 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html';
const COPY = 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html';
const METADATA = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html';

for (const [member, value] of [
  ['ContentType', 'image/webp'],
  ['ContentDisposition', 'attachment; filename="cat.webp"'],
  ['CacheControl', 'public, max-age=31536000, immutable'],
  ['ContentLanguage', 'de-CH'],
  ['ContentEncoding', 'gzip'],
] as const) {
  scenario(`${member} comes back as it was given`, { source: PUT }, async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'headers');
    await s3.putObject({ Bucket, Key: 'cat', Body: 'meow', [member]: value });
    expect((await s3.headObject({ Bucket, Key: 'cat' }))[member]).toBe(value);
  });
}

scenario(
  'metadata of one’s own comes back under names in lower case',
  { source: METADATA },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'headers');
    await s3.putObject({ Bucket, Key: 'cat', Body: 'x', Metadata: { Uploader: 'Ada' } });
    expect((await s3.headObject({ Bucket, Key: 'cat' })).Metadata).toEqual({ uploader: 'Ada' });
  },
);

scenario('metadata larger than 2 KB is refused', { source: METADATA }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'headers');
  const Metadata = { note: 'x'.repeat(2048) };
  await expect(s3.putObject({ Bucket, Key: 'cat', Body: 'x', Metadata })).rejects.toMatchObject({
    name: 'MetadataTooLarge',
  });
});

scenario('the ETag of an object is the MD5 of its bytes', { source: PUT }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'headers');
  const { ETag } = await s3.putObject({ Bucket, Key: 'cat', Body: 'meow' });
  expect(ETag).toBe('"4a4be40c96ac6314e91d93f38043a634"');
});

scenario('what the cache already has is answered 304', { source: GET }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'headers');
  const { ETag = '' } = await s3.putObject({ Bucket, Key: 'cat', Body: 'meow' });
  const url = await world.presign.get({ Bucket, Key: 'cat' });
  expect((await fetch(url, { headers: { 'if-none-match': ETag } })).status).toBe(304);
  expect((await fetch(url, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
});

scenario('a read that insists on another ETag is refused with 412', { source: GET }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'headers');
  await s3.putObject({ Bucket, Key: 'cat', Body: 'meow' });
  const url = await world.presign.get({ Bucket, Key: 'cat' });
  expect((await fetch(url, { headers: { 'if-match': '"other"' } })).status).toBe(412);
});

scenario('a write that must not replace does not', { source: PUT }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'headers');
  await s3.putObject({ Bucket, Key: 'cat', Body: 'first', IfNoneMatch: '*' });
  const second = s3.putObject({ Bucket, Key: 'cat', Body: 'second', IfNoneMatch: '*' });
  await expect(second).rejects.toMatchObject({ name: 'PreconditionFailed' });
});

scenario('a range past the end is refused with 416', { source: GET }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'headers');
  await s3.putObject({ Bucket, Key: 'cat', Body: 'meow' });
  await expect(s3.getObject({ Bucket, Key: 'cat', Range: 'bytes=10-' })).rejects.toMatchObject({
    name: 'InvalidRange',
  });
});

scenario('the last bytes of an object can be asked for', { source: GET }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'headers');
  await s3.putObject({ Bucket, Key: 'cat', Body: '0123456789' });
  const { Body, ContentRange } = await s3.getObject({ Bucket, Key: 'cat', Range: 'bytes=-3' });
  expect(ContentRange).toBe('bytes 7-9/10');
  expect(await Body?.transformToString()).toBe('789');
});

scenario('a copy keeps type and metadata unless told otherwise', { source: COPY }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'headers');
  const Metadata = { uploader: 'ada' };
  await s3.putObject({ Bucket, Key: 'cat', Body: 'meow', ContentType: 'image/png', Metadata });
  const CopySource = `${Bucket}/cat`;
  await s3.copyObject({ Bucket, Key: 'same', CopySource });
  await s3.copyObject({
    Bucket,
    Key: 'other',
    CopySource,
    MetadataDirective: 'REPLACE',
    ContentType: 'image/webp',
  });
  expect(await s3.headObject({ Bucket, Key: 'same' })).toMatchObject({ ContentType: 'image/png', Metadata });
  expect(await s3.headObject({ Bucket, Key: 'other' })).toMatchObject({
    ContentType: 'image/webp',
    Metadata: {},
  });
});

scenario('a copy onto itself that changes nothing is refused', { source: COPY }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'headers');
  await s3.putObject({ Bucket, Key: 'cat', Body: 'meow' });
  await expect(s3.copyObject({ Bucket, Key: 'cat', CopySource: `${Bucket}/cat` })).rejects.toMatchObject({
    name: 'InvalidRequest',
  });
});

scenario('deleting what is not there succeeds', { source: PUT.replace('Put', 'Delete') }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'headers');
  expect((await s3.deleteObject({ Bucket, Key: 'never' })).$metadata.httpStatusCode).toBe(204);
});

scenario('a body that does not match its checksum is refused', { source: PUT }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'headers');
  const wrong = { Bucket, Key: 'cat', Body: 'meow', ChecksumCRC32: 'AAAAAA==' };
  await expect(s3.putObject(wrong)).rejects.toMatchObject({ name: 'BadDigest' });
});

scenario('tags of an object come back, and the head counts them', { source: PUT }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'headers');
  await s3.putObject({ Bucket, Key: 'cat', Body: 'x', Tagging: 'kind=cat&colour=red%20brown' });
  const { TagSet } = await s3.getObjectTagging({ Bucket, Key: 'cat' });
  expect(TagSet?.toSorted((a, b) => (a.Key ?? '').localeCompare(b.Key ?? ''))).toEqual([
    { Key: 'colour', Value: 'red brown' },
    { Key: 'kind', Value: 'cat' },
  ]);
  const { Body, TagCount } = await s3.getObject({ Bucket, Key: 'cat' });
  await Body?.transformToString();
  expect(TagCount).toBe(2);
});
