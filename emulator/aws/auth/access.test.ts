import { expect, test } from 'vitest';
import type { AccessEnvironment, AccessRequest } from '../kernel/access.ts';
import type { Principal } from '../kernel/scope.ts';
import { createAccess } from './access.ts';
import { at } from './testing/requests.ts';

const ROOT: Principal = {
  kind: 'user',
  accountId: '111122223333',
  accessKeyId: '111122223333',
  arn: 'arn:aws:iam::111122223333:root',
  userId: '111122223333',
};
const ALICE: Principal = { ...ROOT, arn: 'arn:aws:iam::111122223333:user/staff/alice', userId: 'AIDAALICE' };
const SESSION: Principal = {
  ...ROOT,
  arn: 'arn:aws:sts::111122223333:assumed-role/uploader/one',
  userId: 'AROA:one',
};
const ANONYMOUS: Principal = { kind: 'anonymous' };
const SNS: Principal = {
  kind: 'service',
  service: 'sns.amazonaws.com',
  sourceArn: 'arn:aws:sns:eu-west-1:111122223333:uploads',
  sourceAccount: '111122223333',
};

const ENVIRONMENT: AccessEnvironment = {
  now: at('2026-11-20T10:11:12Z'),
  region: 'eu-west-1',
  sourceIp: '203.0.113.7',
  secure: false,
  userAgent: 'aws-cli/2',
  referer: 'https://example.com/',
};

const access = createAccess();

const request = (changes: Partial<AccessRequest> = {}): AccessRequest => ({
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::b/k',
  owner: '111122223333',
  ...changes,
});

const policy = (statement: object): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', ...statement }],
  });

const decide = (principal: Principal, changes?: Partial<AccessRequest>, environment = ENVIRONMENT) =>
  access.decide(principal, request(changes), environment);

test('the reason says which statement decided', () => {
  expect(decide(ROOT)).toEqual({
    allowed: true,
    explicit: false,
    source: 'owner',
    reason: 'the account owns the resource',
  });
  expect(decide(ANONYMOUS).reason).toBe('no resource policy allows s3:GetObject');
  expect(decide(ANONYMOUS, { policy: policy({ Sid: 'Read' }) }).reason).toBe(
    'statement "Read" of the resource policy allows s3:GetObject',
  );
  expect(decide(ROOT, { policy: policy({ Effect: 'Deny' }) })).toEqual({
    allowed: false,
    explicit: true,
    source: 'resource',
    reason: 'statement 1 of the resource policy denies s3:GetObject',
  });
  expect(decide(ANONYMOUS, { policy: policy({}), publicAllowed: false }).reason).toBe(
    'public access is restricted',
  );
});

test('the root cannot lock itself out of its bucket policy, but its users can', () => {
  const locked = { policy: policy({ Effect: 'Deny' }), resource: 'arn:aws:s3:::b' };
  for (const action of ['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy']) {
    expect(decide(ROOT, { ...locked, action }).allowed).toBe(true);
    expect(decide(ALICE, { ...locked, action }).allowed).toBe(false);
  }
  expect(decide(ROOT, { ...locked, action: 's3:PutBucketAcl' }).allowed).toBe(false);
});

/** Whether a key of the request has this value. */
const has = (principal: Principal, key: string, value: string, environment = ENVIRONMENT): boolean =>
  decide(
    principal,
    { policy: policy({ Effect: 'Deny', Condition: { StringEquals: { [key]: value } } }) },
    environment,
  ).explicit;

test.each([
  [ALICE, 'aws:PrincipalArn', 'arn:aws:iam::111122223333:user/staff/alice'],
  [ALICE, 'aws:username', 'alice'],
  [ALICE, 'aws:PrincipalType', 'User'],
  [ALICE, 'aws:userid', 'AIDAALICE'],
  [ALICE, 'aws:PrincipalAccount', '111122223333'],
  [ROOT, 'aws:PrincipalType', 'Account'],
  [SESSION, 'aws:PrincipalType', 'AssumedRole'],
  [SESSION, 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/uploader'],
  [ANONYMOUS, 'aws:PrincipalType', 'Anonymous'],
  [ANONYMOUS, 'aws:userid', 'anonymous'],
  [SNS, 'aws:SourceArn', 'arn:aws:sns:eu-west-1:111122223333:uploads'],
  [SNS, 'aws:SourceAccount', '111122223333'],
  [SNS, 'aws:PrincipalIsAWSService', 'true'],
  [SNS, 'aws:PrincipalServiceName', 'sns.amazonaws.com'],
  [ALICE, 'aws:CurrentTime', '2026-11-20T10:11:12Z'],
  [ALICE, 'aws:EpochTime', '1795169472'],
  [ALICE, 'aws:RequestedRegion', 'eu-west-1'],
  [ALICE, 'aws:ResourceAccount', '111122223333'],
  [ALICE, 'aws:SourceIp', '203.0.113.7'],
  [ALICE, 'aws:SecureTransport', 'false'],
  [ALICE, 'aws:UserAgent', 'aws-cli/2'],
  [ALICE, 'aws:Referer', 'https://example.com/'],
] as const)('a request of %o has %s = %s', (principal, key, value) => {
  expect(has(principal, key, value)).toBe(true);
});

test('a call between services is secure and comes from nowhere', () => {
  const inside = { now: ENVIRONMENT.now, region: 'eu-west-1' };
  expect(has(SNS, 'aws:SecureTransport', 'true', inside)).toBe(true);
  expect(has(SNS, 'aws:SourceIp', '203.0.113.7', inside)).toBe(false);
});

test('keys of the service join the global ones', () => {
  const statement = { Effect: 'Deny', Condition: { StringLike: { 's3:prefix': 'private/*' } } };
  const listing = (prefix: string) =>
    decide(ROOT, { policy: policy(statement), context: { 's3:prefix': prefix } }).explicit;
  expect(listing('private/a')).toBe(true);
  expect(listing('public/a')).toBe(false);
});

test('a queue policy need not name its queue', () => {
  const statement = {
    Resource: undefined,
    Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:*:*:uploads' } },
  };
  const send = { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-west-1:111122223333:q' };
  expect(decide(SNS, { ...send, policy: policy(statement) }).allowed).toBe(true);
  expect(
    decide(
      { ...SNS, sourceArn: 'arn:aws:sns:eu-west-1:111122223333:x' },
      { ...send, policy: policy(statement) },
    ).allowed,
  ).toBe(false);
});

test('a key policy must allow even its owner', () => {
  const decrypt = { action: 'kms:Decrypt', policyMustAllow: true };
  expect(decide(ROOT, decrypt).allowed).toBe(false);
  expect(decide(ROOT, { ...decrypt, policy: policy({ Principal: { AWS: '111122223333' } }) }).allowed).toBe(
    true,
  );
});

test('a document asked about again and again, among a thousand others, decides the same', () => {
  const first = { policy: policy({ Effect: 'Deny' }) };
  expect(decide(ROOT, first).explicit).toBe(true);
  for (let index = 0; index < 1_100; index += 1) {
    expect(decide(ANONYMOUS, { policy: policy({ Sid: `s${index}` }) }).allowed).toBe(true);
  }
  expect(decide(ROOT, first).explicit).toBe(true);
});

test('a stored document that is none is a defect, not an open door', () => {
  expect(() => decide(ANONYMOUS, { policy: '{}' })).toThrow('a stored policy is broken');
});
