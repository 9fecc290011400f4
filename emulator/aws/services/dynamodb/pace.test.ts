/** Tables that take their time: in process, because a cloud's own pace is to be done at once. */
import type {
  CreateTableCommandInput,
  DescribeTableCommandOutput,
  PutItemCommandInput,
  QueryCommandInput,
  QueryCommandOutput,
  UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { createAccess } from '../../auth/access.ts';
import { createCore, type Core } from '../../kernel/core.ts';
import { minutes, seconds } from '../../kernel/instant.ts';
import type { ServiceDefinition } from '../../kernel/operation.ts';
import { Pipeline } from '../../kernel/pipeline.ts';
import type { DynamoDb } from './dynamodb.ts';
import { dynamodb } from './service.ts';
import { attribute, index, tableInput } from './testing/tables.ts';

interface InProcess extends Disposable {
  readonly core: Core;
  readonly db: DynamoDb;
  call<Output extends object>(operation: string, input: object): Promise<Output>;
}

function start(): InProcess {
  const core = createCore({
    clock: 'manual',
    startAt: undefined,
    seed: 'pace',
    data: undefined,
    durability: 'process',
    home: { accountId: '000000000000', region: 'us-east-1', partition: 'aws' },
    access: createAccess,
    outbound: 'loopback',
    endpoint: () => 'http://127.0.0.1',
  });
  const db = dynamodb.create(core);
  const unused = (): never => expect.unreachable('calls in process have no wire');
  const pipeline = new Pipeline({
    kernel: core,
    services: new Map([
      ['dynamodb', { definition: dynamodb as ServiceDefinition<string, unknown>, state: db }],
    ]),
    authenticate: unused,
    readBody: unused,
  });
  const principal = {
    kind: 'user',
    accountId: core.home.accountId,
    accessKeyId: 'test',
    arn: 'arn:aws:iam::000000000000:root',
    userId: '000000000000',
  } as const;
  return {
    core,
    db,
    call: async <Output extends object>(operation: string, input: object) =>
      (await pipeline.invoke({
        service: 'dynamodb',
        operation,
        input,
        scope: core.home,
        principal,
        cause: 0,
      })) as Output,
    [Symbol.dispose]: () => core.close(),
  };
}

const IMAGES: CreateTableCommandInput = tableInput('images', 'id', {
  AttributeDefinitions: [attribute('user')],
  GlobalSecondaryIndexes: [index('byUser', ['user'])],
});
const BY_USER: QueryCommandInput = {
  TableName: 'images',
  IndexName: 'byUser',
  KeyConditionExpression: '#user = :user',
  ExpressionAttributeNames: { '#user': 'user' },
  ExpressionAttributeValues: { ':user': { S: 'ann' } },
};

test('a lagging index learns of a write later, and of the last write in the end', async () => {
  using cloud = start();
  const { core, db } = cloud;
  await cloud.call('CreateTable', IMAGES);
  db.pace.indexLag = seconds(2);
  const put = (id: string, user: string): Promise<object> => {
    const input: PutItemCommandInput = { TableName: 'images', Item: { id: { S: id }, user: { S: user } } };
    return cloud.call('PutItem', input);
  };
  const found = async () =>
    (await cloud.call<QueryCommandOutput>('Query', BY_USER)).Items?.map(({ id }) => id?.S);
  await put('a', 'ann');
  await put('b', 'bob');
  await put('b', 'ann');
  await put('c', 'ann');
  await put('c', 'bob');
  expect(await found()).toEqual([]);
  await core.clock.advance(seconds(2));
  expect((await found())?.toSorted()).toEqual(['a', 'b']);
});

test('changes of tables are under way until their time has come', async () => {
  using cloud = start();
  const { core, db } = cloud;
  db.pace.change = minutes(1);
  const describe = async () =>
    (await cloud.call<DescribeTableCommandOutput>('DescribeTable', { TableName: 'images' })).Table;
  await cloud.call('CreateTable', IMAGES);
  expect(await describe()).toMatchObject({
    TableStatus: 'CREATING',
    GlobalSecondaryIndexes: [{ IndexStatus: 'CREATING' }],
  });
  await expect(cloud.call('Query', BY_USER)).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  await core.clock.advance(minutes(1));
  expect((await describe())?.TableStatus).toBe('ACTIVE');

  const removal: UpdateTableCommandInput = {
    TableName: 'images',
    GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'byUser' } }],
  };
  await cloud.call('UpdateTable', removal);
  expect(await describe()).toMatchObject({ TableStatus: 'UPDATING' });
  await expect(cloud.call('DeleteTable', { TableName: 'images' })).rejects.toMatchObject({
    code: 'ResourceInUseException',
  });
  await core.clock.advance(minutes(1));
  expect(await describe()).toMatchObject({ TableStatus: 'ACTIVE' });
  expect((await describe())?.GlobalSecondaryIndexes).toBeUndefined();

  await cloud.call('DeleteTable', { TableName: 'images' });
  expect((await describe())?.TableStatus).toBe('DELETING');
  await expect(cloud.call('CreateTable', IMAGES)).rejects.toMatchObject({ code: 'ResourceInUseException' });
  await core.clock.advance(minutes(1));
  await expect(describe()).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  await cloud.call('CreateTable', IMAGES);
});
