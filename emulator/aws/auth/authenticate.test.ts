import { createHash } from 'node:crypto';
import { CloudFrontClient, GetDistributionCommand } from '@aws-sdk/client-cloudfront';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { authenticate, type SigningService } from './authenticate.ts';
import { builtinCredentials, Credential } from './credentials.ts';
import type { AwsError } from '../kernel/aws-error.ts';
import { seconds } from '../kernel/instant.ts';
import { startRecorder, type RecordedRequest } from './testing/recorder.ts';
import { at, EXAMPLE_KEY, exampleCredentials, refusal, wireRequest } from './testing/requests.ts';

const SQS: SigningService = { signingName: 'sqs', family: 'query-compatible-json' };
const DYNAMODB: SigningService = { signingName: 'dynamodb', family: 'json' };
const LAMBDA: SigningService = { signingName: 'lambda', family: 'rest-json' };
const CLOUDFRONT: SigningService = { signingName: 'cloudfront', family: 'query' };

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

const verify = (service: SigningService, request: RecordedRequest, region = 'eu-west-1') =>
  authenticate(service, request, sha256(request.bytes), {
    now: Date.now(),
    region,
    credentials: builtinCredentials(),
  });

const settings = (endpoint: string) => ({
  endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: '111122223333', secretAccessKey: 'test' },
});

test('what the SDK sends to a JSON service verifies, and no other body does', async () => {
  await using recorder = await startRecorder('{}');
  await new DynamoDBClient(settings(recorder.endpoint)).send(new ListTablesCommand({ Limit: 3 }));
  const request = recorder.last();
  expect(verify(DYNAMODB, request)).toMatchObject({
    mechanism: 'header-v4',
    principal: { accountId: '111122223333', arn: 'arn:aws:iam::111122223333:root' },
    payload: { kind: 'sha256', hex: sha256('{"Limit":3}') },
    region: 'eu-west-1',
  });
  const tampered = { ...request, bytes: Buffer.from('{"Limit":4}') };
  expect(refusal(() => verify(DYNAMODB, tampered)).code).toBe('InvalidSignatureException');
});

test('what the SDK sends to a query-compatible JSON service verifies', async () => {
  await using recorder = await startRecorder('{}');
  await new SQSClient(settings(recorder.endpoint)).send(new ListQueuesCommand({}));
  expect(verify(SQS, recorder.last()).principal).toMatchObject({ accountId: '111122223333' });
});

test('a path is signed with its escapes escaped again', async () => {
  await using recorder = await startRecorder('{}');
  const lambda = new LambdaClient(settings(recorder.endpoint));
  const FunctionName = 'arn:aws:lambda:eu-west-1:111122223333:function:resize';
  await lambda.send(new GetFunctionCommand({ FunctionName, Qualifier: 'live 1' }));
  expect(recorder.last().path).toContain('%3A');
  expect(verify(LAMBDA, recorder.last()).mechanism).toBe('header-v4');
});

test('a global service is signed for its own region', async () => {
  await using recorder = await startRecorder('<Distribution/>');
  const cloudfront = new CloudFrontClient({ ...settings(recorder.endpoint), region: 'us-east-1' });
  await cloudfront.send(new GetDistributionCommand({ Id: 'E1' }));
  expect(verify(CLOUDFRONT, recorder.last(), 'us-east-1').region).toBe('us-east-1');
  expect(refusal(() => verify(CLOUDFRONT, recorder.last(), 'eu-west-1'))).toEqual({
    code: 'SignatureDoesNotMatch',
    status: 403,
    message: "Credential should be scoped to a valid region, not 'us-east-1'. ",
    details: {},
  });
});

/**
 * `get-vanilla` of AWS's Signature Version 4 test suite: GET / at 2015-08-30T12:36:00Z, service `service`, region
 * us-east-1.
 */
const SUITE_KEY = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

