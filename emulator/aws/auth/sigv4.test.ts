import { expect, test } from 'vitest';
import { authenticateS3 } from './s3.ts';
import { at, EXAMPLE_KEY, exampleCredentials, refusal, wireRequest } from './testing/requests.ts';

/**
 * The examples of "Signature calculations for the Authorization header" in the S3 documentation: key pair
 * AKIAIOSFODNN7EXAMPLE, 2013-05-24T00:00:00Z, us-east-1.
 */
const NOW = at('2013-05-24T00:00:00Z');
const OPTIONS = { now: NOW, region: 'us-east-1', credentials: exampleCredentials };
const SCOPE = '20130524/us-east-1/s3/aws4_request';
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const authorization = (signedHeaders: string, signature: string, scope = SCOPE): string =>
  `AWS4-HMAC-SHA256 Credential=${EXAMPLE_KEY.accessKeyId}/${scope},SignedHeaders=${signedHeaders},Signature=${signature}`;

const GET_HEADERS = {
  host: 'examplebucket.s3.amazonaws.com',
  range: 'bytes=0-9',
  'x-amz-content-sha256': EMPTY,
  'x-amz-date': '20130524T000000Z',
};
const GET_SIGNED = 'host;range;x-amz-content-sha256;x-amz-date';
const GET_SIGNATURE = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';

const get = (changes: Readonly<Record<string, string | undefined>> = {}, target = '/test.txt') => {
  const headers: Record<string, string> = {
    ...GET_HEADERS,
    authorization: authorization(GET_SIGNED, GET_SIGNATURE),
  };
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) delete headers[name];
    else headers[name] = value;
  }
  return wireRequest('GET', target, headers);
};

const authenticate = (request: ReturnType<typeof get>) => authenticateS3(request, OPTIONS);

test('the documented GET object verifies', () => {
  expect(authenticate(get())).toEqual({
    principal: {
      kind: 'user',
      accountId: '123456789012',
      accessKeyId: EXAMPLE_KEY.accessKeyId,
      arn: 'arn:aws:iam::123456789012:root',
      userId: '123456789012',
    },
    mechanism: 'header-v4',
    payload: { kind: 'sha256', hex: EMPTY },
    signedHeaders: GET_SIGNED.split(';'),
    region: 'us-east-1',
    signatureAgeMs: 0,
    hoisted: {},
  });
});

test('the components of the header may come in any order, with any spaces', () => {
  const [credential, signedHeaders] = authorization(GET_SIGNED, '').split(',');
  const rest = [signedHeaders, credential!.slice('AWS4-HMAC-SHA256 '.length)];
  const signature = `Signature=${GET_SIGNATURE}`;
  for (const components of [[signature, ...rest].join(', '), [...rest, ` ${signature} `].join(' ,')]) {
    const request = get({ authorization: `AWS4-HMAC-SHA256 ${components}` });
    expect(authenticate(request)).toMatchObject({ mechanism: 'header-v4', region: 'us-east-1' });
  }
});

test('the documented PUT object verifies: an escaped key and a signed Date header', () => {
  const signedHeaders = 'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class';
  const request = wireRequest('PUT', '/test%24file.text', {
    host: 'examplebucket.s3.amazonaws.com',
    date: 'Fri, 24 May 2013 00:00:00 GMT',
    'x-amz-date': '20130524T000000Z',
    'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
    authorization: authorization(
      signedHeaders,
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    ),
  });
  expect(authenticate(request).payload).toEqual({
    kind: 'sha256',
    hex: '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
  });
});

