import type { PutIntegrationResponseRequest } from '@aws-sdk/client-api-gateway';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { S3 } from '@aws-sdk/client-s3';
import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { clientConfig } from '../../testing/client-config.ts';
import { ROLE } from '../../testing/zip.ts';
import { deployApi, type DeployedApi, type RouteSetup } from './testing/deployed-api.ts';

const uri = (rest: string) => `arn:aws:apigateway:us-east-1:${rest}`;

/** Every route answers as it is told, and where nothing else is said 200 with what the service says. */
async function deploy(
  cloud: Cloud,
  routes: readonly RouteSetup[],
  responses: readonly Pick<
    PutIntegrationResponseRequest,
    'responseTemplates' | 'selectionPattern' | 'statusCode'
  >[] = [],
): Promise<DeployedApi> {
  const type = { type: 'AWS', credentials: ROLE } as const;
  const api = await deployApi(
    cloud,
    routes.map((route) => ({ ...route, integration: { ...type, ...route.integration } })),
    { binaryMediaTypes: ['image/*'] },
  );
  const usual = responses.some(({ statusCode }) => statusCode === '200') ? [] : [{ statusCode: '200' }];
  for (const { path, method } of routes) {
    const at = api.methodAt(path, method);
    for (const response of [...usual, ...responses]) {
      await api.gateway.putMethodResponse({ ...at, statusCode: response.statusCode });
      await api.gateway.putIntegrationResponse({ ...at, ...response });
    }
  }
  await api.deploy();
  return api;
}

test('objects are stored and fetched through an API, byte for byte', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = new S3(clientConfig(cloud));
  await s3.createBucket({ Bucket: 'photos' });
  const path = '/photos/{key}';
  const settings = { requestParameters: { 'method.request.path.key': true } };
  const integration = {
    uri: uri('s3:path/photos/{object}'),
    requestParameters: { 'integration.request.path.object': 'method.request.path.key' },
  };
  const route = { path, settings };
  const missing = { statusCode: '404', selectionPattern: '404' };
  const api = await deploy(
    cloud,
    [
      { ...route, method: 'PUT', integration: { ...integration, integrationHttpMethod: 'PUT' } },
      { ...route, method: 'GET', integration: { ...integration, integrationHttpMethod: 'GET' } },
    ],
    [missing],
  );
  const image = Uint8Array.of(0xff, 0xd8, 0xff, 0, 0x80, 0x0a);
  const headers = { 'content-type': 'image/jpeg' };
  const put = await fetch(`${api.url}/photos/cat%20one.jpg`, { method: 'PUT', headers, body: image });
  expect(put.status).toBe(200);
  const stored = await s3.getObject({ Bucket: 'photos', Key: 'cat one.jpg' });
  expect(await stored.Body?.transformToByteArray()).toEqual(image);
  const got = await fetch(`${api.url}/photos/cat%20one.jpg`, { headers: { accept: 'image/jpeg' } });
  expect(new Uint8Array(await got.arrayBuffer())).toEqual(image);
  const absent = await fetch(`${api.url}/photos/dog.jpg`);
  expect(absent.status).toBe(404);
  expect(await absent.text()).toContain('<Code>NoSuchKey</Code>');
});

test('a queue takes a form and answers in JSON', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'uploads' });
  const template = '#set($sent = $input.path("$.SendMessageResponse.SendMessageResult"))"$sent.MessageId"';
  const api = await deploy(
    cloud,
    [
      {
        path: '/uploads',
        method: 'POST',
        integration: {
          integrationHttpMethod: 'POST',
          uri: uri(`sqs:path/${cloud.accountId}/uploads`),
          requestParameters: {
            'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'",
          },
          requestTemplates: {
            'application/json': 'Action=SendMessage&MessageBody=$util.urlEncode($input.body)',
          },
        },
      },
    ],
    [{ statusCode: '200', responseTemplates: { 'application/json': template } }],
  );
  const body = JSON.stringify({ key: 'a&b=c.jpg' });
  const headers = { 'content-type': 'application/json' };
  const sent = await fetch(`${api.url}/uploads`, { method: 'POST', headers, body });
  const { Messages = [] } = await sqs.receiveMessage({ QueueUrl });
  expect(Messages.map(({ Body, MessageId }) => [Body, MessageId])).toEqual([[body, await sent.json()]]);
});

test('a table is written and read by actions, and its errors pick a response', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const dynamodb = new DynamoDB(clientConfig(cloud));
  await dynamodb.createTable({
    TableName: 'photos',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  const item = (action: string, template: string) => ({
    integrationHttpMethod: 'POST',
    uri: uri(`dynamodb:action/${action}`),
    requestTemplates: { 'application/json': template },
  });
  const id = '{"S": "$input.params(\'id\')"}';
  const api = await deploy(
    cloud,
    [
      {
        path: '/{id}',
        method: 'PUT',
        integration: item('PutItem', `{"TableName": "photos", "Item": {"id": ${id}}}`),
      },
      {
        path: '/{id}',
        method: 'GET',
        integration: item('GetItem', `{"TableName": "photos", "Key": {"id": ${id}}}`),
      },
      { path: '/{id}', method: 'DELETE', integration: item('DeleteItem', '{"TableName": "photos"}') },
    ],
    [{ statusCode: '422', selectionPattern: '4\\d\\d' }],
  );
  expect(await (await fetch(`${api.url}/7`, { method: 'PUT' })).text()).toBe('{}');
  expect(await (await fetch(`${api.url}/7`)).json()).toEqual({ Item: { id: { S: '7' } } });
  const refused = await fetch(`${api.url}/7`, { method: 'DELETE' });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain('ValidationException');
});

test('the role of an integration has to be let in by the service', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = new S3(clientConfig(cloud));
  await s3.createBucket({ Bucket: 'photos' });
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Deny', Principal: '*', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::photos' },
  });
  await s3.putBucketPolicy({ Bucket: 'photos', Policy });
  const integration = { integrationHttpMethod: 'GET', uri: uri('s3:path/photos?list-type=2') };
  const api = await deploy(
    cloud,
    [{ path: '/', method: 'GET', integration }],
    [{ statusCode: '403', selectionPattern: '403' }],
  );
  const denied = await fetch(api.url);
  expect(denied.status).toBe(403);
  expect(await denied.text()).toContain('<Code>AccessDenied</Code>');
});
