import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused } from '../testing/client.ts';
import { send } from '../testing/raw-request.ts';

const a = { Bucket: 'photos', Key: 'a' };

test('attributes are those that were asked for, in this form', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putObject({ ...a, Body: 'hello world' });
  const { body } = await send(cloud, {
    path: '/photos/a',
    query: 'attributes=',
    headers: { 'x-amz-object-attributes': 'ETag,Checksum,ObjectParts,StorageClass,ObjectSize' },
  });
  expect(body.replace(/^<\?xml[^>]*>\n/, '')).toBe(
    '<GetObjectAttributesResponse xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><ETag>5eb63bbbe01eeed093cb22bb8f5acdc3</ETag><Checksum><ChecksumCRC32>DUoRhQ==</ChecksumCRC32><ChecksumType>FULL_OBJECT</ChecksumType></Checksum><StorageClass>STANDARD</StorageClass><ObjectSize>11</ObjectSize></GetObjectAttributesResponse>',
  );
  const some = await s3.getObjectAttributes({ ...a, ObjectAttributes: ['ObjectSize'] });
  expect([some.ObjectSize, some.ETag]).toEqual([11, undefined]);
});

test("attributes may be asked for in a header each, as Go's SDK does", async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putObject({ ...a, Body: 'hello world' });
  const headers = { 'x-amz-object-attributes': ['StorageClass', 'ObjectSize'] };
  const { status, body } = await send(cloud, { path: '/photos/a', query: 'attributes=', headers });
  expect([status, body]).toEqual([200, expect.stringContaining('<ObjectSize>11</ObjectSize>')]);
});

test('parts are listed one by one when the checksum is made of theirs', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const make = async (begin: object) => {
    const { UploadId } = await s3.createMultipartUpload({ ...a, ...begin });
    const part = { ...a, UploadId, PartNumber: 1 };
    const { ETag, ChecksumCRC32 } = await s3.uploadPart({ ...part, Body: 'hello world' });
    const Parts = [{ PartNumber: 1, ETag, ...('ChecksumAlgorithm' in begin && { ChecksumCRC32 }) }];
    await s3.completeMultipartUpload({ ...part, MultipartUpload: { Parts } });
    return s3.getObjectAttributes({ ...a, ObjectAttributes: ['ObjectParts', 'Checksum'] });
  };
  const checked = await make({ ChecksumAlgorithm: 'CRC32' });
  expect(checked.ObjectParts).toMatchObject({
    TotalPartsCount: 1,
    IsTruncated: false,
    Parts: [{ PartNumber: 1, Size: 11, ChecksumCRC32: 'DUoRhQ==' }],
  });
  expect(checked.Checksum?.ChecksumType).toBe('COMPOSITE');
  expect(checked.Checksum?.ChecksumCRC32).not.toContain('-');
  const full = await make({ ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
  expect(full.ObjectParts).toEqual({ TotalPartsCount: 1 });
});

test('no attributes, and unknown ones, are refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putObject({ ...a, Body: 'x' });
  const { status, body } = await send(cloud, { path: '/photos/a', query: 'attributes=' });
  expect(status).toBe(400);
  expect(body).toMatch(
    /^<Error><Code>InvalidRequest<\/Code><Message>The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty</,
  );
  const odd = s3.getObjectAttributes({ ...a, ObjectAttributes: ['Colour' as 'ETag'] });
  expect(await refused(odd)).toMatchObject({
    code: 'InvalidArgument',
    message: 'Invalid attribute name specified.',
  });
});
