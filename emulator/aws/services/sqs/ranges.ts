/** Numbers that callers give, within the limits that SQS sets them. */
import { seconds, type Duration } from '../../kernel/instant.ts';
import { invalidParameter } from './errors.ts';

const LONGEST_VISIBILITY = 43_200;
const LONGEST_WAIT = 20;
const MOST_MESSAGES = 10;

/** @throws AwsError InvalidParameterValue */
export function readVisibilityTimeout(timeout: number | undefined): Duration | undefined {
  return readSeconds('VisibilityTimeout', timeout, LONGEST_VISIBILITY);
}

/** @throws AwsError InvalidParameterValue */
export function readWaitTime(wait: number | undefined): Duration | undefined {
  return readSeconds('WaitTimeSeconds', wait, LONGEST_WAIT);
}

/** @throws AwsError InvalidParameterValue */
export function readMaxMessages(count = 1): number {
  if (Number.isInteger(count) && count >= 1 && count <= MOST_MESSAGES) return count;
  throw invalidParameter(
    'MaxNumberOfMessages',
    count,
    `Must be between 1 and ${MOST_MESSAGES}, if provided.`,
  );
}

/** @throws AwsError InvalidParameterValue */
export function readMaxResults(count: number | undefined, most: number, otherwise: number): number {
  if (count === undefined) return otherwise;
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw invalidParameter('MaxResults', count, `Must be between 1 and ${most}, if provided.`);
}

function readSeconds(name: string, value: number | undefined, most: number): Duration | undefined {
  if (value === undefined) return undefined;
  if (value >= 0 && value <= most) return seconds(value);
  throw invalidParameter(name, value, `Must be >= 0 and <= ${most}, if provided.`);
}
