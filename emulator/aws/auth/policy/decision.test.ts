import { expect, test } from 'vitest';
import type { Principal } from '../../kernel/scope.ts';
import { contextKeys } from './conditions.ts';
import { decide, type DecisionInput } from './decision.ts';
import type { Statement } from './document.ts';
import { IDENTITY_POLICY, parsePolicy, RESOURCE_POLICY } from './parse.ts';

const OWNER = '111122223333';
const user = (accountId: string, name = 'user/alice'): Principal => ({
  kind: 'user',
  accountId,
  accessKeyId: 'AKIA',
  arn: `arn:aws:iam::${accountId}:${name}`,
  userId: 'AIDA',
});
const ALICE = user(OWNER);
const SESSION: Principal = { ...ALICE, arn: `arn:aws:sts::${OWNER}:assumed-role/uploader/one` } as Principal;
const STRANGER = user('444455556666');
const ANONYMOUS: Principal = { kind: 'anonymous' };
const S3: Principal = { kind: 'service', service: 's3.amazonaws.com' };

const statements = (list: readonly object[], grammar = RESOURCE_POLICY): readonly Statement[] => {
  const parsed = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: list }), grammar);
  if ('fault' in parsed) throw new Error(parsed.fault);
  return parsed.document.statements;
};

const ACT = { Action: 's3:GetObject', Resource: '*' };
const grant = (Principal: unknown) => statements([{ ...ACT, Effect: 'Allow', Principal }]);
const refuse = (Principal: unknown) => statements([{ ...ACT, Effect: 'Deny', Principal, Sid: 'No' }]);
const identity = (Effect: 'Allow' | 'Deny', Action = 's3:GetObject') =>
  statements([{ ...ACT, Effect, Action }], IDENTITY_POLICY);
const OTHER = identity('Allow', 's3:PutObject');

