import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused } from '../testing/client.ts';
import { elements, send } from '../testing/raw-request.ts';

const START = Date.UTC(2026, 10, 20);

const source = {
  Bucket: 'photos',
  Key: 'source',
  Body: 'hello world',
  ContentType: 'image/jpeg',
  CacheControl: 'no-cache',
  WebsiteRedirectLocation: '/away',
  Metadata: { by: 'me' },
  StorageClass: 'STANDARD_IA',
  Tagging: 'a=1',
} as const;

async function withSource(cloud: Parameters<typeof photosClient>[0]) {
  const s3 = await photosClient(cloud);
  await s3.putObject(source);
  return s3;
}

const copy = { Bucket: 'photos', Key: 'copy', CopySource: 'photos/source' };

test('a copy has the description and the tags, but not the storage class or the redirect', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withSource(cloud);
  const { CopyObjectResult } = await s3.copyObject(copy);
  expect(CopyObjectResult).toMatchObject({
    ETag: '"5eb63bbbe01eeed093cb22bb8f5acdc3"',
    ChecksumCRC32: 'DUoRhQ==',
    ChecksumType: 'FULL_OBJECT',
  });
  const head = await s3.headObject({ Bucket: 'photos', Key: 'copy' });
  expect(head).toMatchObject({
    ContentType: 'image/jpeg',
    CacheControl: 'no-cache',
    Metadata: { by: 'me' },
    TagCount: 1,
  });
  expect(head.StorageClass).toBeUndefined();
  expect(head.WebsiteRedirectLocation).toBeUndefined();
});

test('replacing the metadata drops the content type too', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withSource(cloud);
  await s3.copyObject({
    ...copy,
    MetadataDirective: 'REPLACE',
    Metadata: { other: '1' },
    TaggingDirective: 'REPLACE',
  });
  const head = await s3.headObject({ Bucket: 'photos', Key: 'copy' });
  expect(head).toMatchObject({ ContentType: 'binary/octet-stream', Metadata: { other: '1' } });
  expect(head.TagCount).toBeUndefined();
});

test('the answer has no ETag header', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await withSource(cloud);
  const answer = await send(cloud, {
    method: 'PUT',
    path: '/photos/copy',
    headers: { 'x-amz-copy-source': '/photos/source' },
  });
  expect(answer.status).toBe(200);
  expect(answer.headers).not.toHaveProperty('etag');
  expect(answer.body).toMatch(
    /^<\?xml version="1.0" encoding="UTF-8"\?>\n<CopyObjectResult xmlns="http:\/\/s3.amazonaws.com\/doc\/2006-03-01\/"><LastModified>.*\.000Z<\/LastModified><ETag>/,
  );
});

test.each([
  'photos/with%20space+plus%2Bsign',
  '/photos/with%20space+plus%2Bsign',
  'photos%2Fwith+space+plus%2Bsign',
])('the source %s is decoded, plus signs included', async (CopySource) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'with space plus+sign', Body: 'found' });
  await s3.copyObject({ ...copy, CopySource });
  const { Body } = await s3.getObject({ Bucket: 'photos', Key: 'copy' });
  expect(await Body!.transformToString()).toBe('found');
});

test('an algorithm that does not exist, or too much metadata, is refused even where it counts for nothing', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const CopySource = 'photos/nowhere';
  const odd = s3.copyObject({ ...copy, CopySource, ChecksumAlgorithm: 'CRC9' as 'CRC32' });
  expect(await refused(odd)).toMatchObject({ status: 400, code: 'InvalidRequest' });
  await s3.putObject({ Bucket: 'photos', Key: 'a', Body: '' });
  const Metadata = { ['s'.repeat(2048)]: 'value' };
  expect(await refused(s3.copyObject({ ...copy, CopySource: 'photos/a', Metadata }))).toMatchObject({
    code: 'MetadataTooLarge',
  });
});

test('a source without a key is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  expect(await refused(s3.copyObject({ ...copy, CopySource: 'photos' }))).toMatchObject({
    status: 400,
    code: 'InvalidArgument',
    message: 'Invalid copy source object key',
    ArgumentName: 'x-amz-copy-source',
    ArgumentValue: 'x-amz-copy-source',
  });
});

test('a copy onto itself has to change something', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withSource(cloud);
  const self = { ...copy, Key: 'source' };
  expect(await refused(s3.copyObject(self))).toMatchObject({
    status: 400,
    code: 'InvalidRequest',
    message:
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  });
  await s3.copyObject({ ...self, StorageClass: 'STANDARD_IA' });
  await s3.copyObject({ ...self, MetadataDirective: 'REPLACE' });
  await s3.copyObject({ ...self, ServerSideEncryption: 'AES256' });
});

test('a copy onto itself may be what takes a KMS key off an object', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withSource(cloud);
  const self = { ...copy, Key: 'source' };
  await s3.copyObject({ ...self, ServerSideEncryption: 'aws:kms' });
  expect(await s3.copyObject(self)).toMatchObject({ ServerSideEncryption: 'AES256' });
  expect(await refused(s3.copyObject(self))).toMatchObject({ code: 'InvalidRequest' });
});

