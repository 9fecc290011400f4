import { expect, test } from 'vitest';
import { identify } from './identify.ts';
import { rawRequest } from './testing/requests.ts';
import type { RequestParts } from './testing/requests.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
const signed = (service: string): Readonly<Record<string, string>> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=AKID/20261120/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

test.each<[string, RequestParts, string, string]>([
  ['a scope', { headers: signed('lambda'), path: '/anything' }, 'lambda', 'rest-json'],
  [
    'a scope in the query',
    { query: 'X-Amz-Credential=AKID%2F20261120%2Fus-east-1%2Fs3%2Faws4_request' },
    's3',
    's3',
  ],
  [
    'a scope two services share, and a target',
    {
      method: 'POST',
      headers: { ...signed('dynamodb'), 'x-amz-target': 'DynamoDBStreams_20120810.ListStreams' },
    },
    'dynamodb-streams',
    'aws-json-1.0',
  ],
  [
    'a target that names a package before its service',
    {
      method: 'POST',
      headers: {
        'x-amz-target': 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents',
        'content-type': 'application/x-amz-json-1.1',
      },
    },
    'cloudtrail',
    'aws-json-1.1',
  ],
  ['a scope two services share', { method: 'POST', headers: signed('dynamodb') }, 'dynamodb', 'aws-json-1.0'],
  [
    'a scope of a service not known here',
    { method: 'POST', headers: signed('rekognition') },
    'rekognition',
    'rest-json',
  ],
  [
    'a scope of a service not known here, and its target',
    {
      method: 'POST',
      headers: {
        ...signed('rekognition'),
        'x-amz-target': 'RekognitionService.DetectLabels',
        'content-type': 'application/x-amz-json-1.1',
      },
    },
    'rekognition',
    'aws-json-1.1',
  ],
  [
    'a scope and a form',
    { method: 'POST', headers: { ...signed('sqs'), ...FORM }, body: 'Action=ListQueues' },
    'sqs',
    'aws-query',
  ],
  [
    'a target',
    { method: 'POST', headers: { 'x-amz-target': 'TrentService.ListKeys' } },
    'kms',
    'aws-json-1.1',
  ],
  [
    'an RPC path',
    { method: 'POST', path: '/service/GraniteServiceVersion20100801/operation/ListMetrics' },
    'cloudwatch',
    'rpc-v2-cbor',
  ],
  [
    "a form's version",
    { method: 'POST', headers: FORM, body: 'Action=AssumeRoleWithWebIdentity&Version=2011-06-15' },
    'sts',
    'aws-query',
  ],
  [
    'a link',
    { path: '/', query: 'Action=ConfirmSubscription&TopicArn=t&Token=x&Version=2010-03-31' },
    'sns',
    'aws-query',
  ],
  [
    "a form to a queue's URL",
    { method: 'POST', path: '/000000000000/queue', headers: FORM, body: 'Action=SendMessage&MessageBody=m' },
    'sqs',
    'aws-query',
  ],
  [
    'a host of LocalStack',
    { headers: { host: 'sqs.us-east-1.localhost.localstack.cloud:4566' } },
    'sqs',
    'aws-json-1.0',
  ],
  [
    'a host of AWS',
    { headers: { host: 'monitoring.us-east-1.amazonaws.com' } },
    'cloudwatch',
    'aws-json-1.0',
  ],
  ['a host without a region', { headers: { host: 'iam.amazonaws.com' } }, 'iam', 'aws-query'],
  [
    'a host with two labels',
    { headers: { host: 'streams.dynamodb.us-east-1.amazonaws.com' } },
    'dynamodb-streams',
    'aws-json-1.0',
  ],
  ["a bucket's host", { headers: { host: 'b.s3.us-east-1.amazonaws.com' }, path: '/restapis' }, 's3', 's3'],
  ["a bucket's short host", { headers: { host: 'sqs-exports.localhost:4566' } }, 's3', 's3'],
  ['a path of Lambda', { path: '/2015-03-31/functions' }, 'lambda', 'rest-json'],
  ['a later path of Lambda', { path: '/2021-10-31/functions/f/url' }, 'lambda', 'rest-json'],
  ['a path of CloudFront', { path: '/2020-05-31/distribution' }, 'cloudfront', 'rest-xml'],
  ['a path of API Gateway', { path: '/restapis/a/resources' }, 'api-gateway', 'rest-json'],
  ['a path like one of API Gateway', { path: '/restapis-bucket/key' }, 's3', 's3'],
  ['nothing in particular', { path: '/b/2015-03-31/functions' }, 's3', 's3'],
  ['the root', { path: '/' }, 's3', 's3'],
  ['a form to a bucket', { method: 'POST', path: '/bucket', headers: FORM, body: 'x=1' }, 's3', 's3'],
])('%s tells the service', async (_, parts, service, protocol) => {
  expect(await identify(rawRequest(parts))).toMatchObject({ service, protocol });
});

test("only a form's body is read", async () => {
  const form = await identify(
    rawRequest({ method: 'POST', headers: FORM, body: 'Action=A&Version=2011-06-15' }),
  );
  expect(String(form.request.bytes)).toBe('Action=A&Version=2011-06-15');
  const upload = await identify(rawRequest({ method: 'PUT', path: '/b/k', headers: FORM, body: 'x' }));
  expect(upload.request.bytes).toBeUndefined();
});

test('a form larger than any service takes stays unread', async () => {
  const body = [Buffer.alloc(16 * 1024 * 1024 + 1, 'a'), Buffer.from('a')];
  const { service, request } = await identify(rawRequest({ method: 'POST', headers: FORM, body }));
  expect(service).toBe('s3');
  expect(request.bytes).toBeUndefined();
  expect(request.body.destroyed).toBe(false);
});
