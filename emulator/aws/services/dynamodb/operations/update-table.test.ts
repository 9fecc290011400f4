import type {
  GlobalSecondaryIndex,
  OnDemandThroughput,
  UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { attribute, index, message, refusal, startDynamo, tableInput } from '../testing/tables.ts';

test('an index made later holds what the table already held, and goes again', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  for (const user of ['ann', 'bob', undefined]) {
    await dynamo.putItem({
      TableName: 'images',
      Item: { id: { S: `of-${user}` }, ...(user !== undefined && { user_id: { S: user } }) },
    });
  }
  await dynamo.putItem({ TableName: 'images', Item: { id: { S: 'odd' }, user_id: { N: '1' } } });
  const { TableDescription } = await dynamo.updateTable({
    TableName: 'images',
    AttributeDefinitions: [attribute('user_id')],
    GlobalSecondaryIndexUpdates: [{ Create: index('byUser', ['user_id']) }],
  });
  expect(TableDescription).toMatchObject({
    TableStatus: 'UPDATING',
    GlobalSecondaryIndexes: [{ IndexName: 'byUser', IndexStatus: 'CREATING' }],
  });
  const { Items } = await dynamo.scan({ TableName: 'images', IndexName: 'byUser' });
  expect(Items?.map(({ id }) => id?.S).toSorted()).toEqual(['of-ann', 'of-bob']);
  const wrong = dynamo.putItem({ TableName: 'images', Item: { id: { S: 'x' }, user_id: { N: '1' } } });
  expect(await message(wrong)).toBe(
    'One or more parameter values were invalid: Type mismatch for Index Key user_id Expected: S Actual: N IndexName: byUser',
  );
  await dynamo.updateTable({
    TableName: 'images',
    GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'byUser' } }],
  });
  expect(await message(dynamo.scan({ TableName: 'images', IndexName: 'byUser' }))).toBe(
    'The table does not have the specified index: byUser',
  );
  const { Table } = await dynamo.describeTable({ TableName: 'images' });
  expect(Table?.AttributeDefinitions).toEqual([{ AttributeName: 'id', AttributeType: 'S' }]);
});

test('an index made later passes over values that no key can have', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  for (const length of [0, 1, 1_024, 1_025, 2_048, 2_049]) {
    const Item = { id: { S: `${length}` }, user_id: { S: 'u'.repeat(length) }, at: { S: 'now' } };
    await dynamo.putItem({ TableName: 'images', Item });
  }
  const add = (Create: GlobalSecondaryIndex, ...attributes: string[]) =>
    dynamo.updateTable({
      TableName: 'images',
      AttributeDefinitions: attributes.map(attribute),
      GlobalSecondaryIndexUpdates: [{ Create }],
    });
  const held = async (IndexName: string) =>
    (await dynamo.scan({ TableName: 'images', IndexName })).Items?.map(({ id }) => Number(id?.S)).toSorted(
      (a, b) => a - b,
    );
  await add(index('byUser', ['user_id']), 'user_id');
  expect(await held('byUser')).toEqual([1, 1_024, 1_025, 2_048]);
  await add(index('byTime', ['at'], ['user_id']), 'at', 'user_id');
  expect(await held('byTime')).toEqual([1, 1_024]);
});

test('an attribute that is a key keeps its type', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(
    tableInput('images', 'id', {
      AttributeDefinitions: ['user_id', 'at'].map(attribute),
      GlobalSecondaryIndexes: [index('byUser', ['user_id'], ['at'])],
    }),
  );
  const add = (Create: GlobalSecondaryIndex, ...attributes: string[]) =>
    dynamo.updateTable({
      TableName: 'images',
      AttributeDefinitions: attributes.map(attribute),
      GlobalSecondaryIndexUpdates: [{ Create }],
    });
  expect(await message(add(index('byTime', ['at']), 'at:N'))).toBe(
    'One or more parameter values were invalid: Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. Existing schema: Schema:[SchemaElement: key{user_id:S:HASH}, SchemaElement: key{at:S:RANGE}] New schema: Schema:[SchemaElement: key{at:N:HASH}]',
  );
  const { TableDescription } = await add(index('bySize', ['size']), 'id:N', 'size:N');
  expect(TableDescription?.AttributeDefinitions).toContainEqual(attribute('id:S'));
});