test.each([
  ['GET bucket lifecycle', '/?lifecycle', 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
  [
    'list objects',
    '/?max-keys=2&prefix=J',
    '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  ],
])('the documented %s verifies', (_name, target, signature) => {
  const signed = authorization('host;x-amz-content-sha256;x-amz-date', signature);
  expect(authenticate(get({ range: undefined, authorization: signed }, target)).mechanism).toBe('header-v4');
});

test('a mismatch shows both strings, as text and as bytes', () => {
  const signature = GET_SIGNATURE.replace('f', 'e');
  const stringToSign = [
    'AWS4-HMAC-SHA256',
    '20130524T000000Z',
    SCOPE,
    '7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972',
  ].join('\n');
  const canonicalRequest = [
    'GET',
    '/test.txt',
    '',
    'host:examplebucket.s3.amazonaws.com',
    'range:bytes=0-9',
    `x-amz-content-sha256:${EMPTY}`,
    'x-amz-date:20130524T000000Z',
    '',
    GET_SIGNED,
    EMPTY,
  ].join('\n');
  const refused = refusal(() => authenticate(get({ authorization: authorization(GET_SIGNED, signature) })));
  const bytes = (text: string): string =>
    [...Buffer.from(text)].map((b) => b.toString(16).padStart(2, '0')).join(' ');
  expect(Object.entries(refused.details)).toEqual([
    ['AWSAccessKeyId', EXAMPLE_KEY.accessKeyId],
    ['StringToSign', stringToSign],
    ['SignatureProvided', signature],
    ['StringToSignBytes', bytes(stringToSign)],
    ['CanonicalRequest', canonicalRequest],
    ['CanonicalRequestBytes', bytes(canonicalRequest)],
  ]);
  expect(refused).toMatchObject({
    code: 'SignatureDoesNotMatch',
    status: 403,
    message:
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  });
});

test.each([
  ['method', wireRequest('HEAD', '/test.txt', get().headers)],
  ['path', get({}, '/test.txu')],
  ['query', get({}, '/test.txt?x-id=GetObject')],
  ['value of a signed header', get({ range: 'bytes=0-8' })],
  ['payload hash', get({ 'x-amz-content-sha256': EMPTY.replace('e', 'f') })],
  ['host', get({ host: 'examplebucket.s3.amazonaws.con' })],
])('another %s does not match', (_what, request) => {
  expect(refusal(() => authenticate(request)).code).toBe('SignatureDoesNotMatch');
});

test('every byte of the signature counts', () => {
  for (let index = 0; index < GET_SIGNATURE.length; index += 1) {
    const other = GET_SIGNATURE[index] === '0' ? '1' : '0';
    const signature = GET_SIGNATURE.slice(0, index) + other + GET_SIGNATURE.slice(index + 1);
    const request = get({ authorization: authorization(GET_SIGNED, signature) });
    expect(refusal(() => authenticate(request)).code).toBe('SignatureDoesNotMatch');
  }
});

test.each(['', GET_SIGNATURE.slice(1), `${GET_SIGNATURE}0`, GET_SIGNATURE.toUpperCase()])(
  'the signature "%s" does not match',
  (signature) => {
    const request = get({ authorization: authorization(GET_SIGNED, signature) });
    expect(refusal(() => authenticate(request)).code).toBe('SignatureDoesNotMatch');
  },
);

const MALFORMED = 'The authorization header is malformed; ';
const BAD_HASH =
  'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.';
const NO_DATE = 'AWS authentication requires a valid Date or x-amz-date header';
const scoped = (scope: string) => ({ authorization: authorization(GET_SIGNED, GET_SIGNATURE, scope) });

/** The faults in the order S3 looks for them: each row is also given every fault below it. */
const FAULTS: readonly {
  fault: string;
  changes: Readonly<Record<string, string | undefined>>;
  code: string;
  status: number;
  message: string;
  details: object;
}[] = [
  {
    fault: 'no payload hash',
    changes: { 'x-amz-content-sha256': undefined },
    code: 'InvalidRequest',
    status: 400,
    message: 'Missing required header for this request: x-amz-content-sha256',
    details: {},
  },
  {
    fault: 'a payload hash of 63 digits',
    changes: { 'x-amz-content-sha256': EMPTY.slice(1) },
    code: 'InvalidArgument',
    status: 400,
    message: BAD_HASH,
    details: { ArgumentName: 'x-amz-content-sha256', ArgumentValue: EMPTY.slice(1) },
  },
  {
    fault: 'no date',
    changes: { 'x-amz-date': undefined, date: undefined },
    code: 'AccessDenied',
    status: 403,
    message: NO_DATE,
    details: {},
  },
  {
    fault: 'an unreadable x-amz-date beside a good Date',
    changes: { 'x-amz-date': 'yesterday', date: 'Fri, 24 May 2013 00:00:00 GMT' },
    code: 'AccessDenied',
    status: 403,
    message: NO_DATE,
    details: {},
  },
  {
    fault: 'a date 15 minutes and a second old',
    changes: { 'x-amz-date': '20130523T234459Z' },
    code: 'RequestTimeTooSkewed',
    status: 403,
    message: 'The difference between the request time and the current time is too large.',
    details: {
      RequestTime: '20130523T234459Z',
      ServerTime: '2013-05-24T00:00:00Z',
      MaxAllowedSkewMilliseconds: 900_000,
    },
  },
  {
    fault: 'no Signature component',
    changes: { authorization: `AWS4-HMAC-SHA256 Credential=x,SignedHeaders=${GET_SIGNED}` },
    code: 'AuthorizationHeaderMalformed',
    status: 400,
    message: `${MALFORMED}the authorization header requires three components: Credential, SignedHeaders, and Signature.`,
    details: {},
  },
  {
    fault: 'a component whose name ends in Signature',
    changes: {
      authorization: authorization(GET_SIGNED, GET_SIGNATURE).replace('Signature=', 'ASignature='),
    },
    code: 'AuthorizationHeaderMalformed',
    status: 400,
    message: `${MALFORMED}the authorization header requires three components: Credential, SignedHeaders, and Signature.`,
    details: {},
  },
  {
    fault: 'a credential of four parts',
    changes: scoped('20130524/us-east-1/s3'),
    code: 'AuthorizationHeaderMalformed',
    status: 400,
    message: `${MALFORMED}the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".`,
    details: {},
  },
  {
    fault: 'a scope date that is none',
    changes: scoped('2013-05-24//ec2/aws4'),
    code: 'AuthorizationHeaderMalformed',
    status: 400,
    message: `${MALFORMED}incorrect date format "2013-05-24". This date in the credential must be in the format "yyyyMMdd".`,
    details: {},
  },
  {
    fault: 'no region',
    changes: scoped('20130523//ec2/aws4'),
    code: 'AuthorizationHeaderMalformed',
    status: 400,
    message: `${MALFORMED}a non-empty region must be provided in the credential.`,
    details: {},
  },
  {
    fault: 'another region',
    changes: scoped('20130523/aws-global/ec2/aws4'),
    code: 'AuthorizationHeaderMalformed',
    status: 400,
    message: `${MALFORMED}the region 'aws-global' is wrong; expecting 'us-east-1'`,
    details: { Region: 'us-east-1' },
  },
  {
    fault: 'another service',
    changes: scoped('20130523/us-east-1/ec2/aws4'),
    code: 'AuthorizationHeaderMalformed',
    status: 400,
    message: `${MALFORMED}incorrect service "ec2". This endpoint belongs to "s3".`,
    details: {},
  },
  {
    fault: 'another terminal',
    changes: scoped('20130523/us-east-1/s3/aws4'),
    code: 'AuthorizationHeaderMalformed',
    status: 400,
    message: `${MALFORMED}incorrect terminal "aws4". This endpoint uses "aws4_request".`,
    details: {},
  },
  {
    fault: 'a scope date of the day before',
    changes: scoped('20130523/us-east-1/s3/aws4_request'),
    code: 'AuthorizationHeaderMalformed',
    status: 400,
    message: `${MALFORMED}Invalid credential date. Date is not the same as X-Amz-Date.`,
    details: {},
  },
  {
    fault: 'an unsigned x-amz header',
    changes: { 'x-amz-meta-wrong': '1' },
    code: 'AccessDenied',
    status: 403,
    message: 'There were headers present in the request which were not signed',
    details: { HeadersNotSigned: 'x-amz-meta-wrong' },
  },
  {
    fault: 'an unknown key',
    changes: {
      authorization: authorization(GET_SIGNED, 'x').replace('AKIAIOSFODNN7EXAMPLE', 'AKIAUNKNOWN'),
    },
    code: 'InvalidAccessKeyId',
    status: 403,
    message: 'The AWS Access Key Id you provided does not exist in our records.',
    details: { AWSAccessKeyId: 'AKIAUNKNOWN' },
  },
  {
    fault: 'another signature',
    changes: { authorization: authorization(GET_SIGNED, 'x') },
    code: 'SignatureDoesNotMatch',
    status: 403,
    message:
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    details: { SignatureProvided: 'x' },
  },
];

test.each(FAULTS.map((row, index) => ({ ...row, index })))(
  '$fault is refused with $code, before every fault that follows it',
  ({ changes, code, status, message, details, index }) => {
    for (const later of [{}, ...FAULTS.slice(index + 1).map((row) => row.changes)]) {
      const refused = refusal(() => authenticate(get({ ...later, ...changes })));
      expect(refused).toMatchObject({ code, status, message, details });
    }
  },
);

test.each([
  ['RFC 1123', 'Fri, 24 May 2013 00:00:00 GMT'],
  ['RFC 1123 with an offset', 'Fri, 24 May 2013 02:00:00 +0200'],
  ['RFC 850', 'Friday, 24-May-13 00:00:00 GMT'],
  ['asctime', 'Fri May 24 00:00:00 2013'],
])('a date in the form of %s is read', (_form, date) => {
  // The date line is signed as sent, so this signature is another one: what matters is that the date is not refused.
  expect(refusal(() => authenticate(get({ 'x-amz-date': date }))).code).toBe('SignatureDoesNotMatch');
});

test.each(['20130230T000000Z', '20130524T000000', 'Fri, 24 May 2013 00:00:00 XYZ', 'May 24 2013', '0'])(
  '"%s" is no date',
  (date) => {
    expect(refusal(() => authenticate(get({ 'x-amz-date': date }))).message).toBe(NO_DATE);
  },
);

test('fifteen minutes of skew are allowed, either way', () => {
  for (const now of [NOW - 900_000, NOW + 900_000]) {
    expect(authenticateS3(get(), { ...OPTIONS, now }).signatureAgeMs).toBe(now - NOW);
  }
  for (const now of [NOW - 900_001, NOW + 900_001]) {
    expect(refusal(() => authenticateS3(get(), { ...OPTIONS, now })).code).toBe('RequestTimeTooSkewed');
  }
});

test('several unsigned headers are named in the order of a Java hash set', () => {
  const refused = refusal(() =>
    authenticate(
      get({ 'x-amz-acl': 'private', 'content-md5': 'x', 'x-amz-meta-a': '1', 'x-amz-tagging': 'a=b' }),
    ),
  );
  expect(refused.details).toEqual({
    HeadersNotSigned: 'x-amz-meta-a, x-amz-acl, content-md5, x-amz-tagging',
  });
});

test('headers that need no signature may be added', () => {
  const added = {
    'content-type': 'text/plain',
    'if-match': '"x"',
    'x-amzn-trace-id': 'Root=1',
    date: 'never',
  };
  expect(authenticate(get(added)).mechanism).toBe('header-v4');
});

test('the scheme is read without case and signed as it came', () => {
  const lower = authorization(GET_SIGNED, GET_SIGNATURE).replace('AWS4-HMAC-SHA256', 'aws4-hmac-sha256');
  const { details } = refusal(() => authenticate(get({ authorization: lower })));
  expect(details).toMatchObject({ StringToSign: expect.stringMatching(/^aws4-hmac-sha256\n/) });
});

test('Signature Version 4A is refused by name', () => {
  const asymmetric = authorization(GET_SIGNED, 'x').replace('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256');
  expect(refusal(() => authenticate(get({ authorization: asymmetric })))).toMatchObject({
    code: 'NotImplemented',
    status: 501,
  });
});
