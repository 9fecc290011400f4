import { expect, test } from 'vitest';
import type { Principal } from '../../kernel/scope.ts';
import { contextKeys, type ContextValues } from './conditions.ts';
import { evaluate } from './evaluate.ts';
import { parsePolicy } from './parse.ts';

const ALICE: Principal = {
  kind: 'user',
  accountId: '111122223333',
  accessKeyId: 'AKIAALICE',
  arn: 'arn:aws:iam::111122223333:user/alice',
  userId: 'AIDAALICE',
};
const ROOT: Principal = { ...ALICE, arn: 'arn:aws:iam::111122223333:root', userId: '111122223333' };
const SESSION: Principal = {
  ...ALICE,
  arn: 'arn:aws:sts::111122223333:assumed-role/uploader/one',
  userId: 'AROAUPLOADER:one',
};
const STRANGER: Principal = {
  ...ALICE,
  accountId: '444455556666',
  arn: 'arn:aws:iam::444455556666:user/alice',
};
const ANONYMOUS: Principal = { kind: 'anonymous' };
const CLOUDFRONT: Principal = { kind: 'service', service: 'cloudfront.amazonaws.com' };
const EVERYBODY = { ALICE, ROOT, SESSION, STRANGER, ANONYMOUS, CLOUDFRONT };

const KEY = 'arn:aws:s3:::photos/2026/cat.jpg';
const CANONICAL_ID = 'a'.repeat(64);

interface Asked {
  readonly principal?: Principal;
  readonly action?: string;
  readonly resource?: string;
  readonly context?: ContextValues;
}

function ask(statements: object | readonly object[], asked: Asked = {}) {
  const parsed = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
  if ('fault' in parsed) throw new Error(parsed.fault);
  const { principal = ALICE, action = 's3:GetObject', resource = KEY, context } = asked;
  return evaluate(parsed.document.statements, {
    principal,
    action,
    resource,
    context: contextKeys(context),
    canonicalId: CANONICAL_ID,
  });
}

const allow = (members: object = {}) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::photos/*',
  ...members,
});

/** Who of everybody a principal means. */
const meant = (members: object): readonly string[] =>
  Object.entries(EVERYBODY)
    .filter(
      ([, principal]) => ask({ ...allow(), Effect: 'Deny', ...members }, { principal }).decision === 'deny',
    )
    .map(([name]) => name);

test.each([
  ['*', Object.keys(EVERYBODY)],
  [{ AWS: '*' }, Object.keys(EVERYBODY)],
  [{ AWS: '111122223333' }, ['ALICE', 'ROOT', 'SESSION']],
  [{ AWS: 'arn:aws:iam::111122223333:root' }, ['ALICE', 'ROOT', 'SESSION']],
  [{ AWS: 'arn:aws:iam::111122223333:user/alice' }, ['ALICE']],
  [{ AWS: 'arn:aws:iam::111122223333:role/uploader' }, ['SESSION']],
  [{ AWS: 'arn:aws:iam::111122223333:role/service/deep/uploader' }, ['SESSION']],
  [{ AWS: 'arn:aws:iam::111122223333:role/up' }, []],
  [{ AWS: 'arn:aws:sts::111122223333:assumed-role/uploader/one' }, ['SESSION']],
  [{ AWS: ['444455556666', 'arn:aws:iam::111122223333:user/alice'] }, ['ALICE', 'STRANGER']],
  [{ Service: 'cloudfront.amazonaws.com' }, ['CLOUDFRONT']],
  [{ Service: ['logging.s3.amazonaws.com'], AWS: '444455556666' }, ['STRANGER']],
  [{ CanonicalUser: CANONICAL_ID }, ['ALICE', 'ROOT', 'SESSION', 'STRANGER']],
  [{ Federated: 'cognito-identity.amazonaws.com' }, []],
])('the principal %o means %o', (principal, names) => {
  expect(meant({ Principal: principal })).toEqual(names);
});

test('NotPrincipal means everybody else, the anonymous included', () => {
  const NotPrincipal = { AWS: ['arn:aws:iam::111122223333:user/alice', '444455556666'] };
  expect(meant({ Principal: undefined, NotPrincipal })).toEqual([
    'ROOT',
    'SESSION',
    'ANONYMOUS',
    'CLOUDFRONT',
  ]);
});

