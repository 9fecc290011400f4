import { createHmac } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { expect, test } from 'vitest';
import { seconds } from '../kernel/instant.ts';
import { builtinCredentials } from './credentials.ts';
import { authenticatePost, requireSize, type PostForm } from './post-policy.ts';
import { at, EXAMPLE_KEY, exampleCredential, exampleCredentials, refusal } from './testing/requests.ts';

const NOW = at('2015-12-29T00:30:00Z');
const OPTIONS = { now: NOW, region: 'us-east-1', credentials: exampleCredentials };
const CREDENTIAL = `${EXAMPLE_KEY.accessKeyId}/20151229/us-east-1/s3/aws4_request`;

const base64 = (text: string): string => Buffer.from(text).toString('base64');

type Fields = Readonly<Record<string, string | undefined>>;

const form = (fields: Fields, more: Partial<PostForm> = {}): PostForm => ({
  fields: Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  filename: 'cat.jpg',
  bucket: 'sigv4examplebucket',
  ...more,
});

test('the documented upload verifies and keeps to its policy, carriage returns and all', () => {
  const policy = [
    '{ "expiration": "2015-12-30T12:00:00.000Z",',
    '  "conditions": [',
    '    {"bucket": "sigv4examplebucket"},',
    '    ["starts-with", "$key", "user/user1/"],',
    '    {"acl": "public-read"},',
    '    {"success_action_redirect": "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"},',
    '    ["starts-with", "$Content-Type", "image/"],',
    '    {"x-amz-meta-uuid": "14365123651274"},',
    '    {"x-amz-server-side-encryption": "AES256"},',
    '    ["starts-with", "$x-amz-meta-tag", ""],',
    '',
    '    {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"},',
    '    {"x-amz-algorithm": "AWS4-HMAC-SHA256"},',
    '    {"x-amz-date": "20151229T000000Z" }',
    '  ]',
    '}',
  ].join('\r\n');
  const upload = form({
    key: 'user/user1/${filename}',
    acl: 'public-read',
    success_action_redirect: 'http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html',
    'Content-Type': 'image/jpeg',
    'x-amz-meta-uuid': '14365123651274',
    'x-amz-server-side-encryption': 'AES256',
    'X-Amz-Credential': CREDENTIAL,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Date': '20151229T000000Z',
    'x-amz-meta-tag': '',
    Policy: base64(policy),
    'X-Amz-Signature': '8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e',
  });
  const { authentication, fields, limits } = authenticatePost(upload, OPTIONS);
  expect(authentication).toEqual({
    principal: exampleCredential.principal,
    mechanism: 'post',
    payload: { kind: 'unsigned' },
    signedHeaders: [],
    hoisted: {},
    region: 'us-east-1',
    signatureAgeMs: 1_800_000,
  });
  expect(fields.get('key')).toBe('user/user1/cat.jpg');
  expect(limits).toBeUndefined();
});

test('the upload that botocore signs verifies', () => {
  const policy =
    '{"expiration": "2015-12-29T01:00:00Z", "conditions": [{"bucket": "sigv4examplebucket"}, {"key": "user/user1/photo.jpg"}, {"x-amz-algorithm": "AWS4-HMAC-SHA256"}, {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"}, {"x-amz-date": "20151229T000000Z"}]}';
  const upload = form({
    key: 'user/user1/photo.jpg',
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': CREDENTIAL,
    'x-amz-date': '20151229T000000Z',
    policy: base64(policy),
    'x-amz-signature': '3364624b39010d9b06f5d9b8c9a18a6e478d261c048159c92f2fd6fa885f14e6',
  });
  expect(authenticatePost(upload, OPTIONS).authentication.mechanism).toBe('post');
});

