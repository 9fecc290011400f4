import { expect, test } from 'vitest';
import { IDENTITY_POLICY, parsePolicy } from './parse.ts';

const STATEMENT = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
const policy = (statement: object, members: object = {}) =>
  JSON.stringify({ Version: '2012-10-17', ...members, Statement: statement });
const without = (name: keyof typeof STATEMENT) => policy({ ...STATEMENT, [name]: undefined });

const fault = (text: string) => {
  const parsed = parsePolicy(text);
  return 'fault' in parsed ? parsed.fault : undefined;
};

test.each([
  ['', "Policies must be valid JSON and the first byte must be '{'"],
  ['invalid json', "Policies must be valid JSON and the first byte must be '{'"],
  [' {}', "Policies must be valid JSON and the first byte must be '{'"],
  ['[]', "Policies must be valid JSON and the first byte must be '{'"],
  ['{"Version"', 'This policy contains invalid Json'],
  ['{}', 'Missing required field Statement'],
  ['{"Statement":[]}', 'Could not parse the policy: Statement is empty!'],
  ['{"Statement":"x"}', 'Invalid policy syntax.'],
  ['{"Statement":[null]}', 'Invalid policy syntax.'],
  ['{"Statements":[]}', 'Invalid policy syntax.'],
  [policy(STATEMENT, { Version: '2012-10-18' }), 'The policy must contain a valid version string'],
  [policy(STATEMENT, { Version: 2012 }), 'The policy must contain a valid version string'],
  [without('Effect'), 'Missing required field Effect'],
  [without('Principal'), 'Missing required field Principal'],
  [without('Action'), 'Missing required field Action'],
  [without('Resource'), 'Missing required field Resource'],
  [policy({ ...STATEMENT, Effect: 'allow' }), 'Invalid effect: allow'],
  [policy({ ...STATEMENT, Action: null }), 'Invalid policy syntax.'],
  [policy({ ...STATEMENT, Action: [] }), 'Invalid policy syntax.'],
  [policy({ ...STATEMENT, Action: 'GetObject' }), 'Policy has invalid action'],
  [policy({ ...STATEMENT, NotAction: 's3:*' }), 'Invalid policy syntax.'],
  [policy({ ...STATEMENT, Resource: 'b/*' }), 'Policy has invalid resource'],
  [policy({ ...STATEMENT, Colour: 'red' }), 'Invalid policy syntax.'],
  [policy({ ...STATEMENT, Principal: {} }), 'Missing required field Principal cannot be empty!'],
  [
    policy({ ...STATEMENT, Principal: undefined, NotPrincipal: { AWS: '111122223333' } }),
    'Invalid policy syntax.',
  ],
  [policy({ ...STATEMENT, Condition: { Equals: { 'aws:a': 'b' } } }), 'Invalid Condition type : Equals'],
  [
    policy({ ...STATEMENT, Condition: { stringEquals: { 'aws:a': 'b' } } }),
    'Invalid Condition type : stringEquals',
  ],
  [
    policy({ ...STATEMENT, Condition: { NullIfExists: { 'aws:a': 'true' } } }),
    'Invalid Condition type : NullIfExists',
  ],
  [policy({ ...STATEMENT, Condition: { Bool: { secure: 'b' } } }), 'Policy has an invalid condition key'],
  [policy({ ...STATEMENT, Condition: { Bool: { 'aws:a': null } } }), 'Invalid policy syntax.'],
  [
    policy({ ...STATEMENT, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/33' } } }),
    'Invalid IP address in Conditions',
  ],
])('%s: %s', (text, message) => {
  expect(fault(text)).toBe(message);
});

test.each([
  'someone',
  { AWS: 'someone' },
  { AWS: '11112222333' },
  { AWS: 'arn:aws:iam::111122223333:user/*' },
  { AWS: 'arn:aws:iam::*:root' },
  { AWS: 'arn:aws:iam::111122223333:group/g' },
  { AWS: 'arn:aws:s3:::b' },
  { AWS: 'AIDAEXAMPLE' },
  { Service: '*' },
  { Service: 'cloudfront' },
  { CanonicalUser: 'abc' },
  { Everyone: '*' },
])('the principal %o is invalid', (Principal) => {
  expect(fault(policy({ ...STATEMENT, Principal }))).toBe('Invalid principal in policy');
});

test.each([
  '*',
  { AWS: '*' },
  { AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1EXAMPLE' },
  { AWS: 'arn:aws:iam::111122223333:role/aws-service-role/a/b' },
  { AWS: 'arn:aws:sts::111122223333:federated-user/bob' },
  { Service: 'delivery.logs.amazonaws.com' },
  { CanonicalUser: 'a'.repeat(64) },
])('the principal %o is one', (Principal) => {
  expect(fault(policy({ ...STATEMENT, Principal }))).toBeUndefined();
});

test('a document without a version is of 2008, and one statement needs no list', () => {
  expect(parsePolicy(JSON.stringify({ Id: 'x', Statement: { ...STATEMENT, Sid: 'one' } }))).toMatchObject({
    document: { version: '2008-10-17', id: 'x', statements: [{ sid: 'one', position: 1, effect: 'Allow' }] },
  });
});

test('numbers and booleans of a condition need no quotation marks', () => {
  const Condition = {
    NumericLessThan: { 's3:max-keys': 10 },
    Bool: { 'aws:SecureTransport': [true, 'false'] },
  };
  expect(fault(policy({ ...STATEMENT, Condition }))).toBeUndefined();
});

test('policies of an identity must not name a principal', () => {
  const named = parsePolicy(policy(STATEMENT), IDENTITY_POLICY);
  expect(named).toEqual({ fault: 'Policy document should not specify a principal.' });
  expect(parsePolicy(without('Principal'), IDENTITY_POLICY)).toHaveProperty('document');
});
