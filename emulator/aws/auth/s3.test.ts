import { expect, test } from 'vitest';
import { authenticateS3 } from './s3.ts';
import { at, exampleCredentials, refusal, wireRequest } from './testing/requests.ts';

const OPTIONS = { now: at('2013-05-24T00:00:00Z'), region: 'us-east-1', credentials: exampleCredentials };

const AUTHORIZATION = 'AWS4-HMAC-SHA256 Credential=x,SignedHeaders=host,Signature=y';

const authenticate = (authorization: string, target = '/b/k') =>
  authenticateS3(wireRequest('GET', target, { host: 'localhost', authorization }), OPTIONS);

test.each([
  [
    'no scheme and no space',
    'AWS4-HMAC-SHA256',
    "Authorization header is invalid -- one and only one ' ' (space) required",
  ],
  [
    'two spaces in Version 2',
    'AWS  a:b',
    "Authorization header is invalid -- one and only one ' ' (space) required",
  ],
  ['a bearer token', 'Bearer abc', 'Unsupported Authorization Type'],
])('%s is no authorization', (_what, value, message) => {
  expect(refusal(() => authenticate(value))).toEqual({
    code: 'InvalidArgument',
    status: 400,
    message,
    details: { ArgumentName: 'Authorization', ArgumentValue: value },
  });
});

test.each(['/?X-Amz-Algorithm=AWS4-HMAC-SHA256', '/?Signature=x', '/?Signature=x&X-Amz-Algorithm=y'])(
  'an Authorization header beside the query %s is one mechanism too many',
  (target) => {
    expect(refusal(() => authenticate(AUTHORIZATION, target))).toMatchObject({
      code: 'InvalidArgument',
      message:
        'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
      details: { ArgumentName: 'Authorization', ArgumentValue: AUTHORIZATION },
    });
  },
);

test('a request without credentials is anonymous', () => {
  expect(authenticateS3(wireRequest('GET', '/bucket/key', { host: 'localhost' }), OPTIONS)).toEqual({
    principal: { kind: 'anonymous' },
    mechanism: 'anonymous',
    payload: { kind: 'unsigned' },
    signedHeaders: [],
    hoisted: {},
  });
});

test('an anonymous body may have an unsigned trailer, but no signed chunks', () => {
  const put = (value: string) => wireRequest('PUT', '/b/k', { 'x-amz-content-sha256': value });
  expect(authenticateS3(put('STREAMING-UNSIGNED-PAYLOAD-TRAILER'), OPTIONS).payload).toEqual({
    kind: 'streaming',
    signed: false,
    trailer: true,
  });
  expect(refusal(() => authenticateS3(put('STREAMING-AWS4-HMAC-SHA256-PAYLOAD'), OPTIONS))).toMatchObject({
    code: 'InvalidRequest',
    message:
      "Anonymous requests don't support this x-amz-content-sha256 value. Please use UNSIGNED-PAYLOAD or STREAMING-UNSIGNED-PAYLOAD-TRAILER.",
  });
});

test('an empty Authorization header alone is none, and beside a query one too many', () => {
  expect(authenticate('').mechanism).toBe('anonymous');
  expect(refusal(() => authenticate('', '/?Signature=x')).code).toBe('InvalidArgument');
});

test('a signature without its algorithm, or a key without its signature, is no credential', () => {
  for (const target of ['/b/k?X-Amz-Signature=x', '/b/k?AWSAccessKeyId=test', '/b/k?x-amz-algorithm=x']) {
    expect(authenticateS3(wireRequest('GET', target), OPTIONS).mechanism).toBe('anonymous');
  }
});
