import { expect, test } from 'vitest';
import { refusal } from '../testing/requests.ts';
import { parseBucketPolicy } from './bucket-policy.ts';

const BUCKET = 'arn:aws:s3:::photos';
const STATEMENT = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${BUCKET}/*` };

const put = (changes: object, bucket = 'photos') =>
  parseBucketPolicy(
    JSON.stringify({ Version: '2012-10-17', Statement: [{ ...STATEMENT, ...changes }] }),
    bucket,
  );

const fault = (changes: object) => {
  const { code, status, message } = refusal(() => put(changes));
  expect({ code, status }).toEqual({ code: 'MalformedPolicy', status: 400 });
  return message;
};

test('the document comes back in the order of S3, with its statements in a list', () => {
  const sent = `{ "Statement": { "Resource": "${BUCKET}/*", "Action": ["s3:GetObject"], "Condition": {"Bool": {"aws:SecureTransport": "true"}},
    "Principal": {"AWS": "*"}, "Effect": "Allow", "Sid": "a b" }, "Id": "x", "Version": "2012-10-17" }`;
  expect(parseBucketPolicy(sent, 'photos')).toMatchObject({
    text: `{"Version":"2012-10-17","Id":"x","Statement":[{"Sid":"a b","Effect":"Allow","Principal":{"AWS":"*"},"Action":["s3:GetObject"],"Resource":"${BUCKET}/*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}`,
    public: true,
  });
});

test('the normal form may have 20480 bytes, whatever was sent', () => {
  const size = put({ Sid: '' }).text.length;
  const sid = (length: number) => ({ Sid: 'x'.repeat(length) });
  expect(put(sid(20_480 - size)).text).toHaveLength(20_480);
  expect(fault(sid(20_481 - size))).toBe(
    'Normalized policy document exceeds the maximum allowed size of 20480 bytes',
  );
  const spaced = `{"Statement":[${' '.repeat(30_000)}${JSON.stringify(STATEMENT)}]}`;
  expect(parseBucketPolicy(spaced, 'photos').text.length).toBeLessThan(500);
});

test.each([
  ['*'],
  ['arn:aws:s3:::other/*'],
  ['arn:aws:s3:::photos2/*'],
  ['arn:aws:s3:eu-west-1::photos/*'],
  ['arn:aws:sqs:eu-west-1:111122223333:photos'],
])('the resource %s is invalid', (Resource) => {
  expect(fault({ Resource: [`${BUCKET}/*`, Resource] })).toBe('Policy has invalid resource');
});

test.each(['arn:aws:s3:::*', 'arn:aws:s3:::*/*', 'arn:aws:s3:::ph?tos/a', `${BUCKET}*`])(
  'the resource %s means this bucket too',
  (Resource) => {
    expect(put({ Resource, Action: ['s3:*'] }).public).toBe(true);
  },
);

test.each(['s3:PutObjectLockConfiguration', 's3:ListAllMyBuckets', 'sqs:SendMessage', 's3:Fetch*'])(
  'the action %s is invalid',
  (action) => {
    expect(fault({ Action: ['s3:GetObject', action] })).toBe('Policy has invalid action');
  },
);

test.each([
  ['s3:PutObject', BUCKET],
  [['s3:GetObject', 's3:ListBucket'], `${BUCKET}/*`],
  ['s3:ListBucket*', `${BUCKET}/a`],
])('%o does not apply to %s', (Action, Resource) => {
  expect(fault({ Action, Resource })).toBe('Action does not apply to any resource(s) in statement');
});

test.each([
  ['s3:*', BUCKET],
  ['*', `${BUCKET}/*`],
  [
    ['s3:GetObject', 's3:ListBucket'],
    [BUCKET, `${BUCKET}/*`],
  ],
  ['S3:PUTOBJECT', `${BUCKET}/*`],
])('%o applies to %o', (Action, Resource) => {
  expect(put({ Action, Resource }).document.statements).toHaveLength(1);
});

test('keys S3 does not have are invalid, those of a listing belong to listings', () => {
  const when = (key: string) => ({ StringEquals: { [key]: 'x' } });
  for (const key of ['s3:VersionStatus', 'kms:ViaService', 'aws:SourceIP4', 'aws:PrincipalTag']) {
    expect(fault({ Condition: when(key) })).toBe('Policy has an invalid condition key');
  }
  const wrong = 'Conditions do not apply to combination of actions and resources in statement';
  expect(fault({ Condition: when('s3:prefix') })).toBe(wrong);
  const listing = { Action: 's3:ListBucket', Resource: BUCKET, Condition: when('s3:prefix') };
  expect(put(listing).public).toBe(true);
  expect(fault({ ...listing, Action: ['s3:ListBucket', 's3:GetBucketAcl'] })).toBe(wrong);
  for (const key of [
    's3:ExistingObjectTag/team',
    's3:X-Amz-Acl',
    'AWS:SourceArn',
    'aws:PrincipalTag/a',
    'lambda:SourceFunctionArn',
  ]) {
    expect(put({ Condition: when(key) }).document.statements).toHaveLength(1);
  }
});

test('what the grammar refuses is a malformed policy too', () => {
  expect(refusal(() => parseBucketPolicy('{}', 'photos'))).toEqual({
    code: 'MalformedPolicy',
    status: 400,
    message: 'Missing required field Statement',
    details: {},
  });
});
