import type {
  ContinuousBackupsDescription,
  DescribeContinuousBackupsInput,
  DescribeContinuousBackupsOutput,
} from '@aws-sdk/client-dynamodb';
import { minutes, toDate, type Instant } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { tableNotFound } from '../errors.ts';
import { namedTableInput } from '../input-constraints.ts';
import { controlled } from '../requests.ts';
import type { Table } from '../table.ts';

const DEFAULT_DAYS = 35;
/** Restoring is possible up to about five minutes ago. */
const RESTORE_DELAY = minutes(5);

/** Whether a table could be restored, and to which times. */
export const describeContinuousBackups: Operation<
  DynamoDb,
  DescribeContinuousBackupsInput,
  DescribeContinuousBackupsOutput
> = (db, input, call) => {
  const table = controlled(db, call, 'DescribeContinuousBackups', input, namedTableInput, tableNotFound);
  return { ContinuousBackupsDescription: describeBackups(table, call.now) };
};

export function describeBackups({ definition }: Table, now: Instant): ContinuousBackupsDescription {
  const { recovery, recoverySince } = definition;
  if (recovery?.PointInTimeRecoveryEnabled !== true || recoverySince === undefined) {
    return {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
    };
  }
  return {
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: {
      PointInTimeRecoveryStatus: 'ENABLED',
      RecoveryPeriodInDays: recovery.RecoveryPeriodInDays ?? DEFAULT_DAYS,
      EarliestRestorableDateTime: toDate(recoverySince),
      LatestRestorableDateTime: toDate(Math.max(recoverySince, now - RESTORE_DELAY)),
    },
  };
}
