import {
  waitUntilTableExists,
  waitUntilTableNotExists,
  type CreateTableCommandInput,
  type Projection,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { attribute, index, message, refusal, startDynamo, tableInput } from '../testing/tables.ts';

test('a new table is shown being made, and is there at the next look', async () => {
  await using setup = await startDynamo();
  const { cloud, dynamo } = setup;
  const { TableDescription } = await dynamo.createTable(tableInput('images', 'id'));
  const { TableId, CreationDateTime } = TableDescription!;
  const shown = {
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    TableName: 'images',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    CreationDateTime,
    ProvisionedThroughput: { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
    TableSizeBytes: 0,
    ItemCount: 0,
    TableArn: `arn:aws:dynamodb:${cloud.region}:${cloud.accountId}:table/images`,
    TableId,
    BillingModeSummary: {
      BillingMode: 'PAY_PER_REQUEST',
      LastUpdateToPayPerRequestDateTime: CreationDateTime,
    },
    DeletionProtectionEnabled: false,
  };
  const warm = { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4_000 };
  expect(TableDescription).toMatchObject({ ...shown, TableStatus: 'CREATING' });
  const { Table } = await dynamo.describeTable({ TableName: 'images' });
  expect(Table).toEqual({ ...shown, TableStatus: 'ACTIVE', WarmThroughput: { ...warm, Status: 'ACTIVE' } });
});

test('the waiters of the SDK see a table come and go', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  const waiter = { client: dynamo, maxWaitTime: 30 };
  await dynamo.createTable(tableInput('images', 'id'));
  expect((await waitUntilTableExists(waiter, { TableName: 'images' })).state).toBe('SUCCESS');
  const { TableDescription } = await dynamo.deleteTable({ TableName: 'images' });
  expect(TableDescription?.TableStatus).toBe('DELETING');
  expect((await waitUntilTableNotExists(waiter, { TableName: 'images' })).state).toBe('SUCCESS');
  expect(await refusal(dynamo.describeTable({ TableName: 'images' }))).toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Requested resource not found: Table: images not found',
  });
});

test('a table made anew under an old name holds nothing of the old one', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  await dynamo.putItem({ TableName: 'images', Item: { id: { S: '1' } } });
  await dynamo.deleteTable({ TableName: 'images' });
  await dynamo.createTable(tableInput('images', 'id'));
  expect((await dynamo.scan({ TableName: 'images' })).Items).toEqual([]);
});

test('a name is given once', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  expect(await refusal(dynamo.createTable(tableInput('images', 'id')))).toMatchObject({
    name: 'ResourceInUseException',
    message: 'Table already exists: images',
  });
});

test('a protected table is deleted only once it is no longer protected', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id', { DeletionProtectionEnabled: true }));
  expect(await message(dynamo.deleteTable({ TableName: 'images' }))).toBe(
    'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
  );
  await dynamo.updateTable({ TableName: 'images', DeletionProtectionEnabled: false });
  await dynamo.deleteTable({ TableName: 'images' });
  expect((await dynamo.listTables()).TableNames).toEqual([]);
});

const global = (more: Partial<CreateTableCommandInput>): CreateTableCommandInput =>
  tableInput('images', 'id', more);