test('the upload that the SDK signs verifies, its limits with it', async () => {
  const client = new S3Client({
    region: 'eu-west-1',
    endpoint: 'http://localhost:4566',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { fields } = await createPresignedPost(client, {
    Bucket: 'photos',
    Key: 'uploads/${filename}',
    Fields: { 'Content-Type': 'image/png' },
    Conditions: [['content-length-range', 1, 1_000]],
  });
  const options = { now: Date.now(), region: 'eu-west-1', credentials: builtinCredentials() };
  const upload = form(fields, { bucket: 'photos', filename: 'C:\\Users\\mary\\cat.png' });
  const accepted = authenticatePost(upload, options);
  expect(accepted.limits).toEqual({ min: 1, max: 1_000 });
  expect(accepted.fields.get('key')).toBe('uploads/cat.png');
  expect(refusal(() => authenticatePost({ ...upload, bucket: 'other' }, options)).message).toBe(
    'Invalid according to Policy: Policy Condition failed: ["eq", "$bucket", "photos"]',
  );
});

/** A form signed with Signature Version 4 over a policy. */
function signed(
  conditions: unknown,
  fields: Fields = {},
  more: Partial<PostForm> & { readonly document?: object | string } = {},
): PostForm {
  const credentials = [
    { 'x-amz-algorithm': 'AWS4-HMAC-SHA256' },
    { 'x-amz-credential': CREDENTIAL },
    { 'x-amz-date': '20151229T000000Z' },
  ];
  const { document, ...rest } = more;
  const covered = Array.isArray(conditions) ? [...(conditions as unknown[]), ...credentials] : conditions;
  const content = document ?? { expiration: '2015-12-29T01:00:00Z', conditions: covered };
  const policy = base64(typeof content === 'string' ? content : JSON.stringify(content));
  const key = exampleCredential.signingKey('20151229', 'us-east-1', 's3');
  return form(
    {
      key: 'cat.jpg',
      'x-amz-algorithm': 'AWS4-HMAC-SHA256',
      'x-amz-credential': CREDENTIAL,
      'x-amz-date': '20151229T000000Z',
      policy,
      'x-amz-signature': key.sign(policy),
      ...fields,
    },
    rest,
  );
}

const KEY = ['starts-with', '$key', ''];
const accept = (upload: PostForm, now = NOW) => authenticatePost(upload, { ...OPTIONS, now });
const refused = (upload: PostForm, now = NOW) => refusal(() => accept(upload, now));

test('Signature Version 2 verifies, whatever the case of its fields', () => {
  const policy = base64(JSON.stringify({ expiration: '2015-12-29T01:00:00Z', conditions: [KEY] }));
  const signature = createHmac('sha1', EXAMPLE_KEY.secretAccessKey).update(policy).digest('base64');
  const upload = { kEy: 'cat.jpg', awsaccesskeyid: EXAMPLE_KEY.accessKeyId, pOLICy: policy, signature };
  expect(accept(form(upload)).authentication.principal).toEqual(exampleCredential.principal);
  expect(refused(form({ ...upload, signature: 'x' }))).toMatchObject({
    code: 'SignatureDoesNotMatch',
    details: { AWSAccessKeyId: EXAMPLE_KEY.accessKeyId, StringToSign: policy, SignatureProvided: 'x' },
  });
  const young = { ...OPTIONS, region: 'eu-central-1' };
  expect(refusal(() => authenticatePost(form(upload), young))).toMatchObject({ code: 'InvalidRequest' });
});

const named = (name: string) => ({
  code: 'InvalidArgument',
  status: 400,
  message: `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
  details: { ArgumentName: name, ArgumentValue: '' },
});

test('missing fields are named as S3 spells them, the key first', () => {
  expect(refused(signed([KEY], { key: undefined, policy: undefined }))).toEqual(named('key'));
  const gone = { 'x-amz-algorithm': undefined, 'x-amz-credential': undefined };
  expect(refused(signed([KEY], gone))).toEqual(named('X-Amz-Algorithm'));
  for (const name of ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Date', 'X-Amz-Signature']) {
    expect(refused(signed([KEY], { [name.toLowerCase()]: undefined }))).toEqual(named(name));
  }
  expect(refused(form({ key: 'k', policy: 'x', signature: 'x' }))).toEqual(named('AWSAccessKeyId'));
  expect(refused(form({ key: 'k', policy: 'x', AWSAccessKeyId: 'x' }))).toEqual(named('Signature'));
});

test.each([
  ['no policy', { key: 'cat.jpg', 'x-amz-signature': 'x' }],
  ['a policy that nobody signed', { key: 'cat.jpg', policy: 'x' }],
])('with %s the upload is anonymous', (_what, fields) => {
  expect(accept(form(fields)).authentication).toMatchObject({
    principal: { kind: 'anonymous' },
    mechanism: 'anonymous',
  });
});

const argument = (name: string, value: string, message: string, more = {}) => ({
  code: 'InvalidArgument',
  status: 400,
  message,
  details: { ArgumentName: name, ArgumentValue: value, ...more },
});

test.each([
  [
    'x-amz-date',
    '2015-12-29',
    argument('X-Amz-Date', '2015-12-29', 'X-Amz-Date must be formated via ISO8601 Long format'),
  ],
  [
    'x-amz-credential',
    CREDENTIAL.replace('us-east-1', 'eu-west-1'),
    argument(
      'X-Amz-Credential',
      CREDENTIAL.replace('us-east-1', 'eu-west-1'),
      "the region 'eu-west-1' is wrong; expecting 'us-east-1'",
      { Region: 'us-east-1' },
    ),
  ],
  [
    'x-amz-credential',
    CREDENTIAL.replace(EXAMPLE_KEY.accessKeyId, ''),
    argument(
      'X-Amz-Credential',
      CREDENTIAL.replace(EXAMPLE_KEY.accessKeyId, ''),
      'a non-empty Access Key (AKID) must be provided in the credential.',
    ),
  ],
  [
    'x-amz-credential',
    'x',
    argument(
      'X-Amz-Credential',
      'x',
      'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    ),
  ],
  [
    'x-amz-credential',
    CREDENTIAL.replace('AKIA', 'AKIB'),
    {
      code: 'InvalidAccessKeyId',
      status: 403,
      message: 'The AWS Access Key Id you provided does not exist in our records.',
      details: { AWSAccessKeyId: 'AKIBIOSFODNN7EXAMPLE' },
    },
  ],
])('the field %s = %s is refused', (name, value, expected) => {
  expect(refused(signed([KEY], { [name]: value }))).toEqual(expected);
});

test('a tampered policy is a signature that does not match, not an invalid policy', () => {
  const upload = signed([KEY]);
  const policy = upload.fields.find(([name]) => name === 'policy')?.[1] ?? '';
  for (let index = 0; index < policy.length; index += 7) {
    const tampered = policy.slice(0, index) + (policy[index] === 'A' ? 'B' : 'A') + policy.slice(index + 1);
    expect(refused(signed([KEY], { policy: tampered })).code).toBe('SignatureDoesNotMatch');
  }
  const cut = refused(signed([KEY], { policy: policy.slice(0, -2) }));
  expect(Object.keys(cut.details)).toEqual([
    'AWSAccessKeyId',
    'StringToSign',
    'SignatureProvided',
    'StringToSignBytes',
  ]);
});

test('the policy holds to the second, and its end is looked at before its conditions', () => {
  const upload = signed([['eq', '$key', 'dog.jpg']]);
  const end = at('2015-12-29T01:00:00Z');
  expect(refused(upload, end).message).toMatch(/Policy Condition failed/);
  expect(refused(upload, end + seconds(1))).toEqual({
    code: 'AccessDenied',
    status: 403,
    message: 'Invalid according to Policy: Policy expired.',
    details: {},
  });
});

test.each([
  [[{ key: 'dog.jpg' }], {}, '["eq", "$key", "dog.jpg"]'],
  [[['eq', '$Key', 'CAT.jpg']], {}, '["eq", "$Key", "CAT.jpg"]'],
  [[['eq', 'key', 'cat.jpg']], {}, '["eq", "key", "cat.jpg"]'],
  [[['starts-with', '$key', 'dog']], {}, '["starts-with", "$key", "dog"]'],
  [[KEY, ['starts-with', '$Content-Type', '']], {}, '["starts-with", "$Content-Type", ""]'],
  [[KEY, { acl: 'a "quoted" \\ word' }], { acl: 'x' }, '["eq", "$acl", "a \\"quoted\\" \\\\ word"]'],
  [
    [KEY, ['starts-with', '$Content-Type', 'image/']],
    { 'Content-Type': 'image/jpg,text/plain' },
    '["starts-with", "$Content-Type", "image/"]',
  ],
  [[KEY, ['content-length-range', 'test', '10']], {}, '["content-length-range", "test", "10"]'],
])('%o fails against %o', (conditions, fields, text) => {
  expect(refused(signed(conditions, fields))).toMatchObject({
    code: 'AccessDenied',
    status: 403,
    message: `Invalid according to Policy: Policy Condition failed: ${text}`,
  });
});

test.each([
  [[{ KEY: 'cat.jpg' }], {}],
  [[['StArTs-WiTh', '$KeY', 'cat']], {}],
  [[KEY, ['starts-with', '$Content-Type', 'image/']], { 'content-type': 'image/jpg,image/png, image/gif' }],
  [
    [KEY, { 'x-amz-meta-tag': 'Ninja,Stallman' }],
    { 'x-amz-meta-tag': 'Ninja', 'X-Amz-Meta-Tag': 'Stallman' },
  ],
  [
    [KEY, ['starts-with', '$success_action_redirect', '']],
    { success_action_redirect: 'http://example.com/' },
  ],
  [[KEY], { 'x-ignore-toolkit': '1', AWSAccessKeyId: 'ignored', file: 'x' }],
])('%o is satisfied by %o', (conditions, fields) => {
  expect(accept(signed(conditions, fields)).authentication.mechanism).toBe('post');
});

test('fields that no condition covers are extra', () => {
  expect(refused(signed([KEY], { StorageClass: 'x', acl: 'y' })).message).toBe(
    'Invalid according to Policy: Extra input fields: StorageClass, acl',
  );
});

const invalid = (message: string) => ({
  code: 'InvalidPolicyDocument',
  status: 400,
  message: `Invalid Policy: ${message}`,
  details: {},
});

test.each([
  [
    { bucket: 'b', key: 'k' },
    'Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.',
  ],
  [{}, 'Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.'],
  [{ 'Content-Length': 6_199_034 }, 'Invalid Simple-Condition: value must be a string.'],
  [{ success_action_redirect: null }, 'Invalid JSON.'],
  [['content-length-range', 0, 512.5], 'Invalid JSON.'],
  [['content-length-range', 0], 'Invalid content-length-range: wrong number of arguments.'],
  [['eq', '$key'], 'Invalid eq: wrong number of arguments.'],
  [['eq', '$key', 1], 'Invalid JSON.'],
  [[], 'Invalid Condition: missing operation identifier.'],
  [['like', '$key', 'x'], "Invalid Condition: unknown operation 'like'."],
  ['key', 'Invalid condition test: must be a List or Object.'],
])('the condition %o is invalid', (condition, message) => {
  expect(refused(signed([condition]))).toEqual(invalid(message));
});

test.each([
  ['not json', 'Invalid JSON.'],
  ['[]', 'Invalid JSON.'],
  ['', "Expecting '{' but found End-of-Input"],
  [{ conditions: [] }, 'Policy missing expiration.'],
  [{ expiration: '2015-12-29T01:00:00Z' }, 'Policy missing conditions.'],
  [{ expiration: '2015-12-29T01:00:00Z', conditions: {} }, "Invalid 'conditions' value: must be a List."],
  [{ Version: '2012-10-17', Id: 'x', Statement: [] }, "Unexpected: 'statement'"],
  [{ EXPIRATION: '2015-12-29T01:00:00Z', conditions: [] }, "Unexpected: 'expiration'"],
  [
    { expiration: '2015-12-29T01:00:00+02:00', conditions: [] },
    "Invalid 'expiration' value: '2015-12-29T01:00:00+02:00'",
  ],
  [
    { expiration: '2015-10-17 03:15:59 UTC', conditions: [] },
    "Invalid 'expiration' value: '2015-10-17 03:15:59 UTC'",
  ],
])('the document %o is invalid', (document, message) => {
  expect(refused(signed([], {}, { document }))).toEqual(invalid(message));
});

test('a policy that is no base64 is invalid once its signature holds', () => {
  const key = exampleCredential.signingKey('20151229', 'us-east-1', 's3');
  const policy = '{}';
  const signature = key.sign(policy);
  expect(refused(signed([], { policy, 'x-amz-signature': signature }))).toEqual(
    invalid('invalid Base64 encoding.'),
  );
});

test.each([
  ['mary/cat.jpg', 'a/cat.jpg'],
  ['C:\\mary\\cat.jpg', 'a/cat.jpg'],
  ['$&.jpg', 'a/$&.jpg'],
  ['', 'a/'],
  [undefined, 'a/${filename}'],
])('the file name %s makes the key %s, before the conditions are looked at', (filename, key) => {
  const upload = signed([{ key }], { key: 'a/${filename}' }, { filename });
  expect(accept(upload).fields.get('key')).toBe(key);
});

test('the limits of the file are inclusive, and of several the narrowest', () => {
  const { limits } = accept(
    signed([KEY, ['content-length-range', '5', '20'], ['content-length-range', 0, 10]]),
  );
  expect(limits).toEqual({ min: 5, max: 10 });
  for (const size of [5, 10]) expect(() => requireSize(size, limits)).not.toThrow();
  expect(refusal(() => requireSize(12, limits))).toEqual({
    code: 'EntityTooLarge',
    status: 400,
    message: 'Your proposed upload exceeds the maximum allowed size',
    details: { ProposedSize: 12, MaxSizeAllowed: 10 },
  });
  expect(refusal(() => requireSize(1, limits))).toEqual({
    code: 'EntityTooSmall',
    status: 400,
    message: 'Your proposed upload is smaller than the minimum allowed size',
    details: { ProposedSize: 1, MinSizeAllowed: 5 },
  });
  expect(() => requireSize(Number.MAX_SAFE_INTEGER, undefined)).not.toThrow();
});
