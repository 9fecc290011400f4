import { expect } from 'vitest';
import { scenario } from '#harness/vitest';
import { freshBucket } from '../fresh-bucket.ts';

const API = 'https://docs.aws.amazon.com/AmazonS3/latest/API';
const GUIDE = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide';

scenario(
  'a write that expects the object as it is succeeds',
  { source: `${GUIDE}/conditional-writes.html` },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'conditions');
    const { ETag } = await s3.putObject({ Bucket, Key: 'cat', Body: 'first' });
    await s3.putObject({ Bucket, Key: 'cat', Body: 'second', IfMatch: ETag });
    expect(await (await s3.getObject({ Bucket, Key: 'cat' })).Body?.transformToString()).toBe('second');
  },
);

scenario(
  'a write that expects another object is refused with 412',
  { source: `${GUIDE}/conditional-writes.html` },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'conditions');
    await s3.putObject({ Bucket, Key: 'cat', Body: 'first' });
    await expect(s3.putObject({ Bucket, Key: 'cat', Body: 'x', IfMatch: '"other"' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
  },
);

scenario(
  'a write that expects an object where there is none is refused with 404',
  { source: `${GUIDE}/conditional-writes.html` },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'conditions');
    await expect(s3.putObject({ Bucket, Key: 'never', Body: 'x', IfMatch: '"any"' })).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
  },
);

for (const [range, ContentRange, text] of [
  ['bytes=0-3', 'bytes 0-3/10', '0123'],
  ['bytes=4-', 'bytes 4-9/10', '456789'],
  ['bytes=8-100', 'bytes 8-9/10', '89'],
  ['bytes=-100', 'bytes 0-9/10', '0123456789'],
] as const) {
  scenario(
    `the range ${range} of ten bytes is ${ContentRange}`,
    { source: `${API}/API_GetObject.html` },
    async (world) => {
      const { s3, Bucket } = await freshBucket(world, 'ranges');
      await s3.putObject({ Bucket, Key: 'digits', Body: '0123456789' });
      const part = await s3.getObject({ Bucket, Key: 'digits', Range: range });
      expect(part.ContentRange).toBe(ContentRange);
      expect(await part.Body?.transformToString()).toBe(text);
    },
  );
}

scenario(
  'a range that makes no sense is ignored',
  { source: 'RFC 9110, 14.2: a server must ignore a Range it does not understand' },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'ranges');
    await s3.putObject({ Bucket, Key: 'digits', Body: '0123456789' });
    const whole = await fetch(await world.presign.get({ Bucket, Key: 'digits' }), {
      headers: { range: 'lines=1-2' },
    });
    expect(whole.status).toBe(200);
    expect(await whole.text()).toBe('0123456789');
  },
);

scenario(
  'a HEAD of what is not there is a bare 404',
  { source: `${API}/API_HeadObject.html` },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'missing');
    await expect(s3.headObject({ Bucket, Key: 'never' })).rejects.toMatchObject({
      name: 'NotFound',
      $metadata: { httpStatusCode: 404 },
    });
  },
);

scenario(
  'a GET of what is not there says NoSuchKey and names the key',
  { source: `${API}/API_GetObject.html` },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'missing');
    await expect(s3.getObject({ Bucket, Key: 'never' })).rejects.toMatchObject({
      name: 'NoSuchKey',
      Key: 'never',
    });
  },
);

scenario(
  'a bucket that is not there is told of by name',
  { source: `${API}/API_ListObjectsV2.html` },
  async (world) => {
    const s3 = await world.clients.s3();
    await expect(s3.listObjectsV2({ Bucket: world.fresh('never') })).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
  },
);

