import type { TableDescription, UpdateTableInput, UpdateTableOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../kernel/operation.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { namedTableNotFound, tableInUse } from '../errors.ts';
import { updateTableInput } from '../input-constraints.ts';
import { describeCeiling } from '../on-demand.ts';
import { controlled } from '../requests.ts';
import { fillIndex, removeIndexEntries } from '../table-changes.ts';
import { describeTable } from '../table-description.ts';
import { changesCeilingOnly, changesOf, checkUpdate } from '../table-update.ts';
import type { Table } from '../table.ts';
import { tableNameOf } from '../tables.ts';
import { refuseUnsupported } from '../unsupported.ts';

/** Changes a table's settings, and makes, changes or removes one global index. */
export const updateTable: Operation<DynamoDb, UpdateTableInput, UpdateTableOutput> = (db, input, call) => {
  const { now } = call;
  const before = controlled(db, call, 'UpdateTable', input, updateTableInput, () => {
    checkUpdate(input);
    return namedTableNotFound(tableNameOf(input.TableName));
  });
  refuseUnsupported('UpdateTable', input);
  checkUpdate(input);
  const status = before.status(now);
  if (status !== 'ACTIVE') throw tableInUse(before.name, status);
  const { definition, filled, removed } = changesOf(db, before, input, call);
  const after = db.kernel.store.transact(() => {
    const table = db.tables.replace(before, definition);
    for (const name of removed) {
      const index = before.index(name);
      if (index !== undefined) removeIndexEntries(db.kernel.store, index);
    }
    for (const name of filled) {
      const index = table.index(name);
      if (index !== undefined) fillIndex(db.kernel.store, db.items, table, index);
    }
    if (before.definition.streamEnabled !== table.definition.streamEnabled) {
      if (table.definition.streamEnabled) db.openStream(table, now);
      else db.closeStream(before, now);
    }
    return table;
  });
  const description = describeTable(after, now);
  if (changesCeilingOnly(input)) {
    return { TableDescription: { ...description, ...ceilingAsGiven(before, input) } };
  }
  return {
    TableDescription: {
      ...updating(describeTable(before, now), description, filled, removed),
      ...ceilingAsGiven(before, input),
    },
  };
};

/** The answer shows a bound that was lifted as it was asked for. */
const ceilingAsGiven = ({ definition }: Table, { OnDemandThroughput: given }: UpdateTableInput) =>
  given === undefined ? {} : { OnDemandThroughput: { ...describeCeiling(definition.ceiling), ...given } };

/** The answer shows the change under way, even if that takes no time: old capacity, new indexes on their way. */
function updating(
  before: TableDescription,
  after: TableDescription,
  filled: readonly string[],
  removed: readonly string[],
): TableDescription {
  const leaving = (before.GlobalSecondaryIndexes ?? []).filter(({ IndexName = '' }) =>
    removed.includes(IndexName),
  );
  const indexes = [
    ...leaving.map((index) => ({ ...index, IndexStatus: 'DELETING' as const })),
    ...(after.GlobalSecondaryIndexes ?? []).map((index) =>
      filled.includes(index.IndexName ?? '')
        ? { ...index, IndexStatus: 'CREATING' as const, Backfilling: false }
        : index,
    ),
  ];
  return {
    ...after,
    TableStatus: 'UPDATING',
    ProvisionedThroughput: before.ProvisionedThroughput,
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
  };
}
