import { expect, test } from 'vitest';
import { authenticateS3 } from './s3.ts';
import { signatureV2 } from './sigv2.ts';
import { at, EXAMPLE_KEY, exampleCredentials, refusal, wireRequest } from './testing/requests.ts';

/** The examples of "Signing and authenticating REST requests" in the S3 documentation, of March 2007. */
const options = (now: string) => ({
  now: at(now),
  region: 'us-east-1',
  credentials: exampleCredentials,
  hostBucket: 'johnsmith',
});

const signed = (signature: string) => `AWS ${EXAMPLE_KEY.accessKeyId}:${signature}`;

const PUPPY_DATE = 'Tue, 27 Mar 2007 19:36:42 +0000';
const puppy = (headers: Readonly<Record<string, string>> = {}) =>
  wireRequest('GET', '/photos/puppy.jpg', {
    host: 'johnsmith.s3.amazonaws.com',
    date: PUPPY_DATE,
    authorization: signed('bWq2s1WEIj+Ydj0vQ697zp+IXMU='),
    ...headers,
  });

test.each([
  ['GET', '/photos/puppy.jpg', PUPPY_DATE, 'bWq2s1WEIj+Ydj0vQ697zp+IXMU=', {}],
  [
    'PUT',
    '/photos/puppy.jpg',
    'Tue, 27 Mar 2007 21:15:45 +0000',
    'MyyxeRY7whkBe+bq8fHCL/2kKUg=',
    { 'content-type': 'image/jpeg', 'content-length': '94328' },
  ],
  [
    'GET',
    '/?prefix=photos&max-keys=50&marker=puppy',
    'Tue, 27 Mar 2007 19:42:41 +0000',
    'htDYFYduRNen8P9ZfE/s9SuKy0U=',
    {},
  ],
  ['GET', '/?acl', 'Tue, 27 Mar 2007 19:44:46 +0000', 'c2WLPFtWHVgbEmeEG93a4cG37dM=', {}],
])('the documented %s %s verifies', (method, target, date, signature, headers) => {
  const request = wireRequest(method, target, { date, authorization: signed(signature), ...headers });
  expect(authenticateS3(request, options(date))).toMatchObject({
    mechanism: 'header-v2',
    payload: { kind: 'unsigned' },
    principal: { accountId: '123456789012' },
    signatureAgeMs: 0,
  });
});

test('the documented requests whose path names the bucket verify', () => {
  for (const [target, date, signature] of [
    ['/', 'Wed, 28 Mar 2007 01:29:59 +0000', 'qGdzdERIC03wnaRNKh6OqZehG9s='],
    [
      '/dictionary/fran%C3%A7ais/pr%c3%a9f%c3%a8re',
      'Wed, 28 Mar 2007 01:49:49 +0000',
      'DNEZGsoieTZ92F3bUfSPQcbGmlM=',
    ],
  ] as const) {
    const request = wireRequest('GET', target, { date, authorization: signed(signature) });
    const { hostBucket: _, ...pathStyle } = options(date);
    expect(authenticateS3(request, pathStyle).mechanism).toBe('header-v2');
  }
});

test('a bucket alone may be signed with a slash after it, a key may not', () => {
  const { hostBucket: _, ...pathStyle } = options(PUPPY_DATE);
  const sent = (target: string, resource: string) => {
    const signature = signatureV2(EXAMPLE_KEY.secretAccessKey, `GET\n\n\n${PUPPY_DATE}\n${resource}`);
    return wireRequest('GET', target, { date: PUPPY_DATE, authorization: signed(signature) });
  };
  const { mechanism } = authenticateS3(sent('/photos?acl&prefix=p', '/photos/?acl'), pathStyle);
  expect(mechanism).toBe('header-v2');
  const key = sent('/photos/cat', '/photos/cat/');
  expect(refusal(() => authenticateS3(key, pathStyle)).code).toBe('SignatureDoesNotMatch');
});

test.each([
  ['a header', puppy()],
  ['a query', wireRequest('GET', '/photos/puppy.jpg?AWSAccessKeyId=x&Signature=x&Expires=1')],
])('a region of after 2014 refuses %s of Version 2', (_, request) => {
  expect(
    refusal(() => authenticateS3(request, { ...options(PUPPY_DATE), region: 'eu-central-1' })),
  ).toMatchObject({
    code: 'InvalidRequest',
    status: 400,
    message: 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
  });
});

const QUERY = `AWSAccessKeyId=${EXAMPLE_KEY.accessKeyId}&Signature=NpgCjnDzrM%2BWFzoENXmpNDUsSn8%3D&Expires=1175139620`;
const presigned = (query = QUERY) => wireRequest('GET', `/photos/puppy.jpg?${query}`);

test('the documented presigned URL verifies until the second it expires', () => {
  expect(authenticateS3(presigned(), options('2007-03-29T03:40:20Z')).mechanism).toBe('query-v2');
  expect(refusal(() => authenticateS3(presigned(), options('2007-03-29T03:40:21Z')))).toEqual({
    code: 'AccessDenied',
    status: 403,
    message: 'Request has expired',
    details: { Expires: '2007-03-29T03:40:20Z', ServerTime: '2007-03-29T03:40:21Z' },
  });
});

