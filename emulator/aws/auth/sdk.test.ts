/** Whatever the official SDK signs must verify: the requests here arrived over a socket. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsError } from '../kernel/aws-error.ts';
import { builtinCredentials, composeCredentials, Credential, listedCredentials } from './credentials.ts';
import { authenticateS3 } from './s3.ts';
import { startRecorder } from './testing/recorder.ts';
import { refusal, urlRequest } from './testing/requests.ts';

const session = new Credential({
  accessKeyId: 'ASIASESSION',
  secretAccessKey: 'session secret/+=',
  sessionToken: 'token/+= with everything',
  accountId: '111122223333',
  arn: 'arn:aws:sts::111122223333:assumed-role/uploader/one',
  userId: 'AROAEXAMPLE:one',
  expiresAt: Date.now() + 60_000,
});

const credentials = composeCredentials(builtinCredentials(), listedCredentials([session]));

const authenticate = (request: Parameters<typeof authenticateS3>[0], now = Date.now()) =>
  authenticateS3(request, { now, region: 'eu-west-1', credentials });

const accepted = (attempt: () => string): string => {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof AwsError) return 'refused';
    throw error;
  }
};

const client = (
  endpoint: string,
  key: Exclude<S3ClientConfig['credentials'], undefined> = { accessKeyId: 'test', secretAccessKey: 'test' },
) => new S3Client({ endpoint, region: 'eu-west-1', forcePathStyle: true, credentials: key });

/** Keys that break signers: dots, empty segments, escapes of escapes, anything outside of ASCII. */
const key = fc.oneof(
  fc.string({ minLength: 1, unit: 'binary-ascii' }),
  fc.string({ minLength: 1, unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        '.',
        '..',
        '',
        'a',
        '%2F',
        '%25',
        '+',
        ' ',
        '?',
        '#',
        '&',
        '=',
        '~',
        "'()*!",
        'é',
        '日本',
        '📷',
      ),
    )
    .map((parts) => `k/${parts.join('/')}`),
);

test('a signed request verifies whatever the key', async () => {
  await using recorder = await startRecorder();
  const s3 = client(recorder.endpoint);
  await fc.assert(
    fc.asyncProperty(key, async (Key) => {
      await s3.send(new PutObjectCommand({ Bucket: 'photos', Key, Body: 'hello world' }));
      expect(authenticate(recorder.last())).toMatchObject({
        mechanism: 'header-v4',
        principal: { accountId: '000000000000' },
        payload: {
          kind: 'sha256',
          hex: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
        },
      });
    }),
    { numRuns: 150 },
  );
});

test('a presigned URL verifies whatever the key, and any other byte in its path or query spoils it', async () => {
  const s3 = client('http://localhost:4566');
  await fc.assert(
    fc.asyncProperty(key, fc.nat(), async (Key, place) => {
      const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket: 'photos', Key }), { expiresIn: 60 });
      expect(authenticate(urlRequest('GET', url)).mechanism).toBe('query-v4');
      const start = 'http://localhost:4566/'.length;
      const index = start + (place % (url.length - start));
      const spoiled = url.slice(0, index) + (url[index] === 'q' ? 'r' : 'q') + url.slice(index + 1);
      // A URL whose `X-Amz-Algorithm` or `?` is gone carries no credential; every other one carries a bad one.
      const outcome = accepted(() => authenticate(urlRequest('GET', spoiled)).mechanism);
      expect(['refused', 'anonymous']).toContain(outcome);
    }),
    { numRuns: 150 },
  );
});

test('metadata with inner runs of spaces and a query of its own verify', async () => {
  await using recorder = await startRecorder();
  await client(recorder.endpoint).send(
    new GetObjectCommand({
      Bucket: 'photos',
      Key: 'cat.jpg',
      VersionId: 'a/b+c=',
      ResponseContentDisposition: 'attachment; filename="a  b.jpg"',
      IfNoneMatch: '"x"  ',
    }),
  );
  expect(authenticate(recorder.last()).mechanism).toBe('header-v4');
});

test('a stream goes out with an unsigned trailer', async () => {
  await using recorder = await startRecorder();
  await client(recorder.endpoint).send(
    new PutObjectCommand({
      Bucket: 'photos',
      Key: 'cat.jpg',
      Body: Readable.from(['hello ', 'world']),
      ContentLength: 11,
    }),
  );
  expect(authenticate(recorder.last()).payload).toEqual({ kind: 'streaming', signed: false, trailer: true });
});

