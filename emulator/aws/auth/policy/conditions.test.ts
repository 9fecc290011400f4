import { expect, test } from 'vitest';
import { conditionsHold, contextKeys, lookupIn, type ContextValues } from './conditions.ts';
import { parsePolicy } from './parse.ts';

/** Whether a condition block holds, read the way policies are. */
function holds(block: object, values: ContextValues, Version = '2012-10-17'): boolean {
  const parsed = parsePolicy(
    JSON.stringify({
      Version,
      Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', Condition: block },
    }),
  );
  if ('fault' in parsed) throw new Error(parsed.fault);
  const keys = contextKeys(values);
  return conditionsHold(parsed.document.statements[0]?.conditions ?? [], keys, lookupIn(keys));
}

const NOON = '2026-11-20T12:00:00Z';
const NOON_SECONDS = 1_795_176_000;

/** operator, value in the policy, value that satisfies, value that does not */
const OPERATORS: readonly (readonly [string, string | number | boolean, string, string])[] = [
  ['StringEquals', 'Photos', 'Photos', 'photos'],
  ['StringEquals', 'a*', 'a*', 'ab'],
  ['StringNotEquals', 'Photos', 'photos', 'Photos'],
  ['StringEqualsIgnoreCase', 'Photos', 'pHOTOS', 'photo'],
  ['StringNotEqualsIgnoreCase', 'Photos', 'photo', 'pHOTOS'],
  ['StringLike', 'a?c*', 'abc/d', 'ABC'],
  ['StringNotLike', 'a?c*', 'ac', 'abc/d'],
  ['NumericEquals', '10', '10.0', '11'],
  ['NumericEquals', 10, '10', 'ten'],
  ['NumericNotEquals', '10', '11', '10'],
  ['NumericLessThan', '10', '9', '10'],
  ['NumericLessThanEquals', '10', '10', '11'],
  ['NumericGreaterThan', '10', '11', '10'],
  ['NumericGreaterThanEquals', '10', '10', '9'],
  ['DateEquals', NOON, '2026-11-20T13:00:00+01:00', '2026-11-20T12:00:01Z'],
  ['DateNotEquals', NOON, '2026-11-20T12:00:01Z', NOON],
  ['DateLessThan', NOON, '2026-11-20T11:59:59Z', NOON],
  ['DateLessThanEquals', String(NOON_SECONDS), NOON, '2026-11-20T12:00:01Z'],
  ['DateGreaterThan', NOON_SECONDS, '2026-11-20T12:00:01Z', NOON],
  ['DateGreaterThanEquals', '2026-11-20', '2026-11-20T00:00:00Z', '2026-11-19T23:59:59Z'],
  ['DateEquals', '2026-11-20T12:00', NOON, '2026-11-20T11:00:00Z'],
  ['Bool', 'true', 'true', 'false'],
  ['Bool', false, 'false', 'true'],
  ['Bool', 'TRUE', 'true', 'no'],
  ['BinaryEquals', 'AQID', 'AQID', 'AQIE'],
  ['IpAddress', '203.0.113.0/24', '203.0.113.255', '203.0.114.0'],
  ['IpAddress', '203.0.113.7', '203.0.113.7', '203.0.113.8'],
  ['IpAddress', '203.0.113.7', '::ffff:203.0.113.7', '::1'],
  ['IpAddress', '2001:db8::/32', '2001:db8:1::1', '2001:db9::1'],
  ['NotIpAddress', '203.0.113.0/24', '203.0.114.0', '203.0.113.255'],
  [
    'ArnEquals',
    'arn:aws:sns:*:111122223333:up*',
    'arn:aws:sns:eu-west-1:111122223333:uploads',
    'arn:aws:sns:eu-west-1:444455556666:uploads',
  ],
  ['ArnLike', 'arn:aws:s3:::photos', 'arn:aws:s3:::photos', 'arn:aws:s3:::Photos'],
  ['ArnNotEquals', 'arn:aws:s3:::photos', 'arn:aws:s3:::other', 'arn:aws:s3:::photos'],
  ['ArnNotLike', 'arn:aws:s3:::p*', 'arn:aws:s3:::other', 'arn:aws:s3:::photos'],
];

test.each(OPERATORS)('%s %s takes %s and not %s', (operator, policy, good, bad) => {
  expect(holds({ [operator]: { 'k:k': policy } }, { 'k:k': good })).toBe(true);
  expect(holds({ [operator]: { 'k:k': policy } }, { 'k:k': bad })).toBe(false);
  expect(holds({ [`${operator}IfExists`]: { 'k:k': policy } }, { 'k:k': bad })).toBe(false);
});

test('an ARN of too few parts matches nothing, and a wildcard stays in its part', () => {
  expect(holds({ ArnLike: { 'k:k': 'arn:aws:sns:*:x' } }, { 'k:k': 'arn:aws:sns:r:1:x' })).toBe(false);
  expect(holds({ ArnLike: { 'k:k': 'arn:aws:sns:*:1:x' } }, { 'k:k': 'arn:aws:sns:r:2:1:x' })).toBe(false);
  expect(holds({ ArnLike: { 'k:k': 'arn:aws:sns:r:1:*' } }, { 'k:k': 'arn:aws:sns:r:1:x:y' })).toBe(true);
});

