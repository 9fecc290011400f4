import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { DynamoDB, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument, DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { clientConfig } from '../../testing/client-config.ts';
import { attribute, index, refusal, startDynamo, tableInput } from './testing/tables.ts';

test('the document client writes and reads plain objects', async () => {
  await using setup = await startDynamo();
  const { cloud, dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  const client = new DynamoDBClient(clientConfig(cloud));
  const documents = DynamoDBDocument.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const image = {
    id: 'img_1',
    size: 2_500_000,
    ratio: 1.5,
    tags: new Set(['dog', 'beach']),
    place: { lat: 48.1, names: ['München', null, true] },
    bytes: Uint8Array.of(1, 2, 3),
  };
  await documents.put({ TableName: 'images', Item: image });
  expect((await documents.get({ TableName: 'images', Key: { id: 'img_1' } })).Item).toEqual(image);
  const { Attributes } = await documents.send(
    new UpdateCommand({
      TableName: 'images',
      Key: { id: 'img_1' },
      UpdateExpression: 'SET place.lat = place.lat + :by ADD tags :more',
      ExpressionAttributeValues: { ':by': 2, ':more': new Set(['sun']) },
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  expect(Attributes).toEqual({ place: { lat: 50.1 }, tags: new Set(['dog', 'beach', 'sun']) });
  client.destroy();
});

test('of two clients that make the same item, one succeeds', async () => {
  await using setup = await startDynamo();
  const { cloud, dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(cloud)));
  const make = (by: string) =>
    client.send(
      new PutCommand({
        TableName: 'images',
        Item: { id: 'img_1', by },
        ConditionExpression: 'attribute_not_exists(id)',
      }),
    );
  const outcomes = await Promise.allSettled(['ann', 'bob', 'cid'].map(make));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  client.destroy();
});

test('every account and region has tables of its own', async () => {
  await using setup = await startDynamo();
  const { cloud, dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  const elsewhere = new DynamoDB({ ...clientConfig(cloud), region: 'eu-west-1' });
  const stranger = new DynamoDB({
    ...clientConfig(cloud),
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'test' },
  });
  for (const client of [elsewhere, stranger]) {
    expect((await client.listTables()).TableNames).toEqual([]);
    const { TableDescription } = await client.createTable(tableInput('images', 'id'));
    expect(TableDescription?.TableArn).not.toContain(`${cloud.region}:${cloud.accountId}`);
    expect((await client.scan({ TableName: 'images' })).Count).toBe(0);
    client.destroy();
  }
});

test('what is not there is refused by name', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  const select = await refusal(dynamo.executeStatement({ Statement: 'SELECT * FROM images' }));
  expect(select.$metadata.httpStatusCode).toBe(501);
  expect(select.message).toContain('ExecuteStatement');
});

test('a data folder keeps tables, items, indexes, streams and what is to expire', async () => {
  const data = mkdtempSync(join(tmpdir(), 'safelight-dynamodb-'));
  try {
    const startAt = Date.parse('2026-11-20T10:00:00Z');
    {
      await using cloud = await createCloud({ clock: 'manual', startAt, data });
      const dynamo = new DynamoDB(clientConfig(cloud));
      await dynamo.createTable(
        tableInput('images', 'id', {
          AttributeDefinitions: [attribute('user_id')],
          GlobalSecondaryIndexes: [index('byUser', ['user_id'])],
        }),
      );
      const TimeToLiveSpecification = { AttributeName: 'expires', Enabled: true };
      await dynamo.updateTimeToLive({ TableName: 'images', TimeToLiveSpecification });
      const expires = { N: String(startAt / 1_000 + 60) };
      for (const id of ['a', 'b']) {
        const Item = { id: { S: id }, user_id: { S: 'ann' }, ...(id === 'a' && { expires }) };
        await dynamo.putItem({ TableName: 'images', Item });
      }
      dynamo.destroy();
    }
    await using cloud = await createCloud({ clock: 'manual', startAt, data });
    const dynamo = new DynamoDB(clientConfig(cloud));
    const ids = async () => {
      const { Items } = await dynamo.scan({ TableName: 'images', IndexName: 'byUser' });
      return Items?.map(({ id }) => id?.S).toSorted();
    };
    expect(await ids()).toEqual(['a', 'b']);
    await cloud.clock.advance(600_000);
    expect(await ids()).toEqual(['b']);
    dynamo.destroy();
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});

test('the front tells that it is healthy, and refuses what is no call of an API', async () => {
  await using setup = await startDynamo();
  const { cloud } = setup;
  const healthy = await knock(cloud.endpoint, 'GET');
  expect(healthy).toMatchObject({
    status: 200,
    text: 'healthy: dynamodb.us-east-1.amazonaws.com ',
    crc32: '3128867991',
    server: 'Server',
  });
  expect(healthy.requestId).toMatch(/^[0-9A-Z]{52}$/);
  const refused = { status: 404, text: '<UnknownOperationException/>\n', crc32: '3552371480' };
  expect(await knock(cloud.endpoint, 'PUT')).toMatchObject(refused);
  expect(await knock(`${cloud.endpoint}/ping`, 'GET')).toMatchObject(refused);
  expect(await knock(cloud.endpoint, 'POST', 'text/plain')).toMatchObject(refused);
  expect(await knock(cloud.endpoint, 'POST', 'application/x-amz-json-1.0')).toMatchObject({ status: 400 });
});

test('a request beyond 16 MB is refused with 413 and without a word', async () => {
  await using setup = await startDynamo();
  const claimed = 16 * 2 ** 20 + 1;
  const answer = await knock(setup.cloud.endpoint, 'POST', 'application/x-amz-json-1.0', claimed);
  expect(answer).toMatchObject({ status: 413, text: '' });
});

test('a request beyond 16 MB that does not announce its length is refused likewise', async () => {
  await using setup = await startDynamo();
  const sent = request(setup.cloud.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.PutItem' },
  });
  // The refusal comes before all of it is sent.
  sent.on('error', () => undefined);
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  for (let written = 0; written <= 16; written += 1) sent.write(Buffer.alloc(2 ** 20, ' '));
  sent.end('{}');
  const [answer] = await answered;
  expect({ status: answer.statusCode, text: await text(answer) }).toEqual({ status: 413, text: '' });
});

test('scripts of every origin may call it, and read its refusals', async () => {
  await using setup = await startDynamo();
  const { endpoint } = setup.cloud;
  const preflight = await fetch(endpoint, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://pettracker.com',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,x-amz-date,x-amz-target',
    },
  });
  expect(preflight.status).toBe(200);
  expect(Object.fromEntries(preflight.headers)).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'authorization,content-type,x-amz-date,x-amz-target',
    'access-control-max-age': '172800',
    'content-length': '0',
    'x-amzn-requestid': expect.stringMatching(/^[0-9A-Z]{52}$/),
  });
  const refused = await fetch(endpoint, {
    method: 'POST',
    headers: {
      origin: 'https://pettracker.com',
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.ListTables',
    },
    body: '{}',
  });
  expect(refused.status).toBe(400);
  expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  expect(refused.headers.get('access-control-expose-headers')).toBe(
    'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
  );
});

