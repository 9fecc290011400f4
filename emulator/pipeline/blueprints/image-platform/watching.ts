/** How the image platform is watched: two alarms and a trail. */
import type { AlarmSpec, BlueprintContext, TrailSpec } from '../blueprint.ts';
import { named } from '../arn.ts';
import { NAMES } from './facts.ts';

export const errorsAlarm = (context: BlueprintContext): AlarmSpec => ({
  name: named('s3-4xx-5xx-errors', context),
  description: 'This metric monitors S3 4xx errors',
  namespace: 'AWS/S3',
  metric: '4xxError',
  dimensions: { BucketName: named(NAMES.input, context) },
  statistic: 'Sum',
  period: 300,
  evaluationPeriods: 2,
  threshold: 10,
});

export const sizeAlarm = (context: BlueprintContext): AlarmSpec => ({
  name: named('s3-bucket-size-alarm', context),
  description: 'This metric monitors S3 bucket size',
  namespace: 'AWS/S3',
  metric: 'BucketSizeBytes',
  dimensions: { BucketName: named(NAMES.input, context), StorageType: 'StandardStorage' },
  statistic: 'Average',
  period: 3600,
  evaluationPeriods: 2,
  threshold: 100 * 2 ** 30,
});

/** Into the logs bucket, as the document draws it. Calls on objects are data events, and have to be asked for. */
export const trail = (context: BlueprintContext): TrailSpec => ({
  name: named(NAMES.trail, context),
  bucket: named(NAMES.logs, context),
  objectsOf: [named(NAMES.input, context), named(NAMES.output, context)],
});
