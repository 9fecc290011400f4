import { createHash, createHmac } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AwsError } from '../kernel/aws-error.ts';
import { decodeAwsChunked } from './aws-chunked.ts';
import type { ChunkFraming } from './aws-chunked.ts';
import { Peer } from './testing/clients.ts';
import { rawRequest } from './testing/requests.ts';

interface Decoded {
  readonly content: string;
  readonly trailers: Readonly<Record<string, string>>;
}

const TRAILER: ChunkFraming = { trailer: true };

/** Decodes a body that arrives in the given pieces. */
async function decode(
  pieces: readonly (string | Uint8Array)[],
  length: number,
  framing: ChunkFraming = TRAILER,
  trailer = 'x-amz-checksum-crc32',
): Promise<Decoded> {
  const { body, trailers } = decodeAwsChunked(
    {
      ...rawRequest({
        method: 'PUT',
        path: '/b/k',
        headers: { 'x-amz-decoded-content-length': String(length), 'x-amz-trailer': trailer },
      }),
      body: Readable.from(pieces.map((piece) => Buffer.from(piece))),
    },
    framing,
  );
  return { content: (await buffer(body)).toString('latin1'), trailers: trailers() };
}

const HELLO = 'b\r\nhello world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n';
const BIG = 'x'.repeat(8192);

describe('unsigned chunks with a trailer', () => {
  test('the content and the trailing headers come out', async () => {
    expect(await decode([HELLO], 11)).toEqual({
      content: 'hello world',
      trailers: { 'x-amz-checksum-crc32': 'DUoRhQ==' },
    });
  });

  test('however the bytes arrive, the same comes out', async () => {
    const framed = Buffer.from(`2000\r\n${BIG}\r\n${HELLO}`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(framed.length), { maxLength: 40 }), async (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), framed.length];
        const pieces = at.slice(1).map((end, index) => framed.subarray(at[index], end));
        expect(await decode(pieces, 8203)).toMatchObject({ content: `${BIG}hello world` });
      }),
    );
  });

  test('a trailing header may end in a line feed before its line break', async () => {
    expect(await decode([HELLO.replace('DUoRhQ==\r\n', 'DUoRhQ==\n\r\n')], 11)).toMatchObject({
      trailers: { 'x-amz-checksum-crc32': 'DUoRhQ==' },
    });
  });

  test('what the SDK frames is read', async () => {
    const peer = await Peer.of('s3', { forcePathStyle: true });
    const Body = Readable.from([Buffer.alloc(20_000, 'a'), Buffer.alloc(100, 'b')]);
    const request = await peer.request('PutObject', { Bucket: 'b', Key: 'k', Body, ContentLength: 20_100 });
    const { body, trailers } = decodeAwsChunked(request, TRAILER);
    expect((await buffer(body)).toString()).toBe('a'.repeat(20_000) + 'b'.repeat(100));
    expect(trailers()).toEqual({ 'x-amz-checksum-crc32': expect.stringMatching(/^.{6}==$/) });
  });

  test('an empty object is only the last chunk', async () => {
    expect(await decode(['0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n'], 0)).toMatchObject({ content: '' });
  });
});

const SHORT_CHUNK = `a\r\n0123456789\r\n2000\r\n${BIG}\r\n0\r\nx-amz-checksum-crc32:A\r\n\r\n`;

test.each([
  ['a body that ends in a chunk', 'b\r\nhello', 11, 'IncompleteBody'],
  ['a body that ends before the last chunk', 'b\r\nhello world\r\n', 11, 'IncompleteBody'],
  ['a body that ends before its trailer', 'b\r\nhello world\r\n0\r\n', 11, 'IncompleteBody'],
  ['an empty body', '', 0, 'IncompleteBody'],
  ['less content than announced', HELLO, 12, 'IncompleteBody'],
  ['more content than announced', HELLO, 10, 'IncompleteBody'],
  ['a chunk longer than its size', 'a\r\nhello world\r\n0\r\n\r\n', 11, 'IncompleteBody'],
  ['a size that is no number', 'zz\r\nhello world', 11, 'IncompleteBody'],
  ['a line without an end', '1'.repeat(100_000), 11, 'IncompleteBody'],
  [
    'a signature nobody announced',
    `b;chunk-signature=${'0'.repeat(64)}\r\nhello world\r\n`,
    11,
    'IncompleteBody',
  ],
  ['a short chunk that is not the last', SHORT_CHUNK, 8202, 'InvalidChunkSizeError'],
  ['no trailer', 'b\r\nhello world\r\n0\r\n\r\n', 11, 'MalformedTrailerError'],
  ['another trailer', 'b\r\nhello world\r\n0\r\nx-amz-checksum-sha1:A\r\n\r\n', 11, 'MalformedTrailerError'],
  [
    'a trailer that is no header',
    'b\r\nhello world\r\n0\r\nx-amz-checksum-crc32\r\n\r\n',
    11,
    'MalformedTrailerError',
  ],
  ['a line after the end', `${HELLO}more\r\n`, 11, 'MalformedTrailerError'],
  ['bytes after the end', `${HELLO}more`, 11, 'MalformedTrailerError'],
])('%s is refused', async (_, framed, length, code) => {
  await expect(decode([framed], length)).rejects.toMatchObject({ code, status: 400 });
});

