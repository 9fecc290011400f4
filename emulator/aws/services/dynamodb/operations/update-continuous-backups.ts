import type { UpdateContinuousBackupsInput, UpdateContinuousBackupsOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../kernel/operation.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { backupsUnavailable, tableNotFound, validation } from '../errors.ts';
import { updateContinuousBackupsInput } from '../input-constraints.ts';
import { controlled } from '../requests.ts';
import { describeBackups } from './describe-continuous-backups.ts';

/** Switches point-in-time recovery on or off. The setting is kept and shown; nothing can be restored here. */
export const updateContinuousBackups: Operation<
  DynamoDb,
  UpdateContinuousBackupsInput,
  UpdateContinuousBackupsOutput
> = (db, input, call) => {
  const before = controlled(
    db,
    call,
    'UpdateContinuousBackups',
    input,
    updateContinuousBackupsInput,
    tableNotFound,
  );
  const recovery = input.PointInTimeRecoverySpecification;
  if (recovery?.PointInTimeRecoveryEnabled === false && recovery.RecoveryPeriodInDays !== undefined) {
    throw validation(
      'Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.',
    );
  }
  if (before.status(call.now) === 'CREATING') throw backupsUnavailable(before.name);
  const since = before.definition.recoverySince;
  const table = db.tables.change(before, {
    ...(recovery !== undefined && { recovery }),
    recoverySince:
      before.definition.recovery?.PointInTimeRecoveryEnabled === true ? (since ?? call.now) : call.now,
  });
  return { ContinuousBackupsDescription: describeBackups(table, call.now) };
};
