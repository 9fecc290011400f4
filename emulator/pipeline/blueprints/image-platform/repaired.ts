/**
 * The image platform as it works. Departures from the document:
 *
 * 1. The policy's third statement denied every download, the pipeline's own included: it is gone. Bytes at rest are
 *    encrypted because unencrypted ones cannot be put.
 * 2. Older versions went to STANDARD_IA after 7 days, which S3 refuses below 30; and at 30 they are deleted anyway.
 * 3. Access logs never arrived: the logs bucket now lets the logging service in.
 * 4. Upload URLs were signed with the key's id where the policy compares its ARN: they carry the ARN (`image-platform/urls.ts`).
 * 5. `.jpeg` and upper-case names started nothing: the rule has no suffix, and the handler tells uploads by their keys.
 * 6. File names beyond ASCII broke the metadata header: they are percent-encoded (`image-platform/urls.ts`).
 * 7. Lifecycle rules leave objects below 128 KiB in STANDARD: those that move say so themselves, and what is smaller only
 *    expires.
 * 8. The alarm for errors watched a metric that S3 does not publish: the bucket has a filter for request metrics, and the
 *    alarm watches what S3 publishes under its id.
 * 9. The alarm for size looked at single hours of a metric that comes once a day, and knew nothing in the hours between:
 *    its periods are days.
 * 10. CloudTrail refused a bucket without a policy for it: the logs bucket lets it in.
 * 11. An upload whose event failed three times was forgotten: a queue keeps it.
 * 12. Renditions went to GLACIER while their download URLs were still given out, and S3 gives nothing from there unasked:
 *     they go to GLACIER_IR, which answers at once.
 */
import type { LifecycleRule } from '@aws-sdk/client-s3';
import type { BlueprintContext, BucketSpec, PolicyDocument } from '../blueprint.ts';
import { bucketArn, functionArn, named } from '../arn.ts';
import {
  encryptionRequired,
  INPUT_LIFECYCLE,
  inputBucket,
  logsBucket,
  NAMES,
  outputBucket,
} from './facts.ts';
import { imagePlatformAs } from './form.ts';
import { errorsAlarm, sizeAlarm } from './watching.ts';

const REQUEST_METRICS = 'EntireBucket';
const DAY = 24 * 3600;

/** Below it S3 moves nothing to any class, unless a rule says otherwise. */
const LEAST_MOVED = 128 * 1024;

/** Lets S3 write the access logs of the two other buckets, each under its prefix, and CloudTrail its records. */
function logDelivery(context: BlueprintContext): PolicyDocument {
  const logs = bucketArn(named(NAMES.logs, context));
  const deliver = (name: string, prefix: string) => ({
    Effect: 'Allow',
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `${logs}/${prefix}*`,
    Condition: {
      ArnLike: { 'aws:SourceArn': bucketArn(named(name, context)) },
      StringEquals: { 'aws:SourceAccount': context.accountId },
    },
  });
  const { region, accountId } = context;
  const trail = `arn:aws:cloudtrail:${region}:${accountId}:trail/${named(NAMES.trail, context)}`;
  const record = (action: string, resource: string, condition: Record<string, string>) => ({
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Action: action,
    Resource: resource,
    Condition: { StringEquals: { 'aws:SourceArn': trail, ...condition } },
  });
  return {
    Version: '2012-10-17',
    Statement: [
      deliver(NAMES.input, 'logs/input-bucket/'),
      deliver(NAMES.output, 'logs/output-bucket/'),
      record('s3:GetBucketAcl', logs, {}),
      record('s3:PutObject', `${logs}/AWSLogs/${accountId}/*`, {
        's3:x-amz-acl': 'bucket-owner-full-control',
      }),
    ],
  };
}

/** What moves names the size from which it does; expiry is a rule of its own, for objects of every size. */
function saidPlainly(rules: readonly LifecycleRule[] = []): LifecycleRule[] {
  return rules.flatMap(({ ID, Status, Filter, Transitions, NoncurrentVersionTransitions, ...ends }) => {
    const And = { Prefix: Filter?.Prefix ?? '', ObjectSizeGreaterThan: LEAST_MOVED - 1 };
    const moves = { Transitions, ...(NoncurrentVersionTransitions && { NoncurrentVersionTransitions }) };
    return [
      { ID, Status, Filter: { And }, ...moves },
      { ID: `${ID}_end`, Status, Filter, ...ends },
    ];
  });
}

/** The same rules, with an archive that can be read from. */
const readable = (bucket: BucketSpec): BucketSpec => ({
  ...bucket,
  lifecycle: (bucket.lifecycle ?? []).map(({ Transitions = [], ...rule }) => ({
    ...rule,
    Transitions: Transitions.map((move) =>
      move.StorageClass === 'GLACIER' ? { ...move, StorageClass: 'GLACIER_IR' } : move,
    ),
  })),
});

const mended = (bucket: BucketSpec): BucketSpec => ({ ...bucket, lifecycle: saidPlainly(bucket.lifecycle) });

const input = (context: BlueprintContext): BucketSpec => ({
  ...inputBucket(context),
  lifecycle: [INPUT_LIFECYCLE],
  requestMetrics: REQUEST_METRICS,
  cors: [{ AllowedOrigins: ['*'], AllowedMethods: ['PUT'], AllowedHeaders: ['*'], ExposeHeaders: ['ETag'] }],
  policy: encryptionRequired(context),
  notifications: {
    LambdaFunctionConfigurations: [
      {
        Id: 'Uploads',
        LambdaFunctionArn: functionArn(named(NAMES.eventHandler, context), context),
        Events: ['s3:ObjectCreated:*'],
        Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'uploads/' }] } },
      },
    ],
  },
});

export const imagePlatform = imagePlatformAs('repaired', (context) => ({
  logs: { ...mended(logsBucket(context)), publicAccessBlock: true, policy: logDelivery(context) },
  input: mended(input(context)),
  output: mended(readable(outputBucket(context))),
  deadLetters: {
    name: named('s3-event-handler-dlq', context),
    // People look at it, who need more than the four days that queues keep messages by default.
    attributes: { MessageRetentionPeriod: String(14 * DAY) },
  },
  alarms: [
    {
      ...errorsAlarm(context),
      metric: '4xxErrors',
      dimensions: { BucketName: named(NAMES.input, context), FilterId: REQUEST_METRICS },
    },
    { ...sizeAlarm(context), period: DAY },
  ],
}));