scenario(
  'what changed since a date is sent, what did not is 304',
  { source: `${API}/API_GetObject.html` },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'dates');
    await s3.putObject({ Bucket, Key: 'cat', Body: 'meow' });
    const { LastModified = new Date(0) } = await s3.headObject({ Bucket, Key: 'cat' });
    const url = await world.presign.get({ Bucket, Key: 'cat' });
    const since = (date: Date) => fetch(url, { headers: { 'if-modified-since': date.toUTCString() } });
    expect((await since(LastModified)).status).toBe(304);
    expect((await since(new Date(LastModified.getTime() - 60_000))).status).toBe(200);
  },
);

for (const [condition, given, name] of [
  ['CopySourceIfMatch', '"other"', 'PreconditionFailed'],
  ['CopySourceIfNoneMatch', '*', 'PreconditionFailed'],
] as const) {
  scenario(
    `a copy with ${condition} ${given} is refused`,
    { source: `${API}/API_CopyObject.html` },
    async (world) => {
      const { s3, Bucket } = await freshBucket(world, 'copies');
      const { ETag } = await s3.putObject({ Bucket, Key: 'cat', Body: 'meow' });
      const copy = s3.copyObject({
        Bucket,
        Key: 'copy',
        CopySource: `${Bucket}/cat`,
        [condition]: given === '*' ? ETag : given,
      });
      await expect(copy).rejects.toMatchObject({ name });
    },
  );
}

scenario(
  'a copy of what is not there is refused',
  { source: `${API}/API_CopyObject.html` },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'copies');
    await expect(s3.copyObject({ Bucket, Key: 'copy', CopySource: `${Bucket}/never` })).rejects.toMatchObject(
      {
        name: 'NoSuchKey',
      },
    );
  },
);

scenario('a copy takes the tags along', { source: `${API}/API_CopyObject.html` }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'copies');
  await s3.putObject({ Bucket, Key: 'cat', Body: 'x', Tagging: 'kind=cat' });
  await s3.copyObject({ Bucket, Key: 'copy', CopySource: `${Bucket}/cat` });
  expect((await s3.getObjectTagging({ Bucket, Key: 'copy' })).TagSet).toEqual([
    { Key: 'kind', Value: 'cat' },
  ]);
});

scenario(
  'many objects are deleted in one request, those that were not there too',
  { source: `${API}/API_DeleteObjects.html` },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'many');
    for (const Key of ['a', 'b']) await s3.putObject({ Bucket, Key, Body: 'x' });
    const Objects = ['a', 'b', 'never'].map((Key) => ({ Key }));
    const { Deleted = [], Errors = [] } = await s3.deleteObjects({ Bucket, Delete: { Objects } });
    expect(new Set(Deleted.map(({ Key }) => Key))).toEqual(new Set(['a', 'b', 'never']));
    expect(Errors).toEqual([]);
    expect((await s3.listObjectsV2({ Bucket })).KeyCount).toBe(0);
  },
);

scenario(
  'a quiet deletion of many says only what went wrong',
  { source: `${API}/API_DeleteObjects.html` },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'many');
    await s3.putObject({ Bucket, Key: 'a', Body: 'x' });
    const { Deleted } = await s3.deleteObjects({ Bucket, Delete: { Quiet: true, Objects: [{ Key: 'a' }] } });
    expect(Deleted).toBeUndefined();
  },
);

for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'SHA1', 'SHA256', 'CRC64NVME'] as const) {
  scenario(
    `a ${ChecksumAlgorithm} that is sent along is kept and can be asked for`,
    { source: `${GUIDE}/checking-object-integrity.html` },
    async (world) => {
      const { s3, Bucket } = await freshBucket(world, 'checksums');
      const member = `Checksum${ChecksumAlgorithm}` as const;
      const put = await s3.putObject({ Bucket, Key: 'cat', Body: 'meow', ChecksumAlgorithm });
      const head = await s3.headObject({ Bucket, Key: 'cat', ChecksumMode: 'ENABLED' });
      expect(head[member]).toBeTruthy();
      expect(head[member]).toBe(put[member]);
    },
  );
}

