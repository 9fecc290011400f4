import type { CreateTableInput, CreateTableOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../kernel/operation.ts';
import { arn } from '../../../kernel/scope.ts';
import { check } from '../constraints.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { tableExists, validation } from '../errors.ts';
import { indexDefinition, throughputOf } from '../index-definition.ts';
import { createTableInput } from '../input-constraints.ts';
import { ceilingAfter } from '../on-demand.ts';
import { newStream } from '../stream-settings.ts';
import { encryptionKey } from '../table-settings.ts';
import { describeTable } from '../table-description.ts';
import { refuseUnsupported } from '../unsupported.ts';
import { checkNewTable } from '../table-rules.ts';
import { tableNameOf } from '../tables.ts';
import { tagRecord } from '../tags.ts';

/** A new table. It is ACTIVE from the next look at it on, unless the cloud was asked to take its time. */
export const createTable: Operation<DynamoDb, CreateTableInput, CreateTableOutput> = (db, input, call) => {
  if (input.TableName === undefined) {
    throw validation("The parameter 'TableName' is required but was not present in the request");
  }
  const name = tableNameOf(input.TableName);
  check({ ...input, TableName: name }, createTableInput);
  refuseUnsupported('CreateTable', input);
  checkNewTable(input);
  const tags = tagRecord(input.Tags ?? []);
  const stream = newStream(input.StreamSpecification, call.now, 'CreateTable');
  const { scope, now } = call;
  call.touches(name);
  db.authorize(call, 'CreateTable', name);
  if (db.tables.find(scope, name) !== undefined) throw tableExists(name);
  const ceiling = ceilingAfter(undefined, input.OnDemandThroughput);
  const billingMode = input.BillingMode ?? 'PROVISIONED';
  const kmsKeyArn = encryptionKey(db, call, input.SSESpecification);
  const table = db.kernel.store.transact(() => {
    const added = db.tables.add(scope, {
      name,
      arn: arn('dynamodb', scope, `table/${name}`),
      tableId: db.kernel.ids.uuid(),
      createdAt: now,
      keySchema: input.KeySchema ?? [],
      attributes: input.AttributeDefinitions ?? [],
      billingMode,
      ...(billingMode === 'PAY_PER_REQUEST' && { onDemandSince: now }),
      throughput: throughputOf(input.ProvisionedThroughput),
      ...(ceiling !== undefined && { ceiling }),
      indexes: [
        ...(input.LocalSecondaryIndexes ?? []).map((index) => indexDefinition(db, 'local', index)),
        ...(input.GlobalSecondaryIndexes ?? []).map((index) => indexDefinition(db, 'global', index)),
      ],
      transition: { status: 'CREATING', until: db.settledAt(now) },
      ...(stream !== undefined && { stream }),
      streamEnabled: stream !== undefined,
      deletionProtected: input.DeletionProtectionEnabled ?? false,
      ...(input.TableClass !== undefined && { tableClass: input.TableClass }),
      ...(kmsKeyArn !== undefined && { kmsKeyArn }),
      tags,
      counted: { at: now, items: 0, bytes: 0, indexes: {} },
    });
    if (stream !== undefined) db.openStream(added, now);
    return added;
  });
  const description = describeTable(table, now);
  return { TableDescription: { ...description, ...creating(description) } };
};

/** The answer shows the table as it is being made, even if that takes no time. */
function creating(description: CreateTableOutput['TableDescription']): object {
  const indexes = description?.GlobalSecondaryIndexes;
  return {
    TableStatus: 'CREATING',
    ...(indexes !== undefined && {
      GlobalSecondaryIndexes: indexes.map((index) => ({ ...index, IndexStatus: 'CREATING' })),
    }),
  };
}