test.each([
  ['s3:GetObject', true],
  ['S3:getobject', true],
  ['s3:Get*', true],
  ['s3:GetObjec?', true],
  ['s3:*', true],
  ['*', true],
  ['s3:GetObjectVersion', false],
  ['s3:Get', false],
  ['sqs:*', false],
])('the action %s covers s3:GetObject: %s', (Action, covered) => {
  expect(ask(allow({ Action })).decision).toBe(covered ? 'allow' : 'implicit');
  expect(ask(allow({ Action: undefined, NotAction: Action })).decision).toBe(covered ? 'implicit' : 'allow');
});

test.each([
  ['*', true],
  [KEY, true],
  ['arn:aws:s3:::photos/*', true],
  ['arn:aws:s3:::*', true],
  ['arn:aws:s3:::photos/2026/*.jpg', true],
  ['arn:aws:s3:::photos', false],
  ['arn:aws:s3:::Photos/*', false],
  ['arn:aws:s3:::photos/2026/dog*', false],
])('the resource %s covers the key: %s', (Resource, covered) => {
  expect(ask(allow({ Resource })).decision).toBe(covered ? 'allow' : 'implicit');
  expect(ask(allow({ Resource: undefined, NotResource: Resource })).decision).toBe(
    covered ? 'implicit' : 'allow',
  );
});

test('a variable in a resource opens to each user a folder of its own', () => {
  const statement = allow({ Resource: 'arn:aws:s3:::photos/${aws:username}/*' });
  const context = { 'aws:username': 'alice' };
  const resource = (folder: string) => `arn:aws:s3:::photos/${folder}/cat.jpg`;
  expect(ask(statement, { context, resource: resource('alice') }).decision).toBe('allow');
  expect(ask(statement, { context, resource: resource('bob') }).decision).toBe('implicit');
  expect(ask(statement, { resource: resource('alice') }).decision).toBe('implicit');
});

test('a denial wins wherever it stands, and is the statement that decided', () => {
  const deny = { ...allow({ Sid: 'NoCats' }), Effect: 'Deny', Resource: '*' };
  for (const statements of [
    [allow(), deny],
    [deny, allow()],
  ]) {
    const { decision, statement } = ask(statements) as { decision: string; statement: { sid: string } };
    expect({ decision, sid: statement.sid }).toEqual({ decision: 'deny', sid: 'NoCats' });
  }
});

test('where no statement applies, nothing is decided', () => {
  expect(ask(allow({ Action: 's3:PutObject' }))).toEqual({ decision: 'implicit' });
  expect(
    ask(allow({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } }), {
      context: { 'aws:SecureTransport': false },
    }),
  ).toEqual({
    decision: 'implicit',
  });
});

test('of several statements that allow, the one naming the caller most closely is reported', () => {
  const statements = [
    allow({ Sid: 'everyone' }),
    allow({ Sid: 'account', Principal: { AWS: '111122223333' } }),
    allow({ Sid: 'alice', Principal: { AWS: 'arn:aws:iam::111122223333:user/alice' } }),
  ];
  expect(ask(statements)).toMatchObject({ via: 'exact', statement: { sid: 'alice', position: 3 } });
  expect(ask(statements, { principal: SESSION })).toMatchObject({ via: 'account' });
  expect(ask(statements, { principal: ANONYMOUS })).toMatchObject({ via: 'everyone' });
});

test('the policy of an origin access control lets its distribution in and no other', () => {
  const statement = allow({
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Condition: { StringEquals: { 'AWS:SourceArn': 'arn:aws:cloudfront::111122223333:distribution/E1' } },
  });
  const from = (id: string) => ({ 'aws:SourceArn': `arn:aws:cloudfront::111122223333:distribution/${id}` });
  expect(ask(statement, { principal: CLOUDFRONT, context: from('E1') }).decision).toBe('allow');
  expect(ask(statement, { principal: CLOUDFRONT, context: from('E2') }).decision).toBe('implicit');
  expect(ask(statement, { principal: ANONYMOUS, context: from('E1') }).decision).toBe('implicit');
});