scenario(
  'an object’s facts can be asked for without its bytes',
  { source: `${API}/API_GetObjectAttributes.html` },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'facts');
    await s3.putObject({ Bucket, Key: 'cat', Body: 'meow' });
    const facts = await s3.getObjectAttributes({
      Bucket,
      Key: 'cat',
      ObjectAttributes: ['ETag', 'ObjectSize', 'StorageClass'],
    });
    expect(facts).toMatchObject({
      ETag: '4a4be40c96ac6314e91d93f38043a634',
      ObjectSize: 4,
      StorageClass: 'STANDARD',
    });
  },
);

scenario(
  'metadata outside ASCII is refused by the wire, or comes back encoded',
  { source: `${GUIDE}/UsingMetadata.html` },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'metadata');
    const name = encodeURIComponent('hündchen.jpg');
    await s3.putObject({ Bucket, Key: 'dog', Body: 'x', Metadata: { 'original-filename': name } });
    const { Metadata } = await s3.headObject({ Bucket, Key: 'dog' });
    expect(decodeURIComponent(Metadata?.['original-filename'] ?? '')).toBe('hündchen.jpg');
  },
);

scenario(
  'ten tags are taken, eleven are refused',
  { source: `${GUIDE}/object-tagging.html` },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'tags');
    await s3.putObject({ Bucket, Key: 'cat', Body: 'x' });
    const tags = (count: number) => ({
      TagSet: Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: 'v' })),
    });
    await s3.putObjectTagging({ Bucket, Key: 'cat', Tagging: tags(10) });
    await expect(s3.putObjectTagging({ Bucket, Key: 'cat', Tagging: tags(11) })).rejects.toMatchObject({
      name: expect.stringMatching(/^(BadRequest|InvalidTag)$/) as string,
    });
  },
);

scenario(
  'deleting the tags leaves the object',
  { source: `${API}/API_DeleteObjectTagging.html` },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'tags');
    await s3.putObject({ Bucket, Key: 'cat', Body: 'x', Tagging: 'kind=cat' });
    await s3.deleteObjectTagging({ Bucket, Key: 'cat' });
    expect((await s3.getObjectTagging({ Bucket, Key: 'cat' })).TagSet).toEqual([]);
    expect((await s3.headObject({ Bucket, Key: 'cat' })).ContentLength).toBe(1);
  },
);

scenario('an object of no bytes is an object', { source: `${API}/API_PutObject.html` }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'empty');
  await s3.putObject({ Bucket, Key: 'nothing', Body: '' });
  const { ContentLength, ETag } = await s3.headObject({ Bucket, Key: 'nothing' });
  expect({ ContentLength, ETag }).toEqual({ ContentLength: 0, ETag: '"d41d8cd98f00b204e9800998ecf8427e"' });
});

scenario(
  'a bucket with an object in it cannot be deleted',
  { source: `${API}/API_DeleteBucket.html` },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'full');
    await s3.putObject({ Bucket, Key: 'cat', Body: 'x' });
    await expect(s3.deleteBucket({ Bucket })).rejects.toMatchObject({ name: 'BucketNotEmpty' });
    await s3.deleteObject({ Bucket, Key: 'cat' });
    await s3.deleteBucket({ Bucket });
  },
);

for (const [what, name] of [
  ['capital letters', 'Has-Capitals'],
  ['two characters', 'ab'],
  ['an underscore', 'has_underscore'],
  ['the form of an address', '192.168.5.4'],
] as const) {
  scenario(
    `a bucket whose name has ${what} is refused`,
    { source: `${GUIDE}/bucketnamingrules.html` },
    async (world) => {
      const s3 = await world.clients.s3();
      // A cloud that takes the name has a bucket by which nobody would know this run.
      world.onEnd(() => s3.deleteBucket({ Bucket: name }).catch(() => undefined));
      await expect(s3.createBucket({ Bucket: name })).rejects.toMatchObject({ name: 'InvalidBucketName' });
    },
  );
}
