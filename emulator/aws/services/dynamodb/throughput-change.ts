/**
 * Provisioned throughput of tables and indexes under change.
 *
 * Evidence: aws.md section E.3; texts as measured on real tables in October 2026 (public notes of a controller's
 * developers).
 */
import type { ProvisionedThroughput, UpdateTableInput } from '@aws-sdk/client-dynamodb';
import { hours, startOfDay, type Instant } from '../../kernel/instant.ts';
import { invalidParameter, limitExceeded, validation } from './errors.ts';
import { throughputOf } from './index-definition.ts';
import type { TableDefinition, Throughput } from './table.ts';

const FREE_DECREASES = 4;
const DECREASE_INTERVAL = hours(1);

export function changedThroughput(
  before: TableDefinition,
  { ProvisionedThroughput: wanted }: UpdateTableInput,
  billingMode: TableDefinition['billingMode'],
  now: Instant,
): Throughput {
  if (billingMode === 'PAY_PER_REQUEST') {
    if (wanted === undefined) return { ...before.throughput, read: 0, write: 0 };
    throw invalidParameter(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  if (wanted === undefined) return before.throughput;
  return adjusted(before.throughput, wanted, now);
}

export function adjusted(
  before: Throughput,
  wanted: ProvisionedThroughput,
  now: Instant,
  indexName?: string,
): Throughput {
  const { read, write } = throughputOf(wanted);
  if (read === before.read && write === before.write) {
    const of = indexName === undefined ? 'the table' : `index ${indexName}`;
    throw validation(
      `The provisioned throughput for ${indexName === undefined ? of : `the ${of}`} will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for ${of}: ${before.read}. Requested ReadCapacityUnits: ${read}. Current WriteCapacityUnits provisioned for ${of}: ${before.write}. Requested WriteCapacityUnits: ${write}. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.`,
    );
  }
  const increases = read > before.read || write > before.write;
  const decreases = read < before.read || write < before.write;
  const { decreasedAt } = before;
  const today = decreasedAt !== undefined && startOfDay(decreasedAt) === startOfDay(now);
  if (decreases && today) checkDecreases(decreasedAt, before.decreases ?? 0, now);
  return {
    ...before,
    read,
    write,
    ...(increases && { increasedAt: now }),
    ...(decreases && { decreasedAt: now, decreases: (today ? (before.decreases ?? 0) : 0) + 1 }),
  };
}

/** @throws AwsError LimitExceededException when there have been too many decreases today for another one now */
function checkDecreases(last: Instant, count: number, now: Instant): void {
  const next = last + DECREASE_INTERVAL;
  if (count < FREE_DECREASES || now >= next) return;
  throw limitExceeded(
    `Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. After the first ${FREE_DECREASES} decreases, each subsequent decrease in the same UTC day can be performed at most once every ${DECREASE_INTERVAL / 1_000} seconds. Number of decreases today: ${count}. Last decrease at ${inWords(last)}. Next decrease can be made at ${inWords(next)}`,
  );
}

const inWords = (at: Instant): string =>
  new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeStyle: 'full', timeZone: 'UTC' }).format(at);
