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
import { minutes, seconds } from '../../kernel/instant.ts';
import { inProcess } from '../../testing/door.ts';
import { dynamodb } from './service.ts';
import { attribute, index, tableInput } from './testing/tables.ts';

function start() {
  const { core, state, call } = inProcess(dynamodb, 'pace');
  return {
    core,
    db: state,
    call: async <Output extends object>(operation: string, input: object) =>
      (await call(operation, input)) as Output,
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
  const TableName = 'images';
  await expect(cloud.call('DescribeTimeToLive', { TableName })).rejects.toMatchObject({
    message: 'Cannot describe time to live while table is in CREATING state: Current table state is CREATING',
  });
  const TimeToLiveSpecification = { AttributeName: 'expires', Enabled: true };
  await expect(cloud.call('UpdateTimeToLive', { TableName, TimeToLiveSpecification })).rejects.toMatchObject({
    message: 'Attempt to change a resource which is still in use: Table images is being created',
  });
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  await expect(
    cloud.call('UpdateContinuousBackups', { TableName, PointInTimeRecoverySpecification }),
  ).rejects.toMatchObject({ code: 'ContinuousBackupsUnavailableException' });
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
