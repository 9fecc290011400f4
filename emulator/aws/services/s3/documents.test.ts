import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { photosClient } from './testing/client.ts';
import { elements, send } from './testing/raw-request.ts';

test('S3 does not know the length of the documents it writes, and of nothing else', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const create = await send(cloud, { method: 'PUT', path: '/photos' });
  expect(create.headers).toMatchObject({ 'content-length': '0' });
  const chunked = { 'content-type': 'application/xml', 'transfer-encoding': 'chunked' };
  for (const [method, path] of [
    ['GET', '/photos'],
    ['GET', '/photos/none'],
    ['HEAD', '/photos/none'],
  ] as const) {
    const { headers } = await send(cloud, { method, path });
    expect(headers).toMatchObject(chunked);
    expect(headers).not.toHaveProperty('content-length');
  }
});

test('reads of configurations have no content type, those of lists and access have', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'cat', Body: 'meow' });
  const typeOf = async (path: string, query: string) => {
    const headers = { 'x-amz-object-attributes': 'ETag' };
    return (await send(cloud, { path, query, headers })).headers['content-type'];
  };
  for (const query of ['versioning=', 'encryption=', 'inventory=', 'publicAccessBlock=']) {
    expect(await typeOf('/photos', query)).toBeUndefined();
  }
  for (const query of ['tagging=', 'attributes=']) {
    expect(await typeOf('/photos/cat', query)).toBeUndefined();
  }
  for (const query of ['acl=', 'location=', 'logging=', 'uploads=', 'versions=', 'list-type=2']) {
    expect(await typeOf('/photos', query)).toBe('application/xml');
  }
});

test('the logging of a bucket that has none is a comment', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const { body } = await send(cloud, { path: '/photos', query: 'logging=' });
  expect(body).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n\n<BucketLoggingStatus xmlns="http://s3.amazonaws.com/doc/2006-03-01/">\n  <!--<LoggingEnabled><TargetBucket>myLogsBucket</TargetBucket><TargetPrefix>add/this/prefix/to/my/log/files/access_log-</TargetPrefix></LoggingEnabled>-->\n</BucketLoggingStatus>\n',
  );
  expect(await s3.getBucketLogging({ Bucket: 'photos' })).not.toHaveProperty('LoggingEnabled');
});

test.each([
  ['continuation-token=x', 'continuation-token'],
  ['start-after=x', 'start-after'],
  ['list-type=2&marker=x', 'marker'],
])('a parameter of the other listing is refused before the bucket is looked for: %s', async (query, name) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const answer = await send(cloud, { path: '/no-such-bucket', query });
  expect(answer.status).toBe(400);
  const [code, , argument, next] = elements(answer.body);
  expect([code, argument]).toEqual([
    ['Code', 'InvalidArgument'],
    ['ArgumentName', name],
  ]);
  expect(next?.[0]).toBe('RequestId');
});

test.each([
  ['05', 200],
  ['-0', 200],
  ['%2B5', 400],
  ['%205', 400],
  ['2147483648', 400],
])('max-keys=%s is answered with %i', async (value, status) => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  expect((await send(cloud, { path: '/photos', query: `max-keys=${value}` })).status).toBe(status);
});

test('a number in a header is refused as one in the query is', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const cat = { Bucket: 'photos', Key: 'cat' };
  const { UploadId } = await s3.createMultipartUpload(cat);
  const { ETag } = await s3.uploadPart({ ...cat, UploadId, PartNumber: 1, Body: 'x' });
  const answer = await send(cloud, {
    method: 'POST',
    path: '/photos/cat',
    query: `uploadId=${UploadId}`,
    headers: { 'x-amz-mp-object-size': 'one' },
    body: `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${ETag}</ETag></Part></CompleteMultipartUpload>`,
  });
  expect(answer.status).toBe(400);
  expect(elements(answer.body)[0]).toEqual(['Code', 'InvalidArgument']);
  expect((await s3.listParts({ ...cat, UploadId })).Parts).toHaveLength(1);
});
