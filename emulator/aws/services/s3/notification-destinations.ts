/**
 * Whether S3 may send where a configuration says. All that is wrong is told at once, numbered.
 * Evidence: fact sheet S3 §9.3. A missing function and one that refuses S3 look alike.
 */
import { AwsError } from '../../kernel/aws-error.ts';
import type { Bucket } from './bucket.ts';
import type { NotificationRule } from './notification-document.ts';
import { sourceOf, type Notifications } from './notifications.ts';

const NOUNS = { sqs: 'queue', sns: 'topic' } as const;

/** @throws AwsError InvalidArgument */
export function checkDestinations(
  notifications: Notifications,
  bucket: Bucket,
  rules: readonly NotificationRule[],
): void {
  const faults = rules.flatMap((rule) => {
    const fault = faultOf(notifications, bucket, rule);
    return fault === undefined ? [] : [fault];
  });
  if (faults.length === 0) return;
  const details: Record<string, string> = {};
  for (const [index, [name, value]] of faults.entries()) {
    details[`ArgumentName${index + 1}`] = name;
    details[`ArgumentValue${index + 1}`] = value;
  }
  throw new AwsError({
    code: 'InvalidArgument',
    status: 400,
    message: 'Unable to validate the following destination configurations',
    details,
  });
}

function faultOf(
  notifications: Notifications,
  bucket: Bucket,
  { kind, arn }: NotificationRule,
): readonly [name: string, value: string] | undefined {
  const destination = notifications.destination(kind);
  const fault = destination === undefined ? 'missing' : destination.fault(arn, sourceOf(bucket));
  if (fault === undefined) return undefined;
  if (kind === 'lambda') return [`${arn}, null`, `Not authorized to invoke function [${arn}]`];
  const noun = NOUNS[kind];
  return fault === 'missing'
    ? [arn, `The destination ${noun} does not exist`]
    : [
        arn,
        `Permissions on the destination ${noun} do not allow S3 to publish notifications from this bucket`,
      ];
}
