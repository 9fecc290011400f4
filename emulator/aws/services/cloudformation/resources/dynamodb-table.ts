import { textOf, type ResourceType } from './resource-type.ts';

export const dynamodbTable: ResourceType = {
  type: 'AWS::DynamoDB::Table',
  properties: [
    'AttributeDefinitions',
    'BillingMode',
    'DeletionProtectionEnabled',
    'GlobalSecondaryIndexes',
    'KeySchema',
    'LocalSecondaryIndexes',
    'ProvisionedThroughput',
    'StreamSpecification',
    'TableName',
    'Tags',
    'TimeToLiveSpecification',
  ],
  required: ['KeySchema'],
  async create(
    { TableName: given, TimeToLiveSpecification, StreamSpecification: stream, ...settings },
    making,
  ) {
    const TableName = textOf(given ?? making.generatedName);
    await making.invoke('dynamodb', 'CreateTable', {
      ...settings,
      TableName,
      ...(stream !== undefined && { StreamSpecification: { ...(stream as object), StreamEnabled: true } }),
    });
    making.exists(TableName);
    let table: { TableArn?: string; TableStatus?: string; LatestStreamArn?: string } = {};
    await making.until(async () => {
      const { Table } = await making.invoke('dynamodb', 'DescribeTable', { TableName });
      table = Table as typeof table;
      return table.TableStatus === 'ACTIVE';
    });
    if (TimeToLiveSpecification !== undefined) {
      await making.invoke('dynamodb', 'UpdateTimeToLive', { TableName, TimeToLiveSpecification });
    }
    const { TableArn: arn = '', LatestStreamArn: streamArn } = table;
    return { Arn: arn, ...(streamArn !== undefined && { StreamArn: streamArn }) };
  },
  async delete(TableName, _, making) {
    await making.invoke('dynamodb', 'DeleteTable', { TableName });
  },
};