test.each([
  ['get-vanilla', '/', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  ['get-relative', '/example/..', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  ['get-slash', '//', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  [
    'get-vanilla-query-order-key-case',
    '/?Param2=value2&Param1=value1',
    'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  ],
])('%s of the test suite verifies', (_name, target, signature) => {
  const credential = new Credential({ ...SUITE_KEY, accountId: '1', arn: 'a', userId: 'u' });
  const request = wireRequest('GET', target, {
    host: 'example.amazonaws.com',
    'x-amz-date': '20150830T123600Z',
    authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`,
  });
  const service: SigningService = { signingName: 'service', family: 'json' };
  const options = { now: at('2015-08-30T12:36:00Z'), credentials: { find: () => credential } };
  expect(authenticate(service, request, sha256(''), options).signatureAgeMs).toBe(0);
});

const NOW = at('2026-11-20T10:11:12Z');
const DATE = '20261120T101112Z';
const SIGNED = 'host;x-amz-date';
const credential = (scope: string) => `Credential=${EXAMPLE_KEY.accessKeyId}/${scope}`;
const header = (parts: { algorithm?: string; credential?: string; signed?: string; signature?: string }) =>
  `${parts.algorithm ?? 'AWS4-HMAC-SHA256'} ${parts.credential ?? credential('20261120/us-east-1/dynamodb/aws4_request')}, SignedHeaders=${parts.signed ?? SIGNED}, Signature=${parts.signature ?? 'x'}`;

const refused = (
  service: SigningService,
  headers: Readonly<Record<string, string>>,
  target = '/',
  now = NOW,
) =>
  refusal(() =>
    authenticate(service, wireRequest('POST', target, { host: 'localhost', ...headers }), sha256('{}'), {
      now,
      region: 'us-east-1',
      credentials: exampleCredentials,
    }),
  );

test.each([
  [{ signingName: 'sns', family: 'query' }, 'MissingAuthenticationToken', 403],
  [DYNAMODB, 'MissingAuthenticationTokenException', 400],
  [SQS, 'MissingAuthenticationTokenException', 403],
  [LAMBDA, 'MissingAuthenticationTokenException', 403],
] as const)('without a credential %o answers %s', (service, code, status) => {
  for (const headers of [{}, { authorization: 'Bearer x' }, { authorization: 'AWS key:signature' }]) {
    expect(refused(service, headers)).toEqual({
      code,
      status,
      message: 'Request is missing Authentication Token',
      details: {},
    });
  }
});

test('a query-compatible service names its old code in a header', () => {
  const request = wireRequest('POST', '/', { host: 'localhost' });
  const options = { now: NOW, credentials: exampleCredentials };
  expect(() => authenticate(SQS, request, sha256(''), options)).toThrow(
    expect.objectContaining({
      headers: { 'x-amzn-query-error': 'MissingAuthenticationToken;Sender' },
    } satisfies Partial<AwsError>),
  );
});

const CANONICAL = ['POST', '/', '', 'host:localhost', `x-amz-date:${DATE}`, '', SIGNED, sha256('{}')].join(
  '\n',
);
const EXPIRED =
  'Signature expired: 20261120T100611Z is now earlier than 20261120T100612Z (20261120T101112Z - 5 min.)';

/** In DynamoDB's order: each row is also given every fault below it that it does not contradict. */
const FAULTS: readonly {
  fault: string;
  headers: Readonly<Record<string, string>>;
  code: string;
  message: string;
}[] = [
  {
    fault: 'half a credential',
    headers: { authorization: 'AWS4-HMAC-SHA256 Credential=a' },
    code: 'IncompleteSignatureException',
    message:
      "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. (Hashed with SHA-256 and encoded with Base64) Authorization=520Nq5bS80gLhTcgcZzjkP74XCXMcdxItgMCiiN4K6U=",
  },
  {
    fault: 'a date in another form',
    headers: { 'x-amz-date': '201' },
    code: 'IncompleteSignatureException',
    message: "Date must be in ISO-8601 'basic format'. Got '201'. See http://en.wikipedia.org/wiki/ISO_8601",
  },
  {
    fault: 'a signature of five minutes and a second ago',
    headers: { 'x-amz-date': '20261120T100611Z' },
    code: 'InvalidSignatureException',
    message: EXPIRED,
  },
  {
    fault: 'a host that is not signed',
    headers: {
      authorization: header({ signed: 'x-amz-date', algorithm: 'AWS4-X', credential: 'Credential=a' }),
    },
    code: 'InvalidSignatureException',
    message: "'Host' must be a 'SignedHeader' in the AWS Authorization.",
  },
  {
    fault: 'another algorithm',
    headers: { authorization: header({ algorithm: 'AWS4-HMAC-SHA25', credential: 'Credential=a' }) },
    code: 'IncompleteSignatureException',
    message: "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA25' (only AWS4-HMAC-SHA256 for now). ",
  },
  {
    fault: 'a credential of four parts',
    headers: { authorization: header({ credential: 'Credential=a/b/c/d' }) },
    code: 'IncompleteSignatureException',
    message:
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b/c/d'",
  },
  {
    fault: 'a scope wrong in every part',
    headers: { authorization: header({ credential: 'Credential=a/b/c/d/e' }) },
    code: 'InvalidSignatureException',
    message:
      "Credential should be scoped to a valid region, not 'c'. Credential should be scoped to correct service: 'dynamodb'. Credential should be scoped with a valid terminator: 'aws4_request', not 'e'. Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: 'b' != '20261120', from '20261120T101112Z'. ",
  },
  {
    fault: 'an unknown key',
    headers: {
      authorization: header({ credential: 'Credential=a/20261120/us-east-1/dynamodb/aws4_request' }),
    },
    code: 'UnrecognizedClientException',
    message: 'The security token included in the request is invalid.',
  },
  {
    fault: 'another signature',
    headers: { authorization: header({}) },
    code: 'InvalidSignatureException',
    message: `The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\nThe Canonical String for this request should have been\n'${CANONICAL}'\n\nThe String-to-Sign should have been\n'AWS4-HMAC-SHA256\n${DATE}\n20261120/us-east-1/dynamodb/aws4_request\n${sha256(CANONICAL)}'\n`,
  },
];

test.each(FAULTS.map((row, index) => ({ ...row, index })))(
  '$fault is refused before every fault that follows it',
  ({ headers, code, message, index }) => {
    for (const later of [{ headers: {} }, ...FAULTS.slice(index + 1)]) {
      const all = { 'x-amz-date': DATE, authorization: header({}), ...later.headers, ...headers };
      expect(refused(DYNAMODB, all)).toEqual({ code, status: 400, message, details: {} });
    }
  },
);

test('query services allow fifteen minutes, and say so', () => {
  const headers = { 'x-amz-date': DATE, authorization: header({}) };
  const sns: SigningService = { signingName: 'sns', family: 'query' };
  expect(refused(sns, headers, '/', NOW + seconds(901))).toMatchObject({
    code: 'SignatureDoesNotMatch',
    status: 403,
    message:
      'Signature expired: 20261120T101112Z is now earlier than 20261120T101113Z (20261120T102613Z - 15 min.)',
  });
  expect(refused(sns, headers, '/', NOW - seconds(901)).message).toBe(
    'Signature not yet current: 20261120T101112Z is still later than 20261120T101111Z (20261120T095611Z + 15 min.)',
  );
  expect(refused(sns, headers, '/', NOW + seconds(900)).message).toMatch(/^Credential should be scoped/);
});

test('no date at all is part of an incomplete signature', () => {
  expect(refused(DYNAMODB, { authorization: header({}) }).message).toMatch(
    /^Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header\. \(Hashed/,
  );
});

test('a header beside a presigned query is one credential too many', () => {
  expect(
    refused(DYNAMODB, { authorization: header({}) }, '/?X-Amz-Algorithm=AWS4-HMAC-SHA256'),
  ).toMatchObject({
    code: 'InvalidSignatureException',
    message: "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
  });
});