test.for([
  [
    { ...tableInput('images', 'id'), TableName: 'ab' },
    "1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
  ],
  [
    { ...tableInput('images', 'id'), TableName: '' },
    "2 validation errors detected: Value '' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
  ],
  [
    { ...tableInput('images', 'id'), TableName: undefined },
    "The parameter 'TableName' is required but was not present in the request",
  ],
  [
    {
      ...tableInput('images', 'id range'),
      KeySchema: [
        { AttributeName: 'id', KeyType: 'HASH' },
        { AttributeName: 'range', KeyType: 'RANGE' },
        { AttributeName: 'more', KeyType: 'RANGE' },
      ],
    },
    "1 validation error detected: Value '[KeySchemaElement(attributeName=id, keyType=HASH), KeySchemaElement(attributeName=range, keyType=RANGE), KeySchemaElement(attributeName=more, keyType=RANGE)]' at 'keySchema' failed to satisfy constraint: Member must have length less than or equal to 2",
  ],
  [
    { ...tableInput('images', 'id'), KeySchema: [{ AttributeName: 'id', KeyType: 'SORT' }] },
    "1 validation error detected: Value 'SORT' at 'keySchema.1.member.keyType' failed to satisfy constraint: Member must satisfy enum value set: [HASH, RANGE]",
  ],
  [
    tableInput('images', 'id', { BillingMode: 'PROVISIONED' }),
    'One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
  ],
  [
    tableInput('images', 'id', {
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
    }),
    'One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
  ],
  [
    tableInput('images', 'id', { AttributeDefinitions: [attribute('other')] }),
    'One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
  ],
  [
    global({ GlobalSecondaryIndexes: [index('byUser', ['user'])] }),
    'One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [user], AttributeDefinitions: [id]',
  ],
  [
    global({
      AttributeDefinitions: [attribute('user')],
      GlobalSecondaryIndexes: [index('byUser', ['user']), index('byUser', ['user'])],
    }),
    'One or more parameter values were invalid: Duplicate index name: byUser',
  ],
  [
    global({
      AttributeDefinitions: [attribute('user')],
      LocalSecondaryIndexes: [index('byUser', ['id'], ['user'])],
    }),
    'One or more parameter values were invalid: Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex',
  ],
  [
    global({
      AttributeDefinitions: [attribute('user')],
      GlobalSecondaryIndexes: [
        index('byUser', ['user'], [], { ProjectionType: 'KEYS_ONLY', NonKeyAttributes: ['a'] }),
      ],
    }),
    'One or more parameter values were invalid: ProjectionType is KEYS_ONLY, but NonKeyAttributes is specified',
  ],
  [
    tableInput('images', 'id at', {
      LocalSecondaryIndexes: [
        {
          IndexName: 'l',
          KeySchema: [
            { AttributeName: 'id', KeyType: 'HASH' },
            { AttributeName: 'at', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      GlobalSecondaryIndexes: [index('g', ['user'])],
    }),
    "2 validation errors detected: Value 'g' at 'globalSecondaryIndexes.1.member.indexName' failed to satisfy constraint: Member must have length greater than or equal to 3; Value 'l' at 'localSecondaryIndexes.1.member.indexName' failed to satisfy constraint: Member must have length greater than or equal to 3",
  ],
  [global({ AttributeDefinitions: [attribute('id')] }), 'Attribute Name is duplicated: id'],
  [
    global({
      AttributeDefinitions: [attribute('user'), attribute('extra')],
      GlobalSecondaryIndexes: [index('byUser', ['user'], [], { ProjectionType: 'INCLUDE' })],
    }),
    'One or more parameter values were invalid: Some AttributeDefinitions are not used. AttributeDefinitions: [id, user, extra], keys used: [id, user]',
  ],
  [
    global({
      AttributeDefinitions: [attribute('user')],
      GlobalSecondaryIndexes: [
        index('byUser', ['user'], [], { ProjectionType: 'INCLUDE', NonKeyAttributes: ['a', 'b', 'a'] }),
      ],
    }),
    'One or more parameter values were invalid: Duplicate element in NonKeyAttributes: a',
  ],
  [
    global({
      AttributeDefinitions: ['a', 'b', 'c', 'd', 'e'].map(attribute),
      GlobalSecondaryIndexes: [index('many', ['a', 'b', 'c', 'd', 'e'])],
    }),
    'One or more parameter values were invalid: The KeySchema exceeds the maximum allowed number of HASH key attributes',
  ],
  [
    global({
      AttributeDefinitions: ['a', 'b'].map(attribute),
      GlobalSecondaryIndexes: [index('twice', ['a', 'b'], ['a'])],
    }),
    'The KeySchema contains multiple key attributes with the same name',
  ],
  [
    global({
      AttributeDefinitions: ['a', 'b', 'c'].map(attribute),
      GlobalSecondaryIndexes: [
        {
          ...index('mixed', ['a']),
          KeySchema: [
            { AttributeName: 'a', KeyType: 'HASH' },
            { AttributeName: 'b', KeyType: 'RANGE' },
            { AttributeName: 'c', KeyType: 'HASH' },
          ],
        },
      ],
    }),
    'One or more parameter values were invalid: All HASH key attributes must precede RANGE key attributes in the KeySchema',
  ],
  [
    global({
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
      AttributeDefinitions: [attribute('user')],
      GlobalSecondaryIndexes: [index('byUser', ['user'])],
    }),
    'One or more parameter values were invalid: ProvisionedThroughput is not specified for index: byUser',
  ],
  [
    global({
      AttributeDefinitions: [attribute('user')],
      GlobalSecondaryIndexes: [
        index('byUser', ['user'], [], {
          ProjectionType: 'INCLUDE',
          NonKeyAttributes: ['title', 'x'.repeat(256)],
        }),
      ],
    }),
    `1 validation error detected: Value '[title, ${'x'.repeat(256)}]' at 'globalSecondaryIndexes.1.member.projection.nonKeyAttributes' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 255, Member must have length greater than or equal to 1]`,
  ],
  [
    global({ StreamSpecification: { StreamEnabled: true } }),
    'One or more parameter values were invalid: Table is being created with a stream enabled, UpdateViewType is required',
  ],
  [
    global({ StreamSpecification: { StreamEnabled: false, StreamViewType: 'KEYS_ONLY' } }),
    'One or more parameter values were invalid: Table is being created with a stream disabled, UpdateViewType should not be specified',
  ],
  [
    global({ TableClass: 'COLD' as 'STANDARD' }),
    'Invalid table-class parameter provided. Please try again with a valid table-class value: [STANDARD, STANDARD_INFREQUENT_ACCESS].',
  ],
  [
    global({ SSESpecification: { Enabled: true, SSEType: 'AES256' } }),
    'One or more parameter values were invalid: SSEType AES256 is not supported',
  ],
  [
    global({ SSESpecification: { Enabled: true, KMSMasterKeyId: 'alias/mine' } }),
    'One or more parameter values were invalid: SSEType KMS is required if KMSMasterKeyId is specified',
  ],
  [
    global({ SSESpecification: { Enabled: false, SSEType: 'KMS' } }),
    'One or more parameter values were invalid: SSEType can not be specified if Enabled is false',
  ],
  [
    global({ OnDemandThroughput: { MaxReadRequestUnits: 0 } }),
    'One or more parameter values were invalid: Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid range',
  ],
  [
    global({
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
      OnDemandThroughput: { MaxWriteRequestUnits: 5 },
    }),
    'One or more parameter values were invalid: MaxWriteRequestUnits for OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED.',
  ],
  [global({ Tags: [{ Key: 'aws:mine', Value: '' }] }), 'Tag Key cannot be prefixed with aws:, Key: aws:mine'],
  [global({ Tags: [{ Key: 'a#', Value: '' }] }), 'The Tag Key provided is invalid, Key: a#'],
  [global({ Tags: [{ Key: 'a', Value: '100%' }] }), 'The Tag Value provided is invalid, Value: 100%'],
  [
    global({ Tags: [1, 2].map((n) => ({ Key: 'a', Value: `${n}` })) }),
    'Duplicate Tag Keys provided as input: Duplicate Tag Key found a',
  ],
  [
    global({ Tags: Array.from({ length: 51 }, (_, n) => ({ Key: `k${n}`, Value: '' })) }),
    'Number of Tags exceed the current limit for the provided ResourceArn',
  ],
] as const)('a table that cannot be is refused: case %#', async ([input, text]) => {
  await using setup = await startDynamo();
  expect(await message(setup.dynamo.createTable(input as CreateTableCommandInput))).toBe(text);
});

test.for([
  { WarmThroughput: { ReadUnitsPerSecond: 13_000 } },
  { ResourcePolicy: '{}' },
  { GlobalTableSourceArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/images' },
])('what is not there is refused by name: case %#', async (more) => {
  await using setup = await startDynamo();
  const { name, message: text } = await refusal(setup.dynamo.createTable(tableInput('images', 'id', more)));
  expect(name).toBe('NotImplemented');
  expect(text).toContain(`CreateTable with ${Object.keys(more)[0]}`);
});

test('attributes are shown by name, whatever the order they were given in', async () => {
  await using setup = await startDynamo();
  const projection: Projection = { ProjectionType: 'INCLUDE', NonKeyAttributes: ['zz', 'aa'] };
  const { TableDescription } = await setup.dynamo.createTable(
    global({
      AttributeDefinitions: [attribute('zoo'), attribute('all')],
      GlobalSecondaryIndexes: [index('byZoo', ['zoo'], ['all'], projection)],
    }),
  );
  expect(TableDescription?.AttributeDefinitions?.map(({ AttributeName }) => AttributeName)).toEqual([
    'all',
    'id',
    'zoo',
  ]);
  expect(TableDescription?.GlobalSecondaryIndexes?.[0]?.Projection?.NonKeyAttributes).toEqual(['aa', 'zz']);
});

test('tables are listed by name, page by page', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  for (const name of ['ccc', 'aaa', 'bbb']) await dynamo.createTable(tableInput(name, 'id'));
  const first = await dynamo.listTables({ Limit: 2 });
  expect(first).toMatchObject({ TableNames: ['aaa', 'bbb'], LastEvaluatedTableName: 'bbb' });
  const rest = await dynamo.listTables({ ExclusiveStartTableName: first.LastEvaluatedTableName });
  expect(rest.TableNames).toEqual(['ccc']);
  expect(rest.LastEvaluatedTableName).toBeUndefined();
});

test('tags are put on and taken off', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  const created = await dynamo.createTable(
    tableInput('images', 'id', { Tags: [{ Key: 'Environment', Value: 'prod' }] }),
  );
  const ResourceArn = created.TableDescription?.TableArn;
  await dynamo.tagResource({ ResourceArn, Tags: [{ Key: 'Service', Value: 'images' }] });
  expect(await message(dynamo.tagResource({ ResourceArn, Tags: [] }))).toBe(
    'Atleast one Tag needs to be provided as Input.',
  );
  expect(await message(dynamo.untagResource({ ResourceArn, TagKeys: [] }))).toBe(
    'Atleast one Tag Key needs to be provided as Input.',
  );
  await dynamo.untagResource({ ResourceArn, TagKeys: ['Environment'] });
  expect((await dynamo.listTagsOfResource({ ResourceArn })).Tags).toEqual([
    { Key: 'Service', Value: 'images' },
  ]);
});

test('item counts are those of the last count, six hours old at most', async () => {
  await using setup = await startDynamo();
  const { cloud, dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  await dynamo.putItem({ TableName: 'images', Item: { id: { S: '1' }, n: { N: '1' } } });
  const counts = async () => {
    const { Table } = await dynamo.describeTable({ TableName: 'images' });
    return [Table?.ItemCount, Table?.TableSizeBytes];
  };
  expect(await counts()).toEqual([0, 0]);
  await cloud.clock.advance(6 * 3_600_000);
  expect(await counts()).toEqual([1, 6]);
});

test.for([
  ['images', "One or more parameter values were invalid: ARNs must start with 'arn:': images"],
  [
    'arn:aws:dynamodb:us-east-1:000000000000:global-table/images',
    'One or more parameter values were invalid: Provided Arn is not a DynamoDB resource arn: arn:aws:dynamodb:us-east-1:000000000000:global-table/images',
  ],
  [
    'TABLE/index/byUser',
    'One or more parameter values were invalid: Invalid resource arn provided, only table or stream is accepted. Provided resource arn: TABLE/index/byUser',
  ],
  ['ELSEWHERE', 'Invalid TableArn: Invalid ResourceArn provided as input ELSEWHERE'],
] as const)('only tables are tagged: case %#', async ([given, text]) => {
  await using setup = await startDynamo();
  const { cloud, dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  const here = `arn:aws:dynamodb:${cloud.region}:${cloud.accountId}:table/images`;
  const elsewhere = `arn:aws:dynamodb:ap-south-2:${cloud.accountId}:table/images`;
  const full = (template: string) => template.replace('TABLE', here).replace('ELSEWHERE', elsewhere);
  expect(await message(dynamo.listTagsOfResource({ ResourceArn: full(given) }))).toBe(full(text));
});
