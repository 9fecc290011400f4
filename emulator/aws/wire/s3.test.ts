import { Readable } from 'node:stream';
import * as client from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { AwsError } from '../kernel/aws-error.ts';
import type { WireResponse } from './message.ts';
import { s3 } from './s3.ts';
import { readModel } from './schema.ts';
import type { OperationModel } from './schema.ts';
import { Peer } from './testing/clients.ts';
import { rawRequest } from './testing/requests.ts';
import type { RequestParts } from './testing/requests.ts';

const model = readModel(client);
const META = { requestId: '4CW7TH3RPXA9NMZD', hostId: 'aG9zdA==' };
const XMLNS = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

const operation = (name: string): OperationModel => model.operations.get(name) as OperationModel;
const encode = (name: string, output: object): WireResponse => s3.encode(operation(name), output, META);
const body = (name: string, output: object): string =>
  (encode(name, output).body as string).replace('<?xml version="1.0" encoding="UTF-8"?>\n', '');
const decode = async (name: string, parts: RequestParts): Promise<object> =>
  s3.decode(operation(name), rawRequest(parts));

test('a listing has its elements in the order of S3', () => {
  const output: client.ListObjectsV2Output = {
    IsTruncated: false,
    KeyCount: 0,
    MaxKeys: 1000,
    Name: 'b',
    Prefix: '',
  };
  expect(body('ListObjectsV2', output)).toBe(
    `<ListBucketResult ${XMLNS}><Name>b</Name><Prefix></Prefix><KeyCount>0</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated></ListBucketResult>`,
  );
});

test('times are whole seconds with three zeros', () => {
  const Contents = [{ Key: 'k', LastModified: new Date('2026-11-20T10:11:12.345Z') }];
  expect(body('ListObjects', { Contents })).toContain(
    '<LastModified>2026-11-20T10:11:12.000Z</LastModified>',
  );
});

test('characters that XML cannot carry are references, and ETags have named quotes', () => {
  const Contents = [{ Key: 'a\u0004\r<&>', ETag: '"e"' }];
  expect(body('ListObjects', { Contents })).toContain(
    '<Contents><Key>a&#x4;&#xd;&lt;&amp;&gt;</Key><ETag>&quot;e&quot;</ETag></Contents>',
  );
});

test('versions and delete markers stand between each other, newest first within a key', () => {
  const at = (second: number): Date => new Date(1_800_000_000_000 + second * 1_000);
  const output: client.ListObjectVersionsOutput = {
    Versions: [
      { Key: 'a', VersionId: '1', IsLatest: false, LastModified: at(1) },
      { Key: 'b', VersionId: '5', IsLatest: true, LastModified: at(5) },
      { Key: 'b', VersionId: '3', IsLatest: false, LastModified: at(3) },
    ],
    DeleteMarkers: [
      { Key: 'a', VersionId: '2', IsLatest: true, LastModified: at(2) },
      { Key: 'b', VersionId: '4', IsLatest: false, LastModified: at(4) },
    ],
    IsTruncated: false,
    CommonPrefixes: [{ Prefix: 'p/' }],
  };
  const xml = body('ListObjectVersions', output);
  expect(
    [...xml.matchAll(/<(Version|DeleteMarker)>.*?<VersionId>(\d)/g)].map(([, kind, id]) => `${kind} ${id}`),
  ).toEqual(['DeleteMarker 2', 'Version 1', 'Version 5', 'DeleteMarker 4', 'Version 3']);
  expect(xml.indexOf('<IsTruncated>')).toBeLessThan(xml.indexOf('<DeleteMarker>'));
  expect(xml.endsWith('<CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes></ListVersionsResult>')).toBe(
    true,
  );
});

test('a location is the text of the root element', () => {
  expect(body('GetBucketLocation', {})).toBe(`<LocationConstraint ${XMLNS}/>`);
  expect(body('GetBucketLocation', { LocationConstraint: 'eu-west-1' })).toBe(
    `<LocationConstraint ${XMLNS}>eu-west-1</LocationConstraint>`,
  );
});

