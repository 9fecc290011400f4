import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { minutes } from '../../kernel/instant.ts';
import { photosClient } from './testing/client.ts';
import { elements } from './testing/raw-request.ts';

type Options = Partial<Omit<PresignedPostOptions, 'Bucket'>>;

async function presigned(cloud: Cloud, options: Options = {}) {
  const s3 = await photosClient(cloud);
  const post = await createPresignedPost(s3, { Bucket: 'photos', Key: 'user/${filename}', ...options });
  return { s3, ...post };
}

async function submit(
  url: string,
  fields: Readonly<Record<string, string>>,
  content: string | Uint8Array<ArrayBuffer> = 'hello world',
  filename = 'pic 1.jpg',
): Promise<{ status: number; headers: Headers; body: string }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([content], { type: 'image/png' }), filename);
  const answer = await fetch(url, { method: 'POST', body: form, redirect: 'manual' });
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
}

const errorOf = (body: string) => Object.fromEntries(elements(body));

test('a signed form puts its file where the policy says', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3, url, fields } = await presigned(cloud, { Fields: { 'x-amz-meta-by': 'me' } });
  const { status, headers, body } = await submit(url, fields);
  expect({ status, body }).toEqual({ status: 204, body: '' });
  expect(Object.fromEntries(headers)).toMatchObject({
    etag: '"5eb63bbbe01eeed093cb22bb8f5acdc3"',
    location: 'https://photos.s3.amazonaws.com/user%2Fpic%201.jpg',
    'x-amz-checksum-crc64nvme': 'jSnVw/bqjr4=',
    'x-amz-checksum-type': 'FULL_OBJECT',
    'x-amz-server-side-encryption': 'AES256',
  });
  const got = await s3.getObject({ Bucket: 'photos', Key: 'user/pic 1.jpg' });
  expect(got).toMatchObject({ ContentType: 'binary/octet-stream', Metadata: { by: 'me' } });
  expect(await got.Body!.transformToString()).toBe('hello world');
});

test('the type of the object is the form’s field', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3, url, fields } = await presigned(cloud, { Fields: { 'Content-Type': 'image/jpeg' } });
  await submit(url, fields);
  const head = await s3.headObject({ Bucket: 'photos', Key: 'user/pic 1.jpg' });
  expect(head.ContentType).toBe('image/jpeg');
});

test('201 is answered with a receipt', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { url, fields } = await presigned(cloud, { Fields: { success_action_status: '201' } });
  const { status, body } = await submit(url, fields, 'hello world', 'pic.jpg');
  expect(status).toBe(201);
  expect(body).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse><Location>https://photos.s3.amazonaws.com/user%2Fpic.jpg</Location><Bucket>photos</Bucket><Key>user/pic.jpg</Key><ETag>&quot;5eb63bbbe01eeed093cb22bb8f5acdc3&quot;</ETag></PostResponse>',
  );
});

test('a redirect wins over a status and carries what was made', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { url, fields } = await presigned(cloud, {
    Fields: { success_action_redirect: 'https://app.example/done?a=1', success_action_status: '201' },
  });
  const { status, headers } = await submit(url, fields);
  expect(status).toBe(303);
  expect(headers.get('location')).toBe(
    'https://app.example/done?a=1&bucket=photos&key=user%2Fpic+1.jpg&etag=%225eb63bbbe01eeed093cb22bb8f5acdc3%22',
  );
});

test('the size must be within the policy’s range, both ends included', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3, url, fields } = await presigned(cloud, { Conditions: [['content-length-range', 3, 5]] });
  expect((await submit(url, fields, 'abc', 'a')).status).toBe(204);
  expect((await submit(url, fields, 'abcde', 'b')).status).toBe(204);
  const large = await submit(url, fields, 'abcdef', 'c');
  expect(large.status).toBe(400);
  expect(errorOf(large.body)).toMatchObject({
    Code: 'EntityTooLarge',
    Message: 'Your proposed upload exceeds the maximum allowed size',
    ProposedSize: '6',
    MaxSizeAllowed: '5',
  });
  expect(errorOf((await submit(url, fields, 'ab', 'd')).body)).toMatchObject({
    Code: 'EntityTooSmall',
    MinSizeAllowed: '3',
  });
  const { Contents } = await s3.listObjectsV2({ Bucket: 'photos' });
  expect(Contents?.map(({ Key }) => Key)).toEqual(['user/a', 'user/b']);
});

test('a field that the policy does not cover is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { url, fields } = await presigned(cloud);
  const { status, body } = await submit(url, { ...fields, 'x-amz-meta-extra': '1' });
  expect(status).toBe(403);
  expect(errorOf(body)).toMatchObject({
    Code: 'AccessDenied',
    Message: 'Invalid according to Policy: Extra input fields: x-amz-meta-extra',
  });
});

test('a policy that has expired is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { url, fields } = await presigned(cloud, { Expires: 600 });
  await cloud.clock.advance(minutes(11));
  expect(errorOf((await submit(url, fields)).body)).toMatchObject({
    Message: 'Invalid according to Policy: Policy expired.',
  });
});

test('a policy that was tampered with is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { url, fields } = await presigned(cloud);
  const { status, body } = await submit(url, { ...fields, Policy: `${fields['Policy']}IA==` });
  expect(status).toBe(403);
  expect(errorOf(body)).toMatchObject({ Code: 'SignatureDoesNotMatch' });
});

test('a form without a policy is anonymous', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { url } = await presigned(cloud);
  expect(errorOf((await submit(url, { key: 'a' })).body)).toMatchObject({
    Code: 'AccessDenied',
    Message: 'Access Denied',
  });
});

test('tags come as a document', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const tagging = '<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>';
  const { s3, url, fields } = await presigned(cloud, { Fields: { tagging } });
  await submit(url, fields, 'x', 'a');
  const { TagSet } = await s3.getObjectTagging({ Bucket: 'photos', Key: 'user/a' });
  expect(TagSet).toEqual([{ Key: 'a', Value: '1' }]);
});

test('large files stream', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3, url, fields } = await presigned(cloud);
  const bytes = new Uint8Array(1_500_000).fill(45);
  await submit(url, fields, bytes, 'big');
  const got = await s3.getObject({ Bucket: 'photos', Key: 'user/big' });
  expect(Buffer.compare(await got.Body!.transformToByteArray(), bytes)).toBe(0);
});

test('what is posted to a bucket but is no form is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { url } = await presigned(cloud);
  const answer = await fetch(url, { method: 'POST', body: 'x' });
  expect(answer.status).toBe(412);
  expect(errorOf(await answer.text())).toMatchObject({
    Code: 'PreconditionFailed',
    Condition: 'Bucket POST must be of the enclosure-type multipart/form-data',
  });
});
