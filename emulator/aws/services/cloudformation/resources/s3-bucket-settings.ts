/**
 * Settings of a bucket: which call gives a bucket each, which one takes it back, and how the template's spelling becomes
 * S3's (template reference "AWS::S3::Bucket", 2026-11).
 *
 * Gaps: replication, inventories, analytics, intelligent tiering and metadata tables are refused as unknown properties.
 */
import { isList, isObject, textOf, type Json, type JsonObject } from '../template/json.ts';
import { tagList } from './tags.ts';
import type { Making } from './resource-type.ts';

interface Setting {
  readonly put: string;
  /** The put operation's member that takes the value. */
  readonly member: string;
  readonly value: (given: Json) => unknown;
  /** How a bucket is without it: an operation that removes it, or the value that stands for nothing. */
  readonly without: string | object;
}

const asGiven = (given: Json): Json => given;

const listIn = (value: Json, name: string): readonly JsonObject[] => {
  const list = isObject(value) ? value[name] : undefined;
  return isList(list) ? (list as readonly JsonObject[]) : [];
};

/** Members under S3's names. */
function renamed(given: JsonObject, names: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [names[name] ?? name, value]));
}

const SETTINGS: Readonly<Record<string, Setting>> = {
  PublicAccessBlockConfiguration: {
    put: 'PutPublicAccessBlock',
    member: 'PublicAccessBlockConfiguration',
    value: asGiven,
    without: 'DeletePublicAccessBlock',
  },
  OwnershipControls: {
    put: 'PutBucketOwnershipControls',
    member: 'OwnershipControls',
    value: asGiven,
    without: 'DeleteBucketOwnershipControls',
  },
  VersioningConfiguration: {
    put: 'PutBucketVersioning',
    member: 'VersioningConfiguration',
    value: asGiven,
    without: { Status: 'Suspended' },
  },
  BucketEncryption: {
    put: 'PutBucketEncryption',
    member: 'ServerSideEncryptionConfiguration',
    value: (given) => ({
      Rules: listIn(given, 'ServerSideEncryptionConfiguration').map((rule) =>
        renamed(rule, { ServerSideEncryptionByDefault: 'ApplyServerSideEncryptionByDefault' }),
      ),
    }),
    without: 'DeleteBucketEncryption',
  },
  CorsConfiguration: {
    put: 'PutBucketCors',
    member: 'CORSConfiguration',
    value: (given) => ({
      CORSRules: listIn(given, 'CorsRules').map((rule) =>
        renamed(rule, { ExposedHeaders: 'ExposeHeaders', MaxAge: 'MaxAgeSeconds', Id: 'ID' }),
      ),
    }),
    without: 'DeleteBucketCors',
  },
  LifecycleConfiguration: {
    put: 'PutBucketLifecycleConfiguration',
    member: 'LifecycleConfiguration',
    value: (given) => ({ Rules: listIn(given, 'Rules').map(lifecycleRule) }),
    without: 'DeleteBucketLifecycle',
  },
  LoggingConfiguration: {
    put: 'PutBucketLogging',
    member: 'BucketLoggingStatus',
    value: (given) => ({
      LoggingEnabled: renamed(given as JsonObject, {
        DestinationBucketName: 'TargetBucket',
        LogFilePrefix: 'TargetPrefix',
      }),
    }),
    without: {},
  },
  NotificationConfiguration: {
    put: 'PutBucketNotificationConfiguration',
    member: 'NotificationConfiguration',
    value: notifications,
    without: {},
  },
  ObjectLockConfiguration: {
    put: 'PutObjectLockConfiguration',
    member: 'ObjectLockConfiguration',
    value: asGiven,
    without: { ObjectLockEnabled: 'Enabled' },
  },
  WebsiteConfiguration: {
    put: 'PutBucketWebsite',
    member: 'WebsiteConfiguration',
    value: website,
    without: 'DeleteBucketWebsite',
  },
  AccelerateConfiguration: {
    put: 'PutBucketAccelerateConfiguration',
    member: 'AccelerateConfiguration',
    value: (given) => renamed(given as JsonObject, { AccelerationStatus: 'Status' }),
    without: { Status: 'Suspended' },
  },
  Tags: {
    put: 'PutBucketTagging',
    member: 'Tagging',
    value: (given) => ({ TagSet: tagList(given) }),
    without: 'DeleteBucketTagging',
  },
};

export const SETTING_NAMES: readonly string[] = [...Object.keys(SETTINGS), 'MetricsConfigurations'];

/** Gives the bucket every setting that is another one than before. */
export async function applySettings(
  Bucket: string,
  before: JsonObject,
  after: JsonObject,
  making: Making,
): Promise<void> {
  for (const [name, { put, member, value, without }] of Object.entries(SETTINGS)) {
    const [old, wanted] = [before[name], after[name]];
    if (JSON.stringify(old) === JSON.stringify(wanted)) continue;
    if (wanted !== undefined) await making.invoke('s3', put, { Bucket, [member]: value(wanted) });
    else if (typeof without === 'string') await making.invoke('s3', without, { Bucket });
    else await making.invoke('s3', put, { Bucket, [member]: without });
  }
  await applyMetrics(Bucket, before, after, making);
}