test.each([
  ['StringEquals', false],
  ['StringLike', false],
  ['NumericLessThan', false],
  ['DateLessThan', false],
  ['Bool', false],
  ['IpAddress', false],
  ['ArnLike', false],
  ['StringNotEquals', true],
  ['StringNotLike', true],
  ['NumericNotEquals', true],
  ['DateNotEquals', true],
  ['NotIpAddress', true],
  ['ArnNotLike', true],
])('without the key, %s is %s and its IfExists true', (operator, expected) => {
  const block = { 'k:k': operator.includes('IpAddress') ? '10.0.0.0/8' : '1' };
  expect(holds({ [operator]: block }, {})).toBe(expected);
  expect(holds({ [`${operator}IfExists`]: block }, {})).toBe(true);
});

test('Null asks whether the key is there', () => {
  const key = 's3:x-amz-server-side-encryption';
  expect(holds({ Null: { [key]: 'true' } }, {})).toBe(true);
  expect(holds({ Null: { [key]: true } }, {})).toBe(true);
  expect(holds({ Null: { [key]: 'false' } }, {})).toBe(false);
  expect(holds({ Null: { [key]: 'true' } }, { [key]: 'AES256' })).toBe(false);
  expect(holds({ Null: { [key]: 'false' } }, { [key]: 'AES256' })).toBe(true);
  expect(holds({ Null: { [key]: 'true' } }, { [key]: [] })).toBe(true);
});

test('several values are alternatives; with a negated operator none may match', () => {
  const values = { 'k:k': ['a', 'b'] };
  expect(holds({ StringEquals: values }, { 'k:k': 'b' })).toBe(true);
  expect(holds({ StringEquals: values }, { 'k:k': 'c' })).toBe(false);
  expect(holds({ StringNotEquals: values }, { 'k:k': 'c' })).toBe(true);
  expect(holds({ StringNotEquals: values }, { 'k:k': 'b' })).toBe(false);
});

test('several operators and several keys must all hold', () => {
  const block = { StringEquals: { 'k:a': '1', 'k:b': '2' }, Bool: { 'k:c': 'true' } };
  expect(holds(block, { 'k:a': '1', 'k:b': '2', 'k:c': true })).toBe(true);
  expect(holds(block, { 'k:a': '1', 'k:b': '3', 'k:c': true })).toBe(false);
  expect(holds(block, { 'k:a': '1', 'k:b': '2', 'k:c': false })).toBe(false);
});

test('ForAllValues wants every value of the request, ForAnyValue one', () => {
  const all = { 'ForAllValues:StringEquals': { 'k:k': ['a', 'b'] } };
  expect(holds(all, { 'k:k': ['a', 'b', 'a'] })).toBe(true);
  expect(holds(all, { 'k:k': ['a', 'c'] })).toBe(false);
  expect(holds(all, { 'k:k': [] })).toBe(true);
  expect(holds(all, {})).toBe(true);
  const any = { 'ForAnyValue:StringEquals': { 'k:k': ['a', 'b'] } };
  expect(holds(any, { 'k:k': ['c', 'b'] })).toBe(true);
  expect(holds(any, { 'k:k': ['c', 'd'] })).toBe(false);
  expect(holds(any, { 'k:k': [] })).toBe(false);
  expect(holds(any, {})).toBe(false);
});

test('the quantifiers apply to negated operators value by value', () => {
  const all = { 'ForAllValues:StringNotEquals': { 'k:k': ['a', 'b'] } };
  expect(holds(all, { 'k:k': ['c', 'd'] })).toBe(true);
  expect(holds(all, { 'k:k': ['c', 'a'] })).toBe(false);
  const any = { 'ForAnyValue:StringNotEquals': { 'k:k': ['a', 'b'] } };
  expect(holds(any, { 'k:k': ['a', 'c'] })).toBe(true);
  expect(holds(any, { 'k:k': ['a', 'b'] })).toBe(false);
});

test('names of keys are read without case', () => {
  expect(holds({ StringEquals: { 'AWS:sourcearn': 'x' } }, { 'aws:SourceArn': 'x' })).toBe(true);
});

test('variables stand for values of the request, but not in documents of 2008', () => {
  const block = { StringEquals: { 'k:k': '${aws:username}' } };
  expect(holds(block, { 'k:k': 'alice', 'aws:username': 'alice' })).toBe(true);
  expect(holds(block, { 'k:k': 'alice', 'aws:username': 'bob' })).toBe(false);
  expect(holds(block, { 'k:k': '' })).toBe(false);
  expect(holds({ StringNotEquals: { 'k:k': '${aws:username}' } }, { 'k:k': 'alice' })).toBe(true);
  expect(holds(block, { 'k:k': 'alice', 'aws:username': 'alice' }, '2008-10-17')).toBe(false);
  expect(holds(block, { 'k:k': '${aws:username}' }, '2008-10-17')).toBe(true);
});

test('the pair that demands encryption strikes on a missing header and on another one', () => {
  const key = 's3:x-amz-server-side-encryption';
  const denied = (values: ContextValues) =>
    holds({ StringNotEquals: { [key]: 'aws:kms' } }, values) || holds({ Null: { [key]: 'true' } }, values);
  expect(denied({})).toBe(true);
  expect(denied({ [key]: 'AES256' })).toBe(true);
  expect(denied({ [key]: 'aws:kms' })).toBe(false);
});
