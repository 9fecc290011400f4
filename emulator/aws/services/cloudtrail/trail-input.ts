/** What CreateTrail and UpdateTrail are given. Evidence: API reference "CreateTrail", read 2026-11-20. */
import type { CreateTrailRequest, UpdateTrailRequest } from '@aws-sdk/client-cloudtrail';
import { notImplemented } from '../../kernel/aws-error.ts';
import type { Call } from '../../kernel/operation.ts';
import type { CloudTrail } from './cloudtrail.ts';
import { bucketDoesNotExist, insufficientBucketPolicy, invalidTrailName } from './errors.ts';
import { trailArn, type Trail, type TrailSettings } from './trails.ts';

const NAME = /^[a-zA-Z0-9](?:[a-zA-Z0-9]|[._-](?![._-]))*$/;

/** @throws AwsError InvalidTrailNameException */
export function checkTrailName(name: string): void {
  if (name.length < 3 || name.length > 128) {
    throw invalidTrailName('Trail name must be between 3 and 128 characters.');
  }
  if (!NAME.test(name) || !/[a-zA-Z0-9]$/.test(name) || /^\d+\.\d+\.\d+\.\d+$/.test(name)) {
    throw invalidTrailName(
      'Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), hyphens (-), and underscores (_).',
    );
  }
}

/** The settings that a request asks for, over those there are. @throws AwsError NotImplemented */
export function readSettings(
  input: Partial<CreateTrailRequest & UpdateTrailRequest>,
  current?: TrailSettings,
): TrailSettings {
  const refused: readonly (readonly [unknown, string])[] = [
    [input.EnableLogFileValidation === true, 'digest files (log file validation)'],
    [input.CloudWatchLogsLogGroupArn, 'delivery of trails to CloudWatch Logs'],
    [input.SnsTopicName, 'notification of trails by SNS'],
    [input.KmsKeyId, 'encryption of log files with a key of the trail'],
    [input.IsOrganizationTrail === true, 'organisation trails'],
  ];
  const asked = refused.find(([given]) => given !== undefined && given !== false && given !== '');
  if (asked !== undefined) throw notImplemented('cloudtrail', asked[1]);
  return {
    bucket: input.S3BucketName ?? current?.bucket ?? '',
    prefix: (input.S3KeyPrefix ?? current?.prefix) || undefined,
    globalEvents: input.IncludeGlobalServiceEvents ?? current?.globalEvents ?? true,
    multiRegion: input.IsMultiRegionTrail ?? current?.multiRegion ?? false,
  };
}

/** @throws AwsError S3BucketDoesNotExistException, InsufficientS3BucketPolicyException */
export function checkBucket(cloudtrail: CloudTrail, trail: Pick<Trail, 'scope' | 'name' | 'settings'>): void {
  const fault = cloudtrail.bucketFault(trail);
  if (fault === 'missing') throw bucketDoesNotExist(trail.settings.bucket);
  if (fault === 'denied') throw insufficientBucketPolicy(trail.settings.bucket);
}

/** @throws AwsError AccessDenied */
export function allow(call: Call, resource = '*'): void {
  call.authorize({ action: `cloudtrail:${call.operation}`, resource, owner: call.scope.accountId });
}

/** The trail that a request names. @throws AwsError TrailNotFoundException, AccessDenied */
export function namedTrail(cloudtrail: CloudTrail, call: Call, nameOrArn = ''): Trail {
  const trail = cloudtrail.trails.get(call.scope, nameOrArn);
  allow(call, trailArn(trail));
  call.touches(trail.name);
  return trail;
}

/** The members that every answer about a trail has. */
export const trailOutput = (trail: Trail) => ({
  Name: trail.name,
  S3BucketName: trail.settings.bucket,
  S3KeyPrefix: trail.settings.prefix,
  IncludeGlobalServiceEvents: trail.settings.globalEvents,
  IsMultiRegionTrail: trail.settings.multiRegion,
  TrailARN: trailArn(trail),
  LogFileValidationEnabled: false,
  IsOrganizationTrail: false,
});

/** What DescribeTrails and GetTrail show besides. */
export const trailDescription = (trail: Trail) => ({
  ...trailOutput(trail),
  HomeRegion: trail.scope.region,
  HasCustomEventSelectors: trail.selectors !== undefined,
  HasInsightSelectors: false,
});
