/**
 * A bucket's notification configuration: from the SDK's shape to our own and back, with everything S3 refuses before it
 * looks at a destination. What two rules may not share is in `notification-overlap.ts`.
 *
 * Evidence: fact sheet S3 §9.1 (events), §9.2, §9.3 (recorded 2025-01).
 * Gaps: the texts for unknown events, malformed ARNs and too many rules come from other implementations.
 */
import type { NotificationConfiguration, NotificationConfigurationFilter } from '@aws-sdk/client-s3';
import type { Ids } from '../../kernel/ids.ts';
import { parseArn } from '../../kernel/scope.ts';
import { invalidArgument, invalidRequest, malformedXml } from './errors.ts';
import { checkOverlap } from './notification-overlap.ts';
import type { DestinationKind, NotificationDocument, NotificationRule } from './notification-document.ts';

const MOST_RULES = 100;
const MOST_ID = 255;
const MOST_FILTER_BYTES = 1024;

const EVENTS: ReadonlySet<string> = new Set(
  [
    'ReducedRedundancyLostObject',
    ...['*', 'Put', 'Post', 'Copy', 'CompleteMultipartUpload'].map((name) => `ObjectCreated:${name}`),
    ...['*', 'Delete', 'DeleteMarkerCreated'].map((name) => `ObjectRemoved:${name}`),
    ...['*', 'Post', 'Completed', 'Delete'].map((name) => `ObjectRestore:${name}`),
    'Replication:*',
    'Replication:OperationFailedReplication',
    'Replication:OperationNotTracked',
    'Replication:OperationMissedThreshold',
    'Replication:OperationReplicatedAfterThreshold',
    'LifecycleTransition',
    'IntelligentTiering',
    'ObjectAcl:Put',
    ...['*', 'Delete', 'DeleteMarkerCreated'].map((name) => `LifecycleExpiration:${name}`),
    ...['*', 'Put', 'Delete'].map((name) => `ObjectTagging:${name}`),
    ...['*', 'Put', 'Delete'].map((name) => `ObjectAnnotation:${name}`),
    'ObjectRetention:Put',
  ].map((name) => `s3:${name}`),
);

/** How S3 names a destination in refusals, and which resource names its service allows. */
const DESTINATIONS: Readonly<
  Record<DestinationKind, { readonly element: string; readonly service: string; readonly resource: string }>
> = {
  sqs: { element: 'Queue', service: 'sqs', resource: String.raw`[\p{Alnum}\-_]{1,80}` },
  sns: { element: 'Topic', service: 'sns', resource: String.raw`[\p{Alnum}\-_]{1,256}` },
  lambda: {
    element: 'CloudFunction',
    service: 'lambda',
    resource: String.raw`function:[\p{Alnum}\-_]{1,64}(:[\p{Alnum}\-_$]{1,128})?`,
  },
};

/** @throws AwsError InvalidArgument, InvalidRequest, MalformedXML */
export function notificationDocument(
  configuration: NotificationConfiguration,
  region: string,
  ids: Ids,
): NotificationDocument {
  const rules = sentRules(configuration).map((sent) => ruleOf(sent, region, ids));
  if (rules.length > MOST_RULES) {
    throw invalidRequest('Too many configurations submitted. The maximum number of configurations is 100');
  }
  if (new Set(rules.map(({ id }) => id)).size < rules.length) {
    throw invalidArgument('Same ID used for multiple configurations. IDs must be unique.');
  }
  checkOverlap(rules);
  return { rules, eventBridge: configuration.EventBridgeConfiguration !== undefined };
}

/** The document as it is returned. */
export function notificationConfiguration({
  rules,
  eventBridge,
}: NotificationDocument): NotificationConfiguration {
  const of = (kind: DestinationKind): readonly NotificationRule[] =>
    rules.filter((rule) => rule.kind === kind);
  const queues = of('sqs').map((rule) => ({ QueueArn: rule.arn, ...common(rule) }));
  const topics = of('sns').map((rule) => ({ TopicArn: rule.arn, ...common(rule) }));
  const functions = of('lambda').map((rule) => ({ LambdaFunctionArn: rule.arn, ...common(rule) }));
  return {
    ...(topics.length > 0 && { TopicConfigurations: topics }),
    ...(queues.length > 0 && { QueueConfigurations: queues }),
    ...(functions.length > 0 && { LambdaFunctionConfigurations: functions }),
    ...(eventBridge && { EventBridgeConfiguration: {} }),
  };
}

type EventName = NonNullable<NonNullable<NotificationConfiguration['TopicConfigurations']>[0]['Events']>[0];