test('the short chunk is named by number and size', async () => {
  await expect(decode([SHORT_CHUNK], 8202)).rejects.toMatchObject({
    details: { Chunk: 1, BadChunkSize: 10 },
  });
});

test('the decoded length has to be announced', async () => {
  const { body } = decodeAwsChunked(rawRequest({ method: 'PUT' }), TRAILER);
  await expect(buffer(body)).rejects.toMatchObject({ code: 'MissingContentLength', status: 411 });
});

test('a trailer that S3 does not know is refused before the body is read', async () => {
  await expect(decode([HELLO], 11, TRAILER, 'x-amz-meta-a')).rejects.toMatchObject({
    code: 'InvalidRequest',
    message: 'The value specified in the x-amz-trailer header is not supported',
  });
});

test('a connection that breaks breaks the content', async () => {
  const source = new Readable({ read: () => undefined });
  const headers = { 'x-amz-decoded-content-length': '11' };
  const { body } = decodeAwsChunked({ ...rawRequest({ headers }), body: source }, { trailer: false });
  source.push('b\r\nhel');
  source.destroy(new Error('aborted'));
  await expect(buffer(body)).rejects.toThrow('aborted');
});

describe('signed chunks', () => {
  const sign = (text: string): string => createHmac('sha256', 'key').update(text).digest('hex');
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const mismatch = new AwsError({ code: 'SignatureDoesNotMatch', status: 403, message: '' });

  const checks = (trailer: boolean): Required<ChunkFraming> => ({
    trailer,
    verifyChunk: (digest, signature) => {
      if (signature !== sign(digest)) throw mismatch;
    },
    verifyTrailer: (text, signature) => {
      if (signature !== sign(text)) throw mismatch;
    },
  });

  const chunk = (data: string): string =>
    `${data.length.toString(16)};chunk-signature=${sign(sha256(data))}\r\n${data}${data === '' ? '' : '\r\n'}`;
  const signedTrailer = (line: string): string =>
    `${line}\r\nx-amz-trailer-signature:${sign(`${line}\n`)}\r\n\r\n`;

  test('each chunk is checked by its digest, the empty last one included', async () => {
    expect(await decode([`${chunk(BIG)}${chunk('end')}${chunk('')}\r\n`], 8195, checks(false))).toEqual({
      content: `${BIG}end`,
      trailers: {},
    });
  });

  test('the trailer is checked as lines and without its signature', async () => {
    const framed = `${chunk('end')}${chunk('')}${signedTrailer('x-amz-checksum-crc32:DUoRhQ==')}`;
    expect(await decode([framed], 3, checks(true))).toEqual({
      content: 'end',
      trailers: { 'x-amz-checksum-crc32': 'DUoRhQ==' },
    });
  });

  test('a trailing header may end in a line feed before its line break', async () => {
    const fed = signedTrailer('x-amz-checksum-crc32:DUoRhQ==').replace('\r\n', '\n\r\n');
    expect(await decode([`${chunk('end')}${chunk('')}${fed}`], 3, checks(true))).toEqual({
      content: 'end',
      trailers: { 'x-amz-checksum-crc32': 'DUoRhQ==' },
    });
  });

  test.each([
    [
      'a changed byte',
      `${chunk('end').replace('end', 'enD')}${chunk('')}\r\n`,
      false,
      'SignatureDoesNotMatch',
    ],
    ['a chunk without a signature', `3\r\nend\r\n${chunk('')}\r\n`, false, 'IncompleteBody'],
    [
      'a changed trailer',
      `${chunk('end')}${chunk('')}${signedTrailer('x-amz-checksum-crc32:A').replace(':A', ':B')}`,
      true,
      'SignatureDoesNotMatch',
    ],
    [
      'a trailer without a signature',
      `${chunk('end')}${chunk('')}x-amz-checksum-crc32:A\r\n\r\n`,
      true,
      'SignatureDoesNotMatch',
    ],
  ])('%s is refused', async (_, framed, trailer, code) => {
    await expect(decode([framed], 3, checks(trailer))).rejects.toMatchObject({ code });
  });
});
