import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { authenticateS3 } from './s3.ts';
import { at, EXAMPLE_KEY, exampleCredentials, refusal, wireRequest } from './testing/requests.ts';

/** The examples of "Transferring payload in multiple chunks" in the S3 documentation: 64 KiB and 1 KiB of the letter a. */
const OPTIONS = { now: at('2013-05-24T00:00:00Z'), region: 'us-east-1', credentials: exampleCredentials };

const upload = (headers: Readonly<Record<string, string>>, signature: string) => {
  const signed = ['host', 'x-amz-date', ...Object.keys(headers)].toSorted().join(';');
  return wireRequest('PUT', '/examplebucket/chunkObject.txt', {
    host: 's3.amazonaws.com',
    'x-amz-date': '20130524T000000Z',
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${EXAMPLE_KEY.accessKeyId}/20130524/us-east-1/s3/aws4_request,SignedHeaders=${signed},Signature=${signature}`,
  });
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const FIRST = sha256('a'.repeat(65_536));
const SECOND = sha256('a'.repeat(1_024));
const LAST = sha256('');

const plain = () => {
  const { payload } = authenticateS3(
    upload(
      {
        'content-encoding': 'aws-chunked',
        'content-length': '66824',
        'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
        'x-amz-decoded-content-length': '66560',
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      },
      '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
    ),
    OPTIONS,
  );
  if (payload.kind !== 'streaming' || payload.verifyChunk === undefined) throw new Error('not signed chunks');
  expect(payload).toMatchObject({ signed: true, trailer: false });
  return payload.verifyChunk;
};

const CHUNKS: readonly [string, string][] = [
  [FIRST, 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648'],
  [SECOND, '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497'],
  [LAST, 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9'],
];

test('the documented chunks verify, one after the other', () => {
  const verifyChunk = plain();
  for (const [digest, signature] of CHUNKS) expect(() => verifyChunk(digest, signature)).not.toThrow();
});

test('a chunk with other data, out of order, or signed otherwise does not match', () => {
  const [[, first], [, second]] = CHUNKS as [[string, string], [string, string]];
  expect(refusal(() => plain()(SECOND, first))).toMatchObject({
    code: 'SignatureDoesNotMatch',
    status: 403,
    details: {
      AWSAccessKeyId: EXAMPLE_KEY.accessKeyId,
      StringToSign: [
        'AWS4-HMAC-SHA256-PAYLOAD',
        '20130524T000000Z',
        '20130524/us-east-1/s3/aws4_request',
        '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
        LAST,
        SECOND,
      ].join('\n'),
      SignatureProvided: first,
    },
  });
  expect(refusal(() => plain()(SECOND, second)).code).toBe('SignatureDoesNotMatch');
  expect(refusal(() => plain()(FIRST, first.replace('a', 'b'))).code).toBe('SignatureDoesNotMatch');
});

test('the documented trailer verifies after its chunks, and no other', () => {
  const request = upload(
    {
      'content-encoding': 'aws-chunked',
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
      'x-amz-decoded-content-length': '66560',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      'x-amz-trailer': 'x-amz-checksum-crc32c',
    },
    '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
  );
  const trailerAfterChunks = () => {
    const { payload } = authenticateS3(request, OPTIONS);
    if (payload.kind !== 'streaming' || payload.verifyTrailer === undefined) throw new Error('no trailer');
    expect(payload).toMatchObject({ signed: true, trailer: true });
    payload.verifyChunk?.(FIRST, 'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2');
    payload.verifyChunk?.(SECOND, '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7');
    payload.verifyChunk?.(LAST, '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992');
    return payload.verifyTrailer;
  };
  const signature = 'd81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435';
  expect(() => trailerAfterChunks()('x-amz-checksum-crc32c:sOO8/Q==\n', signature)).not.toThrow();
  const other = () => trailerAfterChunks()('x-amz-checksum-crc32c:sOO8/g==\n', signature);
  expect(refusal(other).code).toBe('SignatureDoesNotMatch');
});