test('capacity goes up and down, and the day’s decreases are counted', async () => {
  await using setup = await startDynamo();
  const { cloud, dynamo } = setup;
  const units = (read: number, write: number) => ({
    ProvisionedThroughput: { ReadCapacityUnits: read, WriteCapacityUnits: write },
  });
  await dynamo.createTable(tableInput('images', 'id', { BillingMode: 'PROVISIONED', ...units(5, 5) }));
  const changed = await dynamo.updateTable({ TableName: 'images', ...units(10, 2) });
  expect(changed.TableDescription?.ProvisionedThroughput).toMatchObject({ ReadCapacityUnits: 5 });
  const throughput = async () =>
    (await dynamo.describeTable({ TableName: 'images' })).Table?.ProvisionedThroughput;
  expect(await throughput()).toMatchObject({
    NumberOfDecreasesToday: 1,
    ReadCapacityUnits: 10,
    WriteCapacityUnits: 2,
  });
  expect(await message(dynamo.updateTable({ TableName: 'images', ...units(10, 2) }))).toMatch(
    /^The provisioned throughput for the table will not change\./,
  );
  await cloud.clock.advance(24 * 3_600_000);
  expect(await throughput()).toMatchObject({ NumberOfDecreasesToday: 0 });
});

test('a table becomes on-demand and is provisioned again', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  const ProvisionedThroughput = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };
  await dynamo.createTable(tableInput('images', 'id', { BillingMode: 'PROVISIONED', ProvisionedThroughput }));
  const described = async () => (await dynamo.describeTable({ TableName: 'images' })).Table;
  expect((await described())?.BillingModeSummary).toBeUndefined();
  await dynamo.updateTable({ TableName: 'images', BillingMode: 'PAY_PER_REQUEST' });
  expect(await described()).toMatchObject({
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
  });
  await dynamo.updateTable({ TableName: 'images', BillingMode: 'PROVISIONED', ProvisionedThroughput });
  expect(await described()).toMatchObject({
    BillingModeSummary: { BillingMode: 'PROVISIONED' },
    ProvisionedThroughput,
  });
});

test('an index that does not exist cannot be deleted', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  const GlobalSecondaryIndexUpdates = [{ Delete: { IndexName: 'nothing' } }];
  expect(
    await refusal(dynamo.updateTable({ TableName: 'images', GlobalSecondaryIndexUpdates })),
  ).toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Requested resource not found: Index nothing for table images',
  });
});

test('backups of a table that does not exist are refused in words of their own', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  const missing = { name: 'TableNotFoundException', message: 'Table not found: nowhere' };
  expect(await refusal(dynamo.describeContinuousBackups({ TableName: 'nowhere' }))).toMatchObject(missing);
  const update = dynamo.updateContinuousBackups({
    TableName: 'nowhere',
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  });
  expect(await refusal(update)).toMatchObject(missing);
  await dynamo.createTable(tableInput('images', 'id'));
  const off = dynamo.updateContinuousBackups({
    TableName: 'images',
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false, RecoveryPeriodInDays: 7 },
  });
  expect(await message(off)).toBe(
    'Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.',
  );
});

const UNITS = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };
const byUser = { Create: index('byUser', ['user']) };
const PREFIX = 'One or more parameter values were invalid: ';