test.each([
  [{ CopySourceIfMatch: '"other"' }, 'x-amz-copy-source-If-Match'],
  [{ CopySourceIfNoneMatch: '"5eb63bbbe01eeed093cb22bb8f5acdc3"' }, 'x-amz-copy-source-If-None-Match'],
  [{ CopySourceIfModifiedSince: new Date(START) }, 'x-amz-copy-source-If-Modified-Since'],
  [{ CopySourceIfUnmodifiedSince: new Date(0) }, 'x-amz-copy-source-If-Unmodified-Since'],
])('a source that fails %j fails the copy', async (conditions, Condition) => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const s3 = await withSource(cloud);
  await cloud.clock.advance(60_000);
  expect(await refused(s3.copyObject({ ...copy, ...conditions }))).toMatchObject({ status: 412, Condition });
});

test('a version can be named as the source', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putBucketVersioning({ Bucket: 'photos', VersioningConfiguration: { Status: 'Enabled' } });
  const { VersionId } = await s3.putObject({ Bucket: 'photos', Key: 'source', Body: 'old' });
  await s3.putObject({ Bucket: 'photos', Key: 'source', Body: 'new' });
  const CopySource = `photos/source?versionId=${VersionId}`;
  const copied = await s3.copyObject({ ...copy, CopySource });
  expect(copied).toMatchObject({ CopySourceVersionId: VersionId, VersionId: expect.any(String) });
  const { Body } = await s3.getObject({ Bucket: 'photos', Key: 'copy' });
  expect(await Body!.transformToString()).toBe('old');
});

test('with versioning suspended a copy names the null version that it is', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withSource(cloud);
  await s3.putBucketVersioning({ Bucket: 'photos', VersioningConfiguration: { Status: 'Suspended' } });
  const copied = await s3.copyObject(copy);
  expect(copied.VersionId).toBe('null');
  expect(copied.CopySourceVersionId).toBeUndefined();
});

test('a delete marker is no source', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putBucketVersioning({ Bucket: 'photos', VersioningConfiguration: { Status: 'Enabled' } });
  const { VersionId } = await s3.deleteObject({ Bucket: 'photos', Key: 'source' });
  expect(await refused(s3.copyObject(copy))).toMatchObject({ status: 404, code: 'NoSuchKey' });
  const named = s3.copyObject({ ...copy, CopySource: `photos/source?versionId=${VersionId}` });
  expect(await refused(named)).toMatchObject({
    code: 'InvalidRequest',
    message: 'The source of a copy request may not specifically refer to a delete marker by version id.',
  });
});

test('an archived object cannot be copied', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'source', StorageClass: 'DEEP_ARCHIVE', Body: '' });
  expect(await refused(s3.copyObject(copy))).toMatchObject({
    status: 403,
    code: 'InvalidObjectState',
    StorageClass: 'DEEP_ARCHIVE',
  });
});

test('nobody copies without a name', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await withSource(cloud);
  const answer = await send(cloud, {
    method: 'PUT',
    path: '/photos/copy',
    headers: { 'x-amz-copy-source': 'photos/source' },
    anonymous: true,
  });
  expect(elements(answer.body).slice(0, 2)).toEqual([
    ['Code', 'AccessDenied'],
    ['Message', 'Anonymous users cannot copy objects. Please authenticate.'],
  ]);
});

test('copying tags takes the right to read them', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withSource(cloud);
  await s3.putBucketPolicy({
    Bucket: 'photos',
    Policy: JSON.stringify({
      Statement: {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:GetObjectTagging',
        Resource: 'arn:aws:s3:::photos/*',
      },
    }),
  });
  expect(await refused(s3.copyObject(copy))).toMatchObject({ status: 403, code: 'AccessDenied' });
  await s3.copyObject({ ...copy, TaggingDirective: 'REPLACE' });
});

test('the answer to a copy has its length, and its ETag in plain quotes', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putObject(source);
  const { headers, body } = await send(cloud, {
    method: 'PUT',
    path: '/photos/copy',
    headers: { 'x-amz-copy-source': '/photos/source' },
  });
  expect(headers).toMatchObject({ 'content-length': String(body.length), 'content-type': 'application/xml' });
  expect(headers).not.toHaveProperty('transfer-encoding');
  expect(body).toContain('<ETag>"5eb63bbbe01eeed093cb22bb8f5acdc3"</ETag>');
});

test('a copy without its source is refused in a document without an XML declaration', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const { status, body } = await send(cloud, {
    method: 'PUT',
    path: '/photos/copy',
    headers: { 'x-amz-copy-source': '/photos/gone' },
  });
  expect(status).toBe(404);
  expect(body).toMatch(/^<Error><Code>NoSuchKey<\/Code><Message>[^<]*<\/Message><Key>gone<\/Key>/);
});
