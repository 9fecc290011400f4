/** Tags of alarms, and which alarm an ARN names. */
import type { Tag } from '@aws-sdk/client-cloudwatch';
import type { Call } from '../../kernel/operation.ts';
import { parseArn } from '../../kernel/scope.ts';
import { allow } from './access.ts';
import type { Alarm } from './alarm.ts';
import type { CloudWatch } from './cloudwatch.ts';
import { constraint, resourceNotFound } from './errors.ts';

const MOST_TAGS = 50;

/** @throws AwsError ValidationException */
export function readTags(tags: readonly Tag[] | undefined): Readonly<Record<string, string>> {
  const given = tags ?? [];
  if (given.length > MOST_TAGS) {
    throw constraint(`[${given.length} tags]`, 'tags', `have length less than or equal to ${MOST_TAGS}`);
  }
  return Object.fromEntries(given.map(({ Key = '', Value = '' }) => [Key, Value]));
}

/** @throws AwsError ResourceNotFoundException, AccessDenied */
export function taggedAlarm(cloudwatch: CloudWatch, call: Call, resourceArn = ''): Alarm {
  allow(call, resourceArn);
  const arn = parseArn(resourceArn);
  const isAlarm = arn?.service === 'cloudwatch' && arn.resource.startsWith('alarm:');
  const alarm = isAlarm
    ? cloudwatch.alarms.find({ ...call.scope, region: arn.region }, arn.resource.slice('alarm:'.length))
    : undefined;
  if (alarm === undefined || arn?.accountId !== call.scope.accountId) throw resourceNotFound(resourceArn);
  return alarm;
}