test.for([
  [
    {},
    'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required',
  ],
  [
    { GlobalSecondaryIndexUpdates: [], DeletionProtectionEnabled: true },
    `${PREFIX}List of GlobalSecondaryIndexUpdates is empty`,
  ],
  [
    { DeletionProtectionEnabled: true, TableClass: 'STANDARD' },
    `${PREFIX}TableClass modification must be the only operation in the request`,
  ],
  [
    { DeletionProtectionEnabled: true, SSESpecification: { Enabled: true } },
    `${PREFIX}Server-Side Encryption modification must be the only operation in the request`,
  ],
  [
    { DeletionProtectionEnabled: true, BillingMode: 'PAY_PER_REQUEST' },
    `${PREFIX}DeletionProtection modification must be the only operation in the request`,
  ],
  [
    { OnDemandThroughput: { MaxReadRequestUnits: 5 }, StreamSpecification: { StreamEnabled: false } },
    `${PREFIX}OnDemandThroughput can only be combined with BillingMode in an UpdateTable request`,
  ],
  [
    { ProvisionedThroughput: UNITS, StreamSpecification: { StreamEnabled: false } },
    `${PREFIX}You cannot modify stream status while updating table IOPS`,
  ],
  [
    { ProvisionedThroughput: UNITS, GlobalSecondaryIndexUpdates: [byUser] },
    `${PREFIX}You cannot create or delete index while updating table IOPS`,
  ],
  [
    { StreamSpecification: { StreamEnabled: false }, GlobalSecondaryIndexUpdates: [byUser] },
    `${PREFIX}You cannot create or delete index while changing stream status`,
  ],
  [
    { GlobalSecondaryIndexUpdates: [{ ...byUser, Delete: { IndexName: 'byUser' } }] },
    `${PREFIX}Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object`,
  ],
  [
    { GlobalSecondaryIndexUpdates: [byUser] },
    `${PREFIX}AttributeDefinitions is not specified for index: byUser`,
  ],
  [
    {
      AttributeDefinitions: [attribute('at')],
      GlobalSecondaryIndexUpdates: [{ Create: index('old', ['at']) }],
    },
    'Attempting to create an index which already exists',
  ],
  [
    { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'local' } }] },
    'Cannot delete an index that is not a GlobalSecondaryIndex: local',
  ],
  [
    { GlobalSecondaryIndexUpdates: [{ Update: { IndexName: 'old', ProvisionedThroughput: UNITS } }] },
    `${PREFIX}The only Updates for index: old when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput`,
  ],
  [
    { BillingMode: 'PROVISIONED' },
    `${PREFIX}ProvisionedThroughput must be specified when BillingMode is PROVISIONED`,
  ],
  [
    { BillingMode: 'PROVISIONED', ProvisionedThroughput: UNITS },
    `${PREFIX}ProvisionedThroughput must be specified for index: old`,
  ],
  [{ SSESpecification: { Enabled: false } }, `${PREFIX}Table is already encrypted by default`],
  [
    { StreamSpecification: { StreamEnabled: true } },
    `${PREFIX}If stream is being enabled then UpdateViewType is required`,
  ],
  [
    { OnDemandThroughput: { MaxReadRequestUnits: -2 } },
    `${PREFIX}Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid range`,
  ],
] as const)('a change that cannot be is refused: case %#', async ([change, text]) => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  const input = tableInput('images', 'id at', {
    GlobalSecondaryIndexes: [index('old', ['at'])],
    LocalSecondaryIndexes: [index('local', ['id'], ['at'])],
  });
  await dynamo.createTable(input);
  const update = { TableName: 'images', ...change } as UpdateTableCommandInput;
  expect(await message(dynamo.updateTable(update))).toBe(text);
});

test('a table’s class is dated from when it is changed', async () => {
  await using setup = await startDynamo();
  const { cloud, dynamo } = setup;
  const made = await dynamo.createTable(tableInput('images', 'id', { TableClass: 'STANDARD' }));
  expect(made.TableDescription?.TableClassSummary).toEqual({ TableClass: 'STANDARD' });
  const TableClass = 'STANDARD_INFREQUENT_ACCESS';
  const { TableDescription } = await dynamo.updateTable({ TableName: 'images', TableClass });
  const LastUpdateDateTime = new Date(cloud.clock.now());
  expect(TableDescription?.TableClassSummary).toEqual({ TableClass, LastUpdateDateTime });
});

test('a change of nothing is refused before its table is looked for', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  expect(await message(dynamo.updateTable({ TableName: 'nowhere' }))).toMatch(/^At least one of/);
  expect(await message(dynamo.updateTable({ TableName: 'nowhere', TableClass: 'STANDARD' }))).toBe(
    'Requested resource not found: Table: nowhere not found',
  );
});

test('global tables and warm throughput are refused by name', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  const replicas = dynamo.updateTable({
    TableName: 'images',
    ReplicaUpdates: [{ Create: { RegionName: 'eu-west-1' } }],
  });
  expect(await message(replicas)).toContain('UpdateTable with ReplicaUpdates');
  const warm = dynamo.updateTable({
    TableName: 'images',
    GlobalSecondaryIndexUpdates: [
      { Update: { IndexName: 'old', WarmThroughput: { ReadUnitsPerSecond: 1 } } },
    ],
  });
  expect(await message(warm)).toContain('UpdateTable with WarmThroughput of an index');
});

