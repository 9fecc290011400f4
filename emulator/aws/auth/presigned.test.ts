import { expect, test } from 'vitest';
import { seconds } from '../kernel/instant.ts';
import { authenticateS3 } from './s3.ts';
import { at, EXAMPLE_KEY, exampleCredentials, refusal, wireRequest } from './testing/requests.ts';

/** The example of "Authenticating requests: using query parameters" in the S3 documentation. */
const NOW = at('2013-05-24T00:00:00Z');
const OPTIONS = { now: NOW, region: 'us-east-1', credentials: exampleCredentials };
const SIGNATURE = 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';
const PARAMETERS: Readonly<Record<string, string>> = {
  'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
  'X-Amz-Credential': `${EXAMPLE_KEY.accessKeyId}/20130524/us-east-1/s3/aws4_request`,
  'X-Amz-Date': '20130524T000000Z',
  'X-Amz-Expires': '86400',
  'X-Amz-SignedHeaders': 'host',
  'X-Amz-Signature': SIGNATURE,
};

type Changes = Readonly<Record<string, string | undefined>>;

const get = (changes: Changes = {}, headers: Readonly<Record<string, string>> = {}) => {
  const query = Object.entries({ ...PARAMETERS, ...changes })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`)
    .join('&');
  return wireRequest('GET', `/test.txt?${query}`, { host: 'examplebucket.s3.amazonaws.com', ...headers });
};

const authenticate = (request: ReturnType<typeof get>, now = NOW) =>
  authenticateS3(request, { ...OPTIONS, now });

test('the documented presigned GET verifies', () => {
  expect(authenticate(get(), NOW + seconds(60))).toMatchObject({
    mechanism: 'query-v4',
    principal: { accountId: '123456789012' },
    payload: { kind: 'unsigned' },
    signedHeaders: ['host'],
    region: 'us-east-1',
    signatureAgeMs: 60_000,
    hoisted: {},
  });
});

test('a URL for GET is none for HEAD', () => {
  const head = { ...get(), method: 'HEAD' };
  expect(refusal(() => authenticate(head)).code).toBe('SignatureDoesNotMatch');
});

test('every parameter counts, also one that S3 does not know', () => {
  for (const name of ['x-id', 'x-amz-signature', 'versionId', 'a']) {
    expect(refusal(() => authenticate(get({ [name]: '' }))).code).toBe('SignatureDoesNotMatch');
  }
});

test('every byte of the signature counts', () => {
  for (let index = 0; index < SIGNATURE.length; index += 1) {
    const other = SIGNATURE[index] === 'f' ? 'e' : 'f';
    const changed = SIGNATURE.slice(0, index) + other + SIGNATURE.slice(index + 1);
    expect(refusal(() => authenticate(get({ 'X-Amz-Signature': changed }))).code).toBe(
      'SignatureDoesNotMatch',
    );
  }
});

test('a URL expires with its second, and a broken signature does not hide that', () => {
  const end = NOW + seconds(86_400);
  expect(authenticate(get(), end).mechanism).toBe('query-v4');
  const refused = refusal(() => authenticate(get({ 'X-Amz-Signature': 'broken' }), end + 1));
  expect(refused).toMatchObject({ code: 'AccessDenied', status: 403, message: 'Request has expired' });
  expect(Object.entries(refused.details)).toEqual([
    ['X-Amz-Expires', '86400'],
    ['Expires', '2013-05-25T00:00:00Z'],
    ['ServerTime', '2013-05-25T00:00:00Z'],
  ]);
});

test('a URL signed more than 15 minutes ahead is not yet valid', () => {
  const refused = refusal(() => authenticate(get(), NOW - 900_001));
  expect(refused).toMatchObject({ code: 'AccessDenied', message: 'Request is not yet valid' });
  expect(Object.entries(refused.details)).toEqual([
    ['X-Amz-Date', 1_369_353_600_000],
    ['Expires', '2013-05-25T00:00:00Z'],
    ['ServerTime', '2013-05-23T23:44:59Z'],
  ]);
  expect(authenticate(get(), NOW - 900_000).signatureAgeMs).toBe(-900_000);
});

test('a lifetime of nothing is accepted, and over at once', () => {
  expect(refusal(() => authenticate(get({ 'X-Amz-Expires': '0' })))).toMatchObject({
    code: 'AccessDenied',
    message: 'Request has expired',
  });
});

test.each(['+300', '0300', '604800'])('a lifetime of %s is one', (expires) => {
  expect(refusal(() => authenticate(get({ 'X-Amz-Expires': expires }))).code).toBe('SignatureDoesNotMatch');
});

const QUERY_ERROR = 'AuthorizationQueryParametersError';
const MISSING =
  'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.';
const EXPIRES_NUMBER = 'X-Amz-Expires should be a number';
const CREDENTIAL = 'Error parsing the X-Amz-Credential parameter; ';
const scoped = (scope: string): Changes => ({ 'X-Amz-Credential': `${EXAMPLE_KEY.accessKeyId}/${scope}` });

/** In S3's order: each row is also given every fault below it. */
const FAULTS: readonly {
  fault: string;
  changes: Changes;
  headers?: Readonly<Record<string, string>>;
  code?: string;
  status?: number;
  message: string;
  details?: object;
}[] = [
  {
    fault: 'another algorithm',
    changes: { 'X-Amz-Algorithm': 'AWS4-HMAC-SHA512' },
    message: 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"',
  },
  ...Object.keys(PARAMETERS)
    .filter((name) => name !== 'X-Amz-Algorithm')
    .map((name) => ({ fault: `no ${name}`, changes: { [name]: undefined }, message: MISSING })),
  {
    fault: 'a date in another form',
    changes: { 'X-Amz-Date': '2013-05-24T00:00:00Z' },
    message: `X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`,
  },
  ...[' 300', '3e2', '', '1.0', '9223372036854775808'].map((expires) => ({
    fault: `a lifetime of "${expires}"`,
    changes: { 'X-Amz-Expires': expires },
    message: EXPIRES_NUMBER,
  })),
  {
    fault: 'a negative lifetime',
    changes: { 'X-Amz-Expires': '-1' },
    message: 'X-Amz-Expires must be non-negative',
  },
  {
    fault: 'a lifetime of a week and a second',
    changes: { 'X-Amz-Expires': '604801' },
    message:
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
  },
  {
    fault: 'a date long past',
    changes: { 'X-Amz-Date': '20130522T000000Z', 'X-Amz-Expires': '60' },
    code: 'AccessDenied',
    status: 403,
    message: 'Request has expired',
  },
  {
    fault: 'a credential encoded twice',
    changes: scoped('20130524%2Fus-east-1%2Fs3%2Faws4_request'),
    message: `${CREDENTIAL}the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".`,
  },
  {
    fault: 'a scope date that is none',
    changes: scoped('201305//ec2/aws4'),
    message: `${CREDENTIAL}incorrect date format "201305". This date in the credential must be in the format "yyyyMMdd".`,
  },
  {
    fault: 'no region',
    changes: scoped('20130523//ec2/aws4'),
    message: `${CREDENTIAL}a non-empty region must be provided in the credential.`,
  },
  {
    fault: 'another region',
    changes: scoped('20130523/eu-west-1/ec2/aws4'),
    message: `${CREDENTIAL}the region 'eu-west-1' is wrong; expecting 'us-east-1'`,
    details: { Region: 'us-east-1' },
  },
  {
    fault: 'another service',
    changes: scoped('20130523/us-east-1/ec2/aws4'),
    message: `${CREDENTIAL}incorrect service "ec2". This endpoint belongs to "s3".`,
  },
  {
    fault: 'another terminal',
    changes: scoped('20130523/us-east-1/s3/aws4'),
    message: `${CREDENTIAL}incorrect terminal "aws4". This endpoint uses "aws4_request".`,
  },
  {
    fault: 'a scope date of the day before',
    changes: scoped('20130523/us-east-1/s3/aws4_request'),
    message: 'Invalid credential date "20130523". This date is not the same as X-Amz-Date: "20130524".',
  },
  {
    fault: 'an unsigned x-amz header',
    changes: {},
    headers: { 'x-amz-user-agent': 'aws-sdk-js' },
    code: 'AccessDenied',
    status: 403,
    message: 'There were headers present in the request which were not signed',
    details: { HeadersNotSigned: 'x-amz-user-agent' },
  },
  {
    fault: 'an unknown key',
    changes: { 'X-Amz-Credential': 'AKIAUNKNOWN/20130524/us-east-1/s3/aws4_request' },
    code: 'InvalidAccessKeyId',
    status: 403,
    message: 'The AWS Access Key Id you provided does not exist in our records.',
    details: { AWSAccessKeyId: 'AKIAUNKNOWN' },
  },
  {
    fault: 'another signature',
    changes: { 'X-Amz-Signature': 'x' },
    code: 'SignatureDoesNotMatch',
    status: 403,
    message:
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  },
];

test.each(FAULTS.map((row, index) => ({ ...row, index })))(
  '$fault is refused before every fault that follows it',
  ({ changes, headers, code = QUERY_ERROR, status = 400, message, details = {}, index }) => {
    const others = [{ changes: {}, headers: {} }, ...FAULTS.slice(index + 1)];
    for (const later of others) {
      const request = get({ ...later.changes, ...changes }, { ...later.headers, ...headers });
      expect(refusal(() => authenticate(request))).toMatchObject({ code, status, message, details });
    }
  },
);

test('two query mechanisms are one too many, and there is no header to name', () => {
  const refused = refusal(() => authenticate(get({ Signature: 'x' })));
  expect(refused).toMatchObject({ code: 'InvalidArgument', details: { ArgumentName: 'Authorization' } });
});

test('a body hash that the URL does not sign neither spoils it nor is checked', () => {
  const hash = 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9';
  expect(authenticate(get({}, { 'x-amz-content-sha256': hash })).payload).toEqual({ kind: 'unsigned' });
});
