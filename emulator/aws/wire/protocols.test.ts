/** What the protocols add around input and output. */
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { AwsError } from '../kernel/aws-error.ts';
import { readWhole } from './body.ts';
import type { WireResponse } from './message.ts';
import { protocolNamed } from './protocols.ts';
import type { OperationModel } from './schema.ts';
import type { ProtocolName, ServiceId } from './service-traits.ts';
import { Peer } from './testing/clients.ts';
import { rawRequest } from './testing/requests.ts';

const META = { requestId: 'R1' };

async function operationOf(service: ServiceId, name: string): Promise<OperationModel> {
  const { model } = await Peer.of(service);
  return model.operations.get(name) as OperationModel;
}

async function errorOf(service: ServiceId, protocol: ProtocolName, error: AwsError): Promise<WireResponse> {
  const { model } = await Peer.of(service);
  return protocolNamed(protocol).encodeError(error, { ...META, service: model });
}

const gone = new AwsError({
  code: 'QueueDoesNotExist',
  status: 400,
  message: 'The specified queue does not exist.',
});

describe('errors', () => {
  test('a JSON error of SQS has its namespace, and its old code in a header', async () => {
    expect(await errorOf('sqs', 'aws-json-1.0', gone)).toEqual({
      status: 400,
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amzn-requestid': 'R1',
        'x-amzn-query-error': 'AWS.SimpleQueueService.NonExistentQueue;Sender',
      },
      body: '{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"The specified queue does not exist."}',
    });
  });

  test('the same error in the query protocol has only the old code', async () => {
    expect((await errorOf('sqs', 'aws-query', gone)).body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<ErrorResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><Error><Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code><Message>The specified queue does not exist.</Message><Detail/></Error><RequestId>R1</RequestId></ErrorResponse>',
    );
  });

  test.each([
    ['ResourceNotFoundException', 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException', 'message'],
    ['ValidationException', 'com.amazon.coral.validate#ValidationException', 'message'],
    ['SerializationException', 'com.amazon.coral.service#SerializationException', 'Message'],
  ])("DynamoDB's %s is written %s", async (code, type, key) => {
    const { body, headers } = await errorOf(
      'dynamodb',
      'aws-json-1.0',
      new AwsError({ code, status: 400, message: 'm' }),
    );
    expect(body).toBe(`{"__type":"${type}","${key}":"m"}`);
    expect(headers['x-amz-crc32']).toBe(String(crc32(body as string)));
  });

  test('a structured member of a DynamoDB error has the form of its shape', async () => {
    const error = new AwsError({
      code: 'TransactionCanceledException',
      status: 400,
      message: 'm',
      details: { CancellationReasons: [{ Code: 'None', Item: { b: { B: Buffer.from('x') } } }] },
    });
    expect(JSON.parse((await errorOf('dynamodb', 'aws-json-1.0', error)).body as string)).toMatchObject({
      CancellationReasons: [{ Code: 'None', Item: { b: { B: 'eA==' } } }],
    });
  });

  test('a Lambda error has its name in a header and its message under the name its shape gives it', async () => {
    const error = new AwsError({
      code: 'ResourceNotFoundException',
      status: 404,
      message: 'Function not found: f',
      details: { Type: 'User' },
    });
    expect(await errorOf('lambda', 'rest-json', error)).toEqual({
      status: 404,
      headers: {
        'content-type': 'application/json',
        'x-amzn-requestid': 'R1',
        'x-amzn-errortype': 'ResourceNotFoundException',
      },
      body: '{"Message":"Function not found: f","Type":"User"}',
    });
  });

  test('a member bound to a header travels there', async () => {
    const error = new AwsError({
      code: 'TooManyRequestsException',
      status: 429,
      message: 'Rate exceeded',
      details: { retryAfterSeconds: '3' },
    });
    const { headers, body } = await errorOf('lambda', 'rest-json', error);
    expect(headers['retry-after']).toBe('3');
    expect(body).toBe('{"message":"Rate exceeded"}');
  });

  test('a CBOR error says so in Smithy-Protocol', async () => {
    const error = new AwsError({ code: 'ResourceNotFoundException', status: 404, message: 'm' });
    const { headers } = await errorOf('cloudwatch', 'rpc-v2-cbor', error);
    expect(headers['smithy-protocol']).toBe('rpc-v2-cbor');
  });
});

