/**
 * Gaps: an update changes billing, throughput, streams, deletion protection, time to live and tags where the table is,
 * and adds or removes one secondary index at a time, as DynamoDB does; anything else takes a new table. An index that is
 * to go cannot do so along with a change to provisioned billing.
 */
import { AwsError } from '../../../kernel/aws-error.ts';
import { isList, type Json, type JsonObject } from '../template/json.ts';
import { textOf, type Making, type ResourceType } from './resource-type.ts';
import { tagChanges } from './tags.ts';

export const dynamodbTable: ResourceType = {
  type: 'AWS::DynamoDB::Table',
  properties: [
    'AttributeDefinitions',
    'BillingMode',
    'DeletionProtectionEnabled',
    'GlobalSecondaryIndexes',
    'KeySchema',
    'LocalSecondaryIndexes',
    'OnDemandThroughput',
    'ProvisionedThroughput',
    'StreamSpecification',
    'TableName',
    'Tags',
    'TimeToLiveSpecification',
  ],
  required: ['KeySchema'],
  createOnly: ['KeySchema', 'LocalSecondaryIndexes', 'TableName'],
  named: 'TableName',
  async create({ TableName: given, TimeToLiveSpecification: ttl, StreamSpecification, ...settings }, making) {
    const TableName = textOf(given ?? making.generatedName);
    await making.invoke('dynamodb', 'CreateTable', {
      ...settings,
      TableName,
      ...(StreamSpecification !== undefined && { StreamSpecification: enabled(StreamSpecification) }),
    });
    making.exists(TableName);
    const attributes = await active(TableName, making);
    if (ttl !== undefined) await setTtl(TableName, ttl, making);
    return attributes;
  },
  async update({ physicalId: TableName, properties: before }, properties, making) {
    const change = async (settings: object): Promise<JsonObject> => {
      await making.invoke('dynamodb', 'UpdateTable', { TableName, ...settings });
      return active(TableName, making);
    };
    const differs = (name: string): boolean =>
      JSON.stringify(before[name]) !== JSON.stringify(properties[name]);
    const { BillingMode = 'PROVISIONED', ProvisionedThroughput, AttributeDefinitions } = properties;
    const { added, removed, resized } = indexChanges(before, properties);
    const provisioned = BillingMode === 'PROVISIONED' && differs('BillingMode');
    if (differs('BillingMode') || differs('ProvisionedThroughput')) {
      await change({
        BillingMode,
        ...(BillingMode === 'PROVISIONED' && { ProvisionedThroughput }),
        ...(provisioned && resized.length > 0 && { GlobalSecondaryIndexUpdates: resized }),
      });
    }
    if (BillingMode === 'PAY_PER_REQUEST' && differs('OnDemandThroughput')) {
      const lifted = { MaxReadRequestUnits: -1, MaxWriteRequestUnits: -1 };
      const wanted = properties['OnDemandThroughput'] as JsonObject | undefined;
      await change({ OnDemandThroughput: { ...lifted, ...wanted } });
    }
    for (const index of [...removed, ...added, ...(provisioned ? [] : resized)]) {
      await change({ AttributeDefinitions, GlobalSecondaryIndexUpdates: [index] });
    }
    if (differs('StreamSpecification')) {
      const { StreamSpecification: stream } = properties;
      if (before['StreamSpecification'] !== undefined) {
        await change({ StreamSpecification: { StreamEnabled: false } });
      }
      if (stream !== undefined) await change({ StreamSpecification: enabled(stream) });
    }
    if (differs('DeletionProtectionEnabled')) {
      await change({ DeletionProtectionEnabled: properties['DeletionProtectionEnabled'] ?? false });
    }
    if (differs('TimeToLiveSpecification')) {
      const { TimeToLiveSpecification: old } = before;
      const off = { ...(old as JsonObject), Enabled: false };
      await setTtl(TableName, properties['TimeToLiveSpecification'] ?? off, making);
    }
    const attributes = await active(TableName, making);
    const { put: Tags, removed: TagKeys } = tagChanges(before['Tags'], properties['Tags']);
    const ResourceArn = attributes['Arn'];
    if (Tags.length > 0) await making.invoke('dynamodb', 'TagResource', { ResourceArn, Tags });
    if (TagKeys.length > 0) await making.invoke('dynamodb', 'UntagResource', { ResourceArn, TagKeys });
    return attributes;
  },
  async delete(TableName, _, making) {
    await making.invoke('dynamodb', 'DeleteTable', { TableName });
    await making.until(() => gone(TableName, making));
  },
};

const enabled = (stream: Json): object => ({ ...(stream as JsonObject), StreamEnabled: true });

/** Waits for the table; returns what `Fn::GetAtt` yields. */
async function active(TableName: string, making: Making): Promise<JsonObject> {
  let table: {
    TableArn?: string;
    TableStatus?: string;
    LatestStreamArn?: string;
    GlobalSecondaryIndexes?: { IndexStatus?: string }[];
  } = {};
  await making.until(async () => {
    const { Table } = await making.invoke('dynamodb', 'DescribeTable', { TableName });
    table = Table as typeof table;
    const indexes = table.GlobalSecondaryIndexes ?? [];
    return table.TableStatus === 'ACTIVE' && indexes.every(({ IndexStatus }) => IndexStatus === 'ACTIVE');
  });
  const { TableArn: arn = '', LatestStreamArn: streamArn } = table;
  return { Arn: arn, ...(streamArn !== undefined && { StreamArn: streamArn }) };
}

async function gone(TableName: string, making: Making): Promise<boolean> {
  try {
    await making.invoke('dynamodb', 'DescribeTable', { TableName });
    return false;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return true;
    throw error;
  }
}

async function setTtl(TableName: string, TimeToLiveSpecification: Json, making: Making): Promise<void> {
  await making.invoke('dynamodb', 'UpdateTimeToLive', { TableName, TimeToLiveSpecification });
}

interface IndexChanges {
  readonly added: readonly object[];
  readonly removed: readonly object[];
  readonly resized: readonly object[];
}

/** An index that changed in anything but its throughput is removed and made again. */
function indexChanges(before: JsonObject, after: JsonObject): IndexChanges {
  const [old, wanted] = [indexesOf(before), indexesOf(after)];
  const kept = [...wanted].filter(([name, { shape }]) => old.get(name)?.shape === shape);
  const stays = new Set(kept.map(([name]) => name));
  return {
    removed: [...old.keys()]
      .filter((name) => !stays.has(name))
      .map((IndexName) => ({ Delete: { IndexName } })),
    added: [...wanted].filter(([name]) => !stays.has(name)).map(([, { index }]) => ({ Create: index })),
    resized: kept
      .filter(([name, { throughput }]) => throughput !== '{}' && old.get(name)?.throughput !== throughput)
      .map(([IndexName, { throughput }]) => ({
        Update: { IndexName, ...(JSON.parse(throughput) as JsonObject) },
      })),
  };
}

interface IndexTexts {
  readonly index: JsonObject;
  readonly shape: string;
  readonly throughput: string;
}

function indexesOf({ GlobalSecondaryIndexes: indexes }: JsonObject): ReadonlyMap<string, IndexTexts> {
  const list = isList(indexes) ? (indexes as readonly JsonObject[]) : [];
  return new Map(
    list.map((index) => {
      const { ProvisionedThroughput, OnDemandThroughput, ...shape } = index;
      const throughput = JSON.stringify({ ProvisionedThroughput, OnDemandThroughput });
      return [textOf(index['IndexName']), { index, shape: JSON.stringify(shape), throughput }];
    }),
  );
}