test('a grantee says its type in an attribute', () => {
  const Grants = [{ Grantee: { Type: 'CanonicalUser', ID: 'id' }, Permission: 'FULL_CONTROL' }] as const;
  expect(body('GetBucketAcl', { Grants })).toBe(
    `<AccessControlPolicy ${XMLNS}><AccessControlList><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>id</ID></Grantee><Permission>FULL_CONTROL</Permission></Grant></AccessControlList></AccessControlPolicy>`,
  );
});

test.each([
  ['GetBucketAcl', {}, 'application/xml'],
  ['ListObjectsV2', {}, 'application/xml'],
  ['GetBucketVersioning', {}, undefined],
  ['GetBucketCors', {}, undefined],
  ['PutObject', { ETag: '"e"' }, undefined],
])('%s is answered with the Content-Type S3 gives it', (name, output, type) => {
  expect(encode(name, output).headers['content-type']).toBe(type);
});

test.each([
  ['PutBucketPolicy', {}, 204],
  ['PutBucketTagging', {}, 204],
  ['PutBucketVersioning', {}, 200],
  ['DeleteObject', {}, 204],
  ['GetObject', { ContentRange: 'bytes 0-0/2' }, 206],
  ['HeadObject', {}, 200],
])('%s %o succeeds with %d', (name, output, status) => {
  expect(encode(name, output).status).toBe(status);
});

test('metadata beyond ASCII comes back as an RFC 2047 word, unless it is one', () => {
  const { headers } = encode('HeadObject', {
    Metadata: {
      plain: 'a b',
      tab: 'a\tb',
      accent: 'café =1',
      signs: 'prix_100%: 5 €?',
      half: 'éàab',
      most: '日本.txt',
      least: 'ÀÉx',
      control: 'é\u0001',
      word: '=?UTF-8?Q?caf=C3=A9?=',
    },
  });
  expect(headers).toMatchObject({
    'x-amz-meta-plain': 'a b',
    'x-amz-meta-tab': 'a\tb',
    'x-amz-meta-accent': '=?UTF-8?Q?caf=C3=A9_=3D1?=',
    'x-amz-meta-signs': '=?UTF-8?Q?prix=5F100%:_5_=E2=82=AC=3F?=',
    'x-amz-meta-half': `=?UTF-8?B?${Buffer.from('éàab').toString('base64')}?=`,
    'x-amz-meta-most': '=?UTF-8?Q?=E6=97=A5=E6=9C=AC.txt?=',
    'x-amz-meta-least': `=?UTF-8?B?${Buffer.from('ÀÉx').toString('base64')}?=`,
    'x-amz-meta-control': `=?UTF-8?B?${Buffer.from('é\u0001').toString('base64')}?=`,
    'x-amz-meta-word': '=?UTF-8?Q?caf=C3=A9?=',
  });
});

test('an Expires that is no date goes back as it was stored', () => {
  const { headers } = encode('GetObject', { ExpiresString: 'whenever' });
  expect(headers['expires']).toBe('whenever');
  expect(headers).not.toHaveProperty('expiresstring');
});

test('a body that streams is handed through in both directions', async () => {
  const stream = Readable.from(['x']);
  expect(encode('GetObject', { Body: stream }).body).toBe(stream);
  const request = rawRequest({ method: 'PUT', path: '/b/k', body: 'content' });
  expect(await s3.decode(operation('PutObject'), request)).toMatchObject({
    Bucket: 'b',
    Key: 'k',
    Body: request.body,
  });
});