test('a cloud can be asked for global indexes that lag', async () => {
  await using cloud = await createCloud({ clock: 'manual', seed: 'lag', tables: { indexLag: 500 } });
  const dynamo = new DynamoDB(clientConfig(cloud));
  await dynamo.createTable(
    tableInput('images', 'id', {
      AttributeDefinitions: [attribute('user_id')],
      GlobalSecondaryIndexes: [index('byUser', ['user_id'])],
    }),
  );
  await dynamo.putItem({ TableName: 'images', Item: { id: { S: 'a' }, user_id: { S: 'ann' } } });
  const seen = async (IndexName?: string) => (await dynamo.scan({ TableName: 'images', IndexName })).Count;
  expect([await seen(), await seen('byUser')]).toEqual([1, 0]);
  await cloud.clock.advance(500);
  expect(await seen('byUser')).toBe(1);
  dynamo.destroy();
});

/**
 * Sends a request without a signature to DynamoDB's host.
 *
 * @param claimed how long the body, of which nothing follows, is said to be
 */
async function knock(endpoint: string, method: string, type?: string, claimed?: number) {
  const headers = {
    host: 'dynamodb.us-east-1.amazonaws.com',
    ...(type !== undefined && { 'content-type': type }),
    ...(claimed !== undefined && { 'content-length': claimed }),
  };
  const sent = request(endpoint, { method, headers });
  if (claimed === undefined) sent.end(method === 'GET' ? '' : '{}');
  else sent.flushHeaders();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const body = await text(answer);
  sent.destroy();
  return {
    status: answer.statusCode,
    text: body,
    crc32: answer.headers['x-amz-crc32'],
    requestId: answer.headers['x-amzn-requestid'],
    server: answer.headers['server'],
  };
}