describe('answers', () => {
  test('a query answer wraps its result and names the request', async () => {
    const operation = await operationOf('sns', 'CreateTopic');
    expect(protocolNamed('aws-query').encode(operation, { TopicArn: 'arn' }, META)).toEqual({
      status: 200,
      headers: { 'content-type': 'text/xml', 'x-amzn-requestid': 'R1' },
      body: '<CreateTopicResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><CreateTopicResult><TopicArn>arn</TopicArn></CreateTopicResult><ResponseMetadata><RequestId>R1</RequestId></ResponseMetadata></CreateTopicResponse>',
    });
  });

  test('every answer of DynamoDB carries the CRC-32 of its body', async () => {
    const operation = await operationOf('dynamodb', 'PutItem');
    expect(protocolNamed('aws-json-1.0').encode(operation, {}, META).headers['x-amz-crc32']).toBe(
      '2745614147',
    );
  });

  test("CloudFront's misspelled ETag is sent in both spellings", async () => {
    const operation = await operationOf('cloudfront', 'UpdateFunction');
    expect(protocolNamed('rest-xml').encode(operation, { ETag: 'E' }, META).headers).toMatchObject({
      etag: 'E',
      ettag: 'E',
    });
  });

  test('an answer of 204 has no body', async () => {
    const operation = await operationOf('lambda', 'DeleteFunction');
    expect(protocolNamed('rest-json').encode(operation, { StatusCode: 204 }, META)).not.toHaveProperty(
      'body',
    );
  });

  test('the status and headers of the call win', async () => {
    const operation = await operationOf('lambda', 'GetFunction');
    const meta = { ...META, status: 299, headers: { 'content-type': 'text/x' } };
    expect(protocolNamed('rest-json').encode(operation, {}, meta)).toMatchObject({
      status: 299,
      headers: { 'content-type': 'text/x' },
    });
  });
});

describe('query requests', () => {
  const decode = async (
    parts: Parameters<typeof rawRequest>[0],
    service: ServiceId,
    name: string,
  ): Promise<object> => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return protocolNamed('aws-query').decode(
      await operationOf(service, name),
      await readWhole(rawRequest({ method: 'POST', headers, ...parts })),
    );
  };

  test('lists are read in every spelling', async () => {
    for (const form of ['AttributeName.1=All', 'AttributeName.member.1=All', 'AttributeName.2=All']) {
      const input = await decode({ body: form }, 'sqs', 'GetQueueAttributes');
      expect(input).toEqual({ AttributeNames: ['All'] });
    }
  });

  test('maps are read with their own names and flattened', async () => {
    const body =
      'Attribute.1.Name=DelaySeconds&Attribute.1.Value=1&Attribute.2.Name=Policy&Attribute.2.Value=a%2Bb+c';
    expect(await decode({ body }, 'sqs', 'SetQueueAttributes')).toEqual({
      Attributes: { DelaySeconds: '1', Policy: 'a+b c' },
    });
  });

  test('numbered parameters are read in the order of their numbers', async () => {
    const body = 'Tags.member.10.Key=c&Tags.member.2.Key=b&Tags.member.1.Key=a';
    expect(await decode({ body }, 'sns', 'TagResource')).toEqual({
      Tags: [{ Key: 'a' }, { Key: 'b' }, { Key: 'c' }],
    });
  });

  test('a request to the URL of a queue is for that queue', async () => {
    const path = '/000000000000/queue';
    expect(await decode({ path, body: 'MessageBody=m' }, 'sqs', 'SendMessage')).toEqual({
      QueueUrl: 'http://127.0.0.1:4566/000000000000/queue',
      MessageBody: 'm',
    });
  });

  test('a link carries its parameters in the query', async () => {
    const query = 'Action=ConfirmSubscription&TopicArn=arn&Token=t&Version=2010-03-31';
    expect(await decode({ method: 'GET', query }, 'sns', 'ConfirmSubscription')).toEqual({
      TopicArn: 'arn',
      Token: 't',
    });
  });
});