const ask = (principal: Principal, input: Partial<DecisionInput> = {}) => {
  const { allowed, explicit, source } = decide({
    request: { principal, action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', context: contextKeys() },
    owner: OWNER,
    ...input,
  });
  return `${allowed ? 'allowed' : explicit ? 'denied' : 'not allowed'} by ${source}`;
};

test('an account may do everything with what it owns', () => {
  expect(ask(ALICE)).toBe('allowed by owner');
  expect(ask(user(OWNER, 'root'))).toBe('allowed by owner');
});

test('within the account the identity or the resource may allow', () => {
  expect(ask(ALICE, { identityPolicy: identity('Allow') })).toBe('allowed by identity');
  expect(ask(ALICE, { identityPolicy: OTHER })).toBe('not allowed by identity');
  const resourcePolicy = grant({ AWS: ALICE.kind === 'user' ? ALICE.arn : '' });
  expect(ask(ALICE, { identityPolicy: OTHER, resourcePolicy })).toBe('allowed by resource');
  expect(ask(ALICE, { identityPolicy: OTHER, resourcePolicy: grant('*') })).toBe('allowed by resource');
});

test('naming the account leaves the choice to the policies of its identities', () => {
  const resourcePolicy = grant({ AWS: OWNER });
  expect(ask(ALICE, { identityPolicy: OTHER, resourcePolicy })).toBe('not allowed by identity');
  expect(ask(ALICE, { identityPolicy: identity('Allow'), resourcePolicy })).toBe('allowed by identity');
});

test('from another account both must allow', () => {
  expect(ask(STRANGER)).toBe('not allowed by resource');
  expect(ask(STRANGER, { resourcePolicy: grant({ AWS: '444455556666' }) })).toBe('allowed by resource');
  expect(ask(STRANGER, { identityPolicy: identity('Allow') })).toBe('not allowed by resource');
  expect(ask(STRANGER, { identityPolicy: OTHER, resourcePolicy: grant('*') })).toBe(
    'not allowed by identity',
  );
  expect(ask(STRANGER, { identityPolicy: identity('Allow'), resourcePolicy: grant('*') })).toBe(
    'allowed by resource',
  );
});

test('an anonymous caller has only the policy of the resource', () => {
  expect(ask(ANONYMOUS)).toBe('not allowed by resource');
  expect(ask(ANONYMOUS, { resourcePolicy: grant({ AWS: OWNER }) })).toBe('not allowed by resource');
  expect(ask(ANONYMOUS, { resourcePolicy: grant('*') })).toBe('allowed by resource');
});

test('a service has only the policy of the resource', () => {
  expect(ask(S3)).toBe('not allowed by resource');
  expect(ask(S3, { resourcePolicy: grant({ Service: 's3.amazonaws.com' }) })).toBe('allowed by resource');
  expect(ask(S3, { resourcePolicy: grant({ Service: 'sns.amazonaws.com' }) })).toBe(
    'not allowed by resource',
  );
});

test('a denial anywhere is final, for the owner too', () => {
  expect(ask(ALICE, { resourcePolicy: refuse('*') })).toBe('denied by resource');
  expect(ask(user(OWNER, 'root'), { resourcePolicy: refuse('*') })).toBe('denied by resource');
  const resourcePolicy = grant('*');
  expect(ask(ALICE, { resourcePolicy, identityPolicy: identity('Deny') })).toBe('denied by identity');
  expect(ask(ALICE, { resourcePolicy, boundary: identity('Deny') })).toBe('denied by boundary');
  expect(ask(ALICE, { resourcePolicy, sessionPolicy: identity('Deny') })).toBe('denied by session');
});

test('a boundary and a session policy limit what is granted', () => {
  const granted = { identityPolicy: identity('Allow') };
  expect(ask(ALICE, { ...granted, boundary: OTHER })).toBe('not allowed by boundary');
  expect(ask(ALICE, { ...granted, sessionPolicy: OTHER })).toBe('not allowed by session');
  const limits = { boundary: identity('Allow'), sessionPolicy: identity('Allow') };
  expect(ask(ALICE, { ...granted, ...limits })).toBe('allowed by identity');
  const fromRole = { resourcePolicy: grant({ AWS: `arn:aws:iam::${OWNER}:role/uploader` }) };
  expect(ask(SESSION, { ...fromRole, identityPolicy: OTHER })).toBe('allowed by resource');
  expect(ask(SESSION, { ...fromRole, sessionPolicy: OTHER })).toBe('not allowed by session');
});

test('a policy that names the session itself is not held back by what merely fails to allow', () => {
  const resourcePolicy = grant({ AWS: SESSION.kind === 'user' ? SESSION.arn : '' });
  expect(ask(SESSION, { resourcePolicy, sessionPolicy: OTHER, boundary: OTHER })).toBe('allowed by resource');
});

test('where the policy must allow, owning is not enough', () => {
  const must = { resourceMustAllow: true };
  expect(ask(ALICE, must)).toBe('not allowed by resource');
  expect(ask(ALICE, { ...must, resourcePolicy: grant({ AWS: '444455556666' }) })).toBe(
    'not allowed by resource',
  );
  expect(ask(ALICE, { ...must, resourcePolicy: grant({ AWS: OWNER }) })).toBe('allowed by owner');
  expect(ask(ALICE, { ...must, resourcePolicy: grant({ AWS: OWNER }), identityPolicy: OTHER })).toBe(
    'not allowed by identity',
  );
});

test('with public access restricted, only the account and services get in', () => {
  const input = { resourcePolicy: grant('*'), outsidersAllowed: false };
  expect(ask(ALICE, input)).toBe('allowed by resource');
  expect(ask(S3, input)).toBe('allowed by resource');
  expect(ask(STRANGER, input)).toBe('denied by resource');
  expect(ask(ANONYMOUS, input)).toBe('denied by resource');
});

test('the statement that decided comes with the decision', () => {
  const request = { principal: ALICE, action: 's3:GetObject', resource: '*', context: contextKeys() };
  expect(decide({ request, owner: OWNER, resourcePolicy: refuse('*') }).statement).toMatchObject({
    sid: 'No',
    position: 1,
    effect: 'Deny',
  });
  expect(decide({ request, owner: OWNER }).statement).toBeUndefined();
});
