import type { UpdateTimeToLiveInput, UpdateTimeToLiveOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../kernel/operation.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { beingCreated, tableInUse, validation } from '../errors.ts';
import { updateTimeToLiveInput } from '../input-constraints.ts';
import { controlled } from '../requests.ts';
import { noteExpiries } from '../table-changes.ts';

/**
 * Lets items expire at the epoch second that an attribute of theirs names, or no longer.
 *
 * Gaps: AWS lets nobody change this twice within half an hour.
 */
export const updateTimeToLive: Operation<DynamoDb, UpdateTimeToLiveInput, UpdateTimeToLiveOutput> = (
  db,
  input,
  call,
) => {
  const before = controlled(db, call, 'UpdateTimeToLive', input, updateTimeToLiveInput);
  const { AttributeName: name = '', Enabled: enabled = false } = input.TimeToLiveSpecification ?? {};
  const status = before.status(call.now);
  if (status === 'CREATING') throw beingCreated(before.name);
  if (status !== 'ACTIVE') throw tableInUse(before.name, status);
  const current = before.definition.ttlAttribute;
  if (enabled && current === name) throw validation('TimeToLive is already enabled');
  if (!enabled && current === undefined) throw validation('TimeToLive is already disabled');
  if (current !== undefined && current !== name) {
    throw validation(
      `TimeToLive is active on a different AttributeName: current AttributeName is ${current}`,
    );
  }
  db.kernel.store.transact(() => {
    const { ttlAttribute: _, ...kept } = before.definition;
    const table = db.tables.replace(before, enabled ? { ...kept, ttlAttribute: name } : kept);
    noteExpiries(db.kernel.store, table);
  });
  db.expiry.plan();
  return { TimeToLiveSpecification: { Enabled: enabled, AttributeName: name } };
};