test('a mismatch shows the string to sign and no canonical request', () => {
  const refused = refusal(() => authenticateS3(puppy({ 'content-type': 'text/plain' }), options(PUPPY_DATE)));
  expect(refused.code).toBe('SignatureDoesNotMatch');
  expect(Object.keys(refused.details)).toEqual([
    'AWSAccessKeyId',
    'StringToSign',
    'SignatureProvided',
    'StringToSignBytes',
  ]);
  expect(refused.details).toMatchObject({
    StringToSign: `GET\n\ntext/plain\n${PUPPY_DATE}\n/johnsmith/photos/puppy.jpg`,
  });
});

test('an x-amz-date takes the place of the date line and is signed among the headers', () => {
  const refused = refusal(() =>
    authenticateS3(puppy({ 'x-amz-date': PUPPY_DATE, 'x-amz-meta-b': ' 2 ' }), options(PUPPY_DATE)),
  );
  expect(refused.details).toMatchObject({
    StringToSign: `GET\n\n\n\nx-amz-date:${PUPPY_DATE}\nx-amz-meta-b:2\n/johnsmith/photos/puppy.jpg`,
  });
});

test('subresources are signed sorted, with a value only where S3 signs it', () => {
  const request = wireRequest(
    'GET',
    '/photos/puppy.jpg?x-id=1&versionId=a%2Fb&acl=v&prefix=p&response-content-type=text%2Fplain&acl=w',
    { date: PUPPY_DATE, authorization: signed('x') },
  );
  expect(refusal(() => authenticateS3(request, options(PUPPY_DATE))).details).toMatchObject({
    StringToSign: `GET\n\n\n${PUPPY_DATE}\n/johnsmith/photos/puppy.jpg?acl&response-content-type=text/plain&versionId=a/b`,
  });
});

test('what a query holds is signed as UTF-8', () => {
  const bytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
  const language = 'día—☀';
  const stringToSign = `GET\n\n\n1175139620\nx-amz-meta-word:${language}\n/johnsmith/a?response-content-language=${language}`;
  const signature = encodeURIComponent(signatureV2(EXAMPLE_KEY.secretAccessKey, bytes(stringToSign)));
  const word = encodeURIComponent(language);
  const query = `x-amz-meta-word=${word}&response-content-language=${word}&AWSAccessKeyId=${EXAMPLE_KEY.accessKeyId}&Expires=1175139620&Signature=${signature}`;
  const { mechanism, hoisted } = authenticateS3(wireRequest('GET', `/a?${query}`), options(PUPPY_DATE));
  expect([mechanism, hoisted]).toEqual(['query-v2', { 'x-amz-meta-word': language }]);
});

test.each(['garbage', 'key:', 'key:a:b'])('the credential "%s" is malformed', (credential) => {
  const request = puppy({ authorization: `AWS ${credential}` });
  expect(refusal(() => authenticateS3(request, options(PUPPY_DATE)))).toEqual({
    code: 'InvalidArgument',
    status: 400,
    message: 'AWS authorization header is invalid.  Expected AwsAccessKeyId:signature',
    details: { ArgumentName: 'Authorization', ArgumentValue: `AWS ${credential}` },
  });
});

test('date, skew and key are checked in that order before the signature', () => {
  const refused = (headers: Readonly<Record<string, string>>, now = PUPPY_DATE) =>
    refusal(() => authenticateS3(puppy(headers), options(now))).code;
  const unknown = { authorization: 'AWS AKIAUNKNOWN:x' };
  expect(refused({ ...unknown, date: 'x' }, '2026-01-01T00:00:00Z')).toBe('AccessDenied');
  expect(refused(unknown, '2026-01-01T00:00:00Z')).toBe('RequestTimeTooSkewed');
  expect(refused(unknown)).toBe('InvalidAccessKeyId');
});

test.each([
  [
    'Signature=x&Expires=1',
    'Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters',
  ],
  [
    'Signature=x&AWSAccessKeyId=k',
    'Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters',
  ],
  ['Signature=x&AWSAccessKeyId=k&Expires=1e9', 'Invalid date (should be seconds since epoch): 1e9'],
  [
    'Signature=x&AWSAccessKeyId=k&Expires=2147483648',
    'Invalid date (should be seconds since epoch): 2147483648',
  ],
])('the query %s is denied', (query, message) => {
  expect(refusal(() => authenticateS3(presigned(query), options(PUPPY_DATE)))).toEqual({
    code: 'AccessDenied',
    status: 403,
    message,
    details: {},
  });
});

test('a presigned URL is not bound to the clock but to its own end', () => {
  const query = 'Signature=x&AWSAccessKeyId=AKIAUNKNOWN&Expires=%2B2147483647';
  expect(refusal(() => authenticateS3(presigned(query), options(PUPPY_DATE))).code).toBe(
    'InvalidAccessKeyId',
  );
});
