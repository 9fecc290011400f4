import { expect, test } from 'vitest';
import type { Principal } from '../../kernel/scope.ts';
import { denialError, type Denial } from './denial.ts';

const ALICE: Principal = {
  kind: 'user',
  accountId: '111122223333',
  accessKeyId: 'AKIA',
  arn: 'arn:aws:iam::111122223333:user/alice',
  userId: 'AIDA',
};

const denial = (changes: Partial<Denial> = {}): Denial => ({
  principal: ALICE,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::b/k',
  owner: '111122223333',
  explicit: false,
  source: 'identity',
  ...changes,
});

const error = (service: string, changes?: Partial<Denial>) => {
  const { code, status, message } = denialError(service, denial(changes));
  return { code, status, message };
};

const S3 =
  'User: arn:aws:iam::111122223333:user/alice is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k"';

test.each([
  [{ source: 'identity' }, 'because no identity-based policy allows the s3:GetObject action'],
  [{ source: 'resource' }, 'because no resource-based policy allows the s3:GetObject action'],
  [{ source: 'session' }, 'because no session policy allows the s3:GetObject action'],
  [{ source: 'boundary' }, 'because no permissions boundary allows the s3:GetObject action'],
  [{ source: 'identity', explicit: true }, 'with an explicit deny in an identity-based policy'],
  [{ source: 'resource', explicit: true }, 'with an explicit deny in a resource-based policy'],
  [{ source: 'session', explicit: true }, 'with an explicit deny in a session policy'],
  [{ source: 'boundary', explicit: true }, 'with an explicit deny in a permissions boundary'],
] as const)('S3 tells the own account: %o %s', (changes, tail) => {
  expect(error('s3', changes)).toEqual({ code: 'AccessDenied', status: 403, message: `${S3} ${tail}` });
});

test.each([
  { kind: 'anonymous' },
  { kind: 'service', service: 'cloudfront.amazonaws.com' },
  { ...ALICE, accountId: '444455556666', arn: 'arn:aws:iam::444455556666:user/alice' },
] as const)('S3 tells nobody else: $kind', (principal) => {
  expect(error('s3', { principal, explicit: true, source: 'resource' })).toEqual({
    code: 'AccessDenied',
    status: 403,
    message: 'Access Denied',
  });
});

test('SQS spells the action in lower case and quotes nothing', () => {
  const resource = 'arn:aws:sqs:eu-west-1:222222222222:messages';
  expect(
    error('sqs', { action: 'sqs:SendMessage', resource, owner: '222222222222', source: 'resource' }),
  ).toEqual({
    code: 'AccessDenied',
    status: 403,
    message: `User: arn:aws:iam::111122223333:user/alice is not authorized to perform: sqs:sendmessage on resource: ${resource} because no resource-based policy allows the sqs:sendmessage action`,
  });
});

test('SNS spells its prefix in upper case and has a code of its own', () => {
  const resource = 'arn:aws:sns:eu-west-1:111122223333:failures';
  expect(error('sns', { action: 'sns:Publish', resource })).toEqual({
    code: 'AuthorizationError',
    status: 403,
    message: `User: arn:aws:iam::111122223333:user/alice is not authorized to perform: SNS:Publish on resource: ${resource} because no identity-based policy allows the SNS:Publish action`,
  });
});

test('Lambda names a service where a user would be', () => {
  const principal = { kind: 'service', service: 'sns.amazonaws.com' } as const;
  const resource = 'arn:aws:lambda:eu-west-1:111122223333:function:resize';
  expect(
    error('lambda', { principal, action: 'lambda:InvokeFunction', resource, source: 'resource' }),
  ).toEqual({
    code: 'AccessDeniedException',
    status: 403,
    message: `User: sns.amazonaws.com is not authorized to perform: lambda:InvokeFunction on resource: ${resource} because no resource-based policy allows the lambda:InvokeFunction action`,
  });
});

test('JSON services answer 400', () => {
  expect(error('kms', { action: 'kms:Decrypt' })).toMatchObject({
    code: 'AccessDeniedException',
    status: 400,
  });
});