test('an error names itself, then its details, then the ids, in that order and without a namespace', () => {
  const error = new AwsError({
    code: 'NoSuchKey',
    status: 404,
    message: 'The specified key does not exist.',
    details: { Key: 'a<b', VersionId: undefined },
    headers: { 'x-amz-delete-marker': 'true' },
  });
  expect(s3.encodeError(error, { ...META, service: model })).toEqual({
    status: 404,
    headers: {
      'content-type': 'application/xml',
      'transfer-encoding': 'chunked',
      'x-amz-request-id': META.requestId,
      'x-amz-id-2': META.hostId,
      'x-amz-delete-marker': 'true',
    },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>a&lt;b</Key><RequestId>${META.requestId}</RequestId><HostId>${META.hostId}</HostId></Error>`,
  });
  expect(s3.encodeError(error, { ...META, head: true })).not.toHaveProperty('body');
});

test('the message of an error keeps its quotes', () => {
  const error = new AwsError({
    code: 'AccessDenied',
    status: 403,
    message: 'expecting "<KEY>/DATE" & "&quot;"',
  });
  expect(s3.encodeError(error, META).body).toContain(
    '<Message>expecting "&lt;KEY&gt;/DATE" &amp; "&amp;quot;"</Message>',
  );
});

test('not modified is an answer without a body or a type', () => {
  const error = new AwsError({ code: 'NotModified', status: 304, message: '', headers: { etag: '"e"' } });
  expect(s3.encodeError(error, META)).toEqual({
    status: 304,
    headers: { 'x-amz-request-id': META.requestId, 'x-amz-id-2': META.hostId, etag: '"e"' },
  });
});

test('the framing of an upload is not part of its input', async () => {
  const headers = {
    'content-length': '99',
    'x-amz-decoded-content-length': '11',
    'content-encoding': 'gzip,aws-chunked',
  };
  expect(await decode('PutObject', { method: 'PUT', path: '/b/k', headers })).toMatchObject({
    ContentLength: 11,
    ContentEncoding: 'gzip',
  });
  const bare = await decode('PutObject', {
    method: 'PUT',
    path: '/b/k',
    headers: { 'content-encoding': 'aws-chunked' },
  });
  expect(bare).not.toHaveProperty('ContentEncoding');
});

test.each([
  ['max-keys=abc', 'Provided max-keys not an integer or within integer range'],
  ['max-keys=1.5', 'Provided max-keys not an integer or within integer range'],
  ['max-keys=99999999999', 'Provided max-keys not an integer or within integer range'],
])('%s is no number of keys', async (query, message) => {
  await expect(decode('ListObjectsV2', { path: '/b', query: `list-type=2&${query}` })).rejects.toMatchObject({
    code: 'InvalidArgument',
    message,
    details: { ArgumentName: 'max-keys' },
  });
});

test('a plus in a query is a space, in a path a plus', async () => {
  expect(await decode('ListObjects', { path: '/b', query: 'prefix=a+b%2Bc&prefix=second' })).toMatchObject({
    Prefix: 'a b+c',
  });
});

test('a write without its document, and one with a document it has no use for, are refused', async () => {
  await expect(
    decode('DeleteObjects', { method: 'POST', path: '/b', query: 'delete' }),
  ).rejects.toMatchObject({
    code: 'MissingRequestBodyError',
    message: 'Request Body is empty',
  });
  const post = {
    method: 'POST',
    path: '/b/k',
    query: 'uploads',
    body: 'x',
    headers: { 'content-length': '1' },
  };
  await expect(decode('CreateMultipartUpload', post)).rejects.toMatchObject({ code: 'UnexpectedContent' });
});

test('the exception of a HEAD without a body is what the client makes of the status', async () => {
  const peer = await Peer.of('s3', { forcePathStyle: true });
  const error = new AwsError({
    code: 'NoSuchKey',
    status: 404,
    message: 'The specified key does not exist.',
  });
  const answer = s3.encodeError(error, { ...META, service: peer.model, head: true });
  await expect(peer.read('HeadObject', { Bucket: 'b', Key: 'k' }, answer)).rejects.toMatchObject({
    name: 'NotFound',
  });
});