test('what the presigner moves to the query acts as headers, but for the checksum of a body it never saw', async () => {
  const url = await getSignedUrl(
    client('http://localhost:4566'),
    new PutObjectCommand({
      Bucket: 'photos',
      Key: 'cat.jpg',
      ContentType: 'image/jpeg',
      StorageClass: 'STANDARD_IA',
      Tagging: 'a=b&c=d',
      Metadata: { camera: 'Leica Ⅲ' },
      ServerSideEncryption: 'AES256',
    }),
  );
  expect(url).toContain('x-amz-checksum-crc32=AAAAAA%3D%3D');
  const upload = urlRequest('PUT', url, {
    'x-amz-server-side-encryption': 'AES256',
    'content-type': 'image/png',
  });
  expect(authenticate(upload)).toMatchObject({
    payload: { kind: 'unsigned' },
    signedHeaders: ['host', 'x-amz-server-side-encryption'],
    hoisted: {
      'x-amz-storage-class': 'STANDARD_IA',
      'x-amz-tagging': 'a=b&c=d',
      'x-amz-meta-camera': 'Leica Ⅲ',
    },
  });
  expect(Object.keys(authenticate(upload).hoisted)).toHaveLength(3);
  expect(refusal(() => authenticate(urlRequest('PUT', url))).code).toBe('SignatureDoesNotMatch');
});

test('a signed content type must be sent as signed', async () => {
  const url = await getSignedUrl(
    client('http://localhost:4566'),
    new PutObjectCommand({ Bucket: 'photos', Key: 'cat.jpg', ContentType: 'image/jpeg' }),
    { signableHeaders: new Set(['content-type']) },
  );
  expect(authenticate(urlRequest('PUT', url, { 'content-type': 'image/jpeg' })).mechanism).toBe('query-v4');
  for (const headers of [{}, { 'content-type': 'image/png' }]) {
    expect(refusal(() => authenticate(urlRequest('PUT', url, headers))).code).toBe('SignatureDoesNotMatch');
  }
});

test('session credentials verify in the header and in the query until they expire', async () => {
  await using recorder = await startRecorder();
  const { accessKeyId, secretAccessKey, sessionToken = '' } = session;
  const s3 = client(recorder.endpoint, { accessKeyId, secretAccessKey, sessionToken });
  const input = { Bucket: 'photos', Key: 'cat.jpg' };
  await s3.send(new HeadObjectCommand(input));
  const url = await getSignedUrl(s3, new GetObjectCommand(input), { expiresIn: 3_600 });
  for (const request of [recorder.last(), urlRequest('GET', url)]) {
    expect(authenticate(request).principal).toEqual({
      kind: 'user',
      accountId: '111122223333',
      accessKeyId: 'ASIASESSION',
      arn: 'arn:aws:sts::111122223333:assumed-role/uploader/one',
      userId: 'AROAEXAMPLE:one',
    });
    expect(refusal(() => authenticate(request, session.expiresAt))).toEqual({
      code: 'ExpiredToken',
      status: 400,
      message: 'The provided token has expired.',
      details: { 'Token-0': session.sessionToken },
    });
  }
});

test('a token of somebody else is invalid, and a session without its token is unknown', async () => {
  await using recorder = await startRecorder();
  const head = new HeadObjectCommand({ Bucket: 'photos', Key: 'cat.jpg' });
  const { accessKeyId, secretAccessKey } = session;
  const identity = { accessKeyId, secretAccessKey };
  await client(recorder.endpoint, { ...identity, sessionToken: 'another' }).send(head);
  expect(refusal(() => authenticate(recorder.last()))).toMatchObject({ code: 'InvalidToken', status: 400 });
  await client(recorder.endpoint, identity).send(head);
  expect(refusal(() => authenticate(recorder.last())).code).toBe('InvalidAccessKeyId');
});

test('the body of a signed request is pinned by its digest', async () => {
  await using recorder = await startRecorder();
  const Body = Buffer.from([0, 1, 2, 255]);
  await client(recorder.endpoint).send(new PutObjectCommand({ Bucket: 'photos', Key: 'cat.jpg', Body }));
  const { payload } = authenticate(recorder.last());
  expect(payload).toEqual({ kind: 'sha256', hex: createHash('sha256').update(Body).digest('hex') });
});