test('an index follows its table from one billing mode to the other', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(
    tableInput('images', 'id', {
      AttributeDefinitions: [attribute('user')],
      GlobalSecondaryIndexes: [
        { ...index('byUser', ['user']), OnDemandThroughput: { MaxReadRequestUnits: 9 } },
      ],
    }),
  );
  const described = async () =>
    (await dynamo.describeTable({ TableName: 'images' })).Table?.GlobalSecondaryIndexes?.[0];
  expect((await described())?.OnDemandThroughput).toEqual({ MaxReadRequestUnits: 9 });
  const resize = { Update: { IndexName: 'byUser', ProvisionedThroughput: UNITS } };
  await dynamo.updateTable({
    TableName: 'images',
    BillingMode: 'PROVISIONED',
    ProvisionedThroughput: UNITS,
    GlobalSecondaryIndexUpdates: [resize],
  });
  expect((await described())?.ProvisionedThroughput).toMatchObject(UNITS);
  expect((await described())?.OnDemandThroughput).toBeUndefined();
  const same = dynamo.updateTable({ TableName: 'images', GlobalSecondaryIndexUpdates: [resize] });
  expect(await message(same)).toMatch(
    /^The provisioned throughput for the index byUser will not change\. .* provisioned for index byUser: 5\./,
  );
  await dynamo.updateTable({ TableName: 'images', BillingMode: 'PAY_PER_REQUEST' });
  expect((await described())?.ProvisionedThroughput).toMatchObject({
    ReadCapacityUnits: 0,
    WriteCapacityUnits: 0,
  });
});

test('the fifth decrease of a day waits for an hour', async () => {
  await using setup = await startDynamo();
  const { cloud, dynamo } = setup;
  await dynamo.createTable(
    tableInput('images', 'id', {
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 9, WriteCapacityUnits: 1 },
    }),
  );
  const reads = (ReadCapacityUnits: number) =>
    dynamo.updateTable({
      TableName: 'images',
      ProvisionedThroughput: { ReadCapacityUnits, WriteCapacityUnits: 1 },
    });
  for (const units of [8, 7, 6, 5]) await reads(units);
  expect(await refusal(reads(4))).toMatchObject({
    name: 'LimitExceededException',
    message: expect.stringMatching(
      /^Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day\..* Number of decreases today: 4\. Last decrease at \w+, \w+ \d+, \d+ at \d+:\d+:\d+ [AP]M Coordinated Universal Time\./,
    ) as string,
  });
  await cloud.clock.advance(3_600_000);
  await reads(4);
});

test('on-demand throughput has a maximum that can be set, raised and lifted', async () => {
  await using setup = await startDynamo();
  const { cloud, dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id', { OnDemandThroughput: { MaxWriteRequestUnits: 1 } }));
  const bound = (OnDemandThroughput: OnDemandThroughput) =>
    dynamo.updateTable({ TableName: 'images', OnDemandThroughput });
  const described = async () =>
    (await dynamo.describeTable({ TableName: 'images' })).Table?.OnDemandThroughput;
  expect(await described()).toEqual({ MaxWriteRequestUnits: 1 });
  const data = { S: 'x'.repeat(299 * 1_024 + 900) };
  const put = (id: string) => dynamo.putItem({ TableName: 'images', Item: { id: { S: id }, data } });
  await put('a');
  expect(await refusal(put('b'))).toMatchObject({
    name: 'ThrottlingException',
    message: 'Throughput exceeds the maximum OnDemandThroughput configured on table or index',
    throttlingReasons: [
      {
        reason: 'TableWriteMaxOnDemandThroughputExceeded',
        resource: expect.stringMatching(/:table\/images$/) as string,
      },
    ],
  });
  const Put = { TableName: 'images', Item: { id: { S: 'c' } } };
  expect(await refusal(dynamo.transactWriteItems({ TransactItems: [{ Put }] }))).toMatchObject({
    CancellationReasons: [{ Code: 'ThrottlingError' }],
  });
  await cloud.clock.advance(1_000);
  await put('b');
  expect((await bound({ MaxReadRequestUnits: 5 })).TableDescription).toMatchObject({
    TableStatus: 'ACTIVE',
    OnDemandThroughput: { MaxReadRequestUnits: 5, MaxWriteRequestUnits: 1 },
  });
  expect((await bound({ MaxWriteRequestUnits: -1 })).TableDescription?.OnDemandThroughput).toEqual({
    MaxReadRequestUnits: 5,
    MaxWriteRequestUnits: -1,
  });
  expect(await described()).toEqual({ MaxReadRequestUnits: 5 });
  await put('c');
  await bound({ MaxReadRequestUnits: -1 });
  expect(await described()).toBeUndefined();
});