async function applyMetrics(
  Bucket: string,
  before: JsonObject,
  after: JsonObject,
  making: Making,
): Promise<void> {
  const wanted = listIn(after, 'MetricsConfigurations');
  for (const { Id: id = '', ...filter } of wanted) {
    const MetricsConfiguration = {
      Id: id,
      ...(Object.keys(filter).length > 0 && { Filter: filtered(filter) }),
    };
    await making.invoke('s3', 'PutBucketMetricsConfiguration', { Bucket, Id: id, MetricsConfiguration });
  }
  for (const { Id } of listIn(before, 'MetricsConfigurations')) {
    if (wanted.some((one) => one['Id'] === Id)) continue;
    await making.invoke('s3', 'DeleteBucketMetricsConfiguration', { Bucket, Id });
  }
}

/** One criterion as it is, several of them together. */
function filtered(criteria: JsonObject): object {
  const { TagFilters: tags, ...rest } = criteria;
  const Tags = tagList(tags);
  if (Tags.length + Object.keys(rest).length > 1)
    return { And: { ...rest, ...(Tags.length > 0 && { Tags }) } };
  return Tags.length === 1 ? { Tag: Tags[0] } : rest;
}

const TRANSITION = { TransitionDate: 'Date', TransitionInDays: 'Days' };
const NONCURRENT = { TransitionInDays: 'NoncurrentDays' };

function lifecycleRule(rule: JsonObject): object {
  const {
    Id: ID,
    Status,
    Prefix,
    TagFilters,
    ObjectSizeGreaterThan: above,
    ObjectSizeLessThan: below,
  } = rule;
  const { ExpirationInDays: Days, ExpirationDate: Date, ExpiredObjectDeleteMarker } = rule;
  const criteria = {
    ...(Prefix !== undefined && { Prefix }),
    ...(TagFilters !== undefined && { TagFilters }),
    ...(above !== undefined && { ObjectSizeGreaterThan: above }),
    ...(below !== undefined && { ObjectSizeLessThan: below }),
  };
  const expiration = { Days, Date, ExpiredObjectDeleteMarker };
  const transitions = [...listIn(rule, 'Transitions'), ...oneIn(rule, 'Transition')];
  const noncurrent = [
    ...listIn(rule, 'NoncurrentVersionTransitions'),
    ...oneIn(rule, 'NoncurrentVersionTransition'),
  ];
  const { NoncurrentVersionExpirationInDays: NoncurrentDays, NoncurrentVersionExpiration } = rule;
  return {
    ID,
    Status,
    Filter: Object.keys(criteria).length === 0 ? { Prefix: '' } : filtered(criteria),
    ...(Object.values(expiration).some((one) => one !== undefined) && { Expiration: expiration }),
    ...(transitions.length > 0 && { Transitions: transitions.map((one) => renamed(one, TRANSITION)) }),
    ...(noncurrent.length > 0 && {
      NoncurrentVersionTransitions: noncurrent.map((one) => renamed(one, NONCURRENT)),
    }),
    NoncurrentVersionExpiration:
      NoncurrentVersionExpiration ?? (NoncurrentDays === undefined ? undefined : { NoncurrentDays }),
    AbortIncompleteMultipartUpload: rule['AbortIncompleteMultipartUpload'],
  };
}

const oneIn = (rule: JsonObject, name: string): readonly JsonObject[] => {
  const { [name]: one } = rule;
  return isObject(one) ? [one] : [];
};

const TARGETS = [
  ['LambdaConfigurations', 'LambdaFunctionConfigurations', 'Function', 'LambdaFunctionArn'],
  ['QueueConfigurations', 'QueueConfigurations', 'Queue', 'QueueArn'],
  ['TopicConfigurations', 'TopicConfigurations', 'Topic', 'TopicArn'],
] as const;

function notifications(given: Json): object {
  const lists = TARGETS.map(([list, member, target, arn]) => [
    member,
    listIn(given, list).map(({ Event: event, Filter: filter, [target]: to }) => ({
      [arn]: to,
      Events: [textOf(event)],
      ...(filter !== undefined && { Filter: { Key: { FilterRules: listIn(S3Key(filter), 'Rules') } } }),
    })),
  ]);
  const { EventBridgeConfiguration: bridge } = given as JsonObject;
  const enabled = isObject(bridge) && textOf(bridge['EventBridgeEnabled'] ?? true) === 'true';
  return { ...Object.fromEntries(lists), ...(enabled && { EventBridgeConfiguration: {} }) };
}

const S3Key = (filter: Json): Json => (filter as JsonObject)['S3Key'] ?? {};

function website(given: Json): object {
  const {
    IndexDocument: index,
    ErrorDocument: error,
    RedirectAllRequestsTo,
    RoutingRules,
  } = given as JsonObject;
  return {
    ...(index !== undefined && { IndexDocument: { Suffix: index } }),
    ...(error !== undefined && { ErrorDocument: { Key: error } }),
    RedirectAllRequestsTo,
    ...(isList(RoutingRules) && {
      RoutingRules: (RoutingRules as readonly JsonObject[]).map(
        ({ RedirectRule: Redirect, RoutingRuleCondition: Condition }) => ({ Redirect, Condition }),
      ),
    }),
  };
}