function common({ id, events, prefix, suffix }: NotificationRule) {
  const filters = [
    ...(prefix === undefined ? [] : [{ Name: 'Prefix' as 'prefix', Value: prefix }]),
    ...(suffix === undefined ? [] : [{ Name: 'Suffix' as 'suffix', Value: suffix }]),
  ];
  return {
    Id: id,
    Events: [...events] as EventName[],
    ...(filters.length > 0 && { Filter: { Key: { FilterRules: filters } } }),
  };
}

interface SentRule {
  readonly kind: DestinationKind;
  readonly arn: string;
  readonly id: string | undefined;
  readonly events: readonly string[];
  readonly filter: NotificationConfigurationFilter | undefined;
}

function sentRules(configuration: NotificationConfiguration): readonly SentRule[] {
  const { QueueConfigurations, TopicConfigurations, LambdaFunctionConfigurations } = configuration;
  return [
    ...(QueueConfigurations ?? []).map((rule) => sentRule('sqs', rule.QueueArn, rule)),
    ...(TopicConfigurations ?? []).map((rule) => sentRule('sns', rule.TopicArn, rule)),
    ...(LambdaFunctionConfigurations ?? []).map((rule) => sentRule('lambda', rule.LambdaFunctionArn, rule)),
  ];
}

interface SentCommon {
  readonly Id?: string | undefined;
  readonly Events: readonly string[] | undefined;
  readonly Filter?: NotificationConfigurationFilter | undefined;
}

function sentRule(
  kind: DestinationKind,
  arn: string | undefined,
  { Id, Events, Filter }: SentCommon,
): SentRule {
  if (arn === undefined || Events === undefined || Events.length === 0) throw malformedXml();
  return { kind, arn, id: Id, events: Events, filter: Filter };
}

function ruleOf({ kind, arn, id, events, filter }: SentRule, region: string, ids: Ids): NotificationRule {
  checkArn(kind, arn, region);
  if (id !== undefined && id.length > MOST_ID) {
    throw invalidArgument('ID length exceeded allowed limit of 255', 'Id', id);
  }
  for (const event of events) {
    if (!EVENTS.has(event)) {
      throw invalidArgument('A specified event is not supported for notifications.', 'Event', event);
    }
  }
  return {
    id: id === undefined || id === '' ? Buffer.from(ids.uuid()).toString('base64') : id,
    kind,
    arn,
    events,
    ...filterOf(filter),
  };
}

function checkArn(kind: DestinationKind, arn: string, region: string): void {
  const { element, service, resource } = DESTINATIONS[kind];
  const parts = parseArn(arn);
  if (parts === undefined) throw invalidArgument('The ARN could not be parsed', element, arn);
  if (parts.resource.endsWith('.fifo')) {
    const what = kind === 'sqs' ? 'SQS queues' : 'SNS topics';
    throw invalidArgument(`FIFO ${what} are not supported.`, element, arn);
  }
  const pattern = String.raw`^arn:aws[\p{Alpha}\-]*:${service}:[\p{Alnum}\-]+:[\p{Digit}]{12}:${resource}$`;
  if (!new RegExp(withoutJavaClasses(pattern)).test(arn)) {
    throw invalidArgument(
      `The ARN failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern}`,
      element,
      arn,
    );
  }
  if (parts.region !== region) {
    throw invalidArgument(
      'The notification destination service region is not valid for the bucket location constraint',
      element,
      arn,
    );
  }
}

/** Java's classes mean ASCII. */
const withoutJavaClasses = (pattern: string): string =>
  pattern
    .replaceAll(String.raw`[\p{Digit}]`, '[0-9]')
    .replaceAll(String.raw`\p{Alnum}`, 'A-Za-z0-9')
    .replaceAll(String.raw`\p{Alpha}`, 'A-Za-z');

function filterOf(
  filter: NotificationConfigurationFilter | undefined,
): Pick<NotificationRule, 'prefix' | 'suffix'> {
  const found: { prefix?: string; suffix?: string } = {};
  for (const { Name, Value } of filter?.Key?.FilterRules ?? []) {
    if (Name === undefined || Value === undefined) throw malformedXml();
    const name = (Name as string).toLowerCase();
    if (name !== 'prefix' && name !== 'suffix') {
      throw invalidArgument('filter rule name must be either prefix or suffix', 'FilterRule.Name', Name);
    }
    if (found[name] !== undefined) {
      throw invalidArgument(
        `Cannot specify more than one ${name} rule in a filter.`,
        'FilterRule.Name',
        Name,
      );
    }
    if (Buffer.byteLength(Value) > MOST_FILTER_BYTES) {
      throw invalidArgument(
        'Size of filter rule value cannot exceed 1024 bytes in UTF-8 representation',
        'FilterRule.Value',
        Value,
      );
    }
    found[name] = Value;
  }
  return found;
}
