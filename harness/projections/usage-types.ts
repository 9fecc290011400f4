/**
 * AWS's own names for what it bills (product code and usage type, without the region's prefix) beside the dimensions of
 * the price catalogue. Cost and usage reports, price lists and the meter all speak the former.
 *
 * Evidence: AWS price list, offer files of the services (fact sheet load-and-cost, section 3; 2026-11-20).
 */
import type { Price } from '#fixtures';

export interface UsageType {
  /** `AmazonS3` */
  readonly product: string;
  /** `Requests-Tier1` */
  readonly usageType: string;
  /** The operation, where it decides the price. */
  readonly operation?: string;
  readonly service: string;
  readonly sku: string;
}

const rows = (
  product: string,
  service: string,
  types: Readonly<Record<string, string>>,
): readonly UsageType[] =>
  Object.entries(types).map(([usageType, sku]) => ({ product, usageType, service, sku }));

const ofOperation = (operation: string, types: Readonly<Record<string, string>>): readonly UsageType[] =>
  rows('AmazonS3', 'S3', types).map((type) => ({ ...type, operation }));

/** Usage types that have prices of their own. */
export const USAGE_TYPES: readonly UsageType[] = [
  ...rows('AmazonS3', 'S3', {
    'TimedStorage-ByteHrs': 'storage.STANDARD',
    'TimedStorage-SIA-ByteHrs': 'storage.STANDARD_IA',
    'TimedStorage-ZIA-ByteHrs': 'storage.ONEZONE_IA',
    'TimedStorage-GIR-ByteHrs': 'storage.GLACIER_IR',
    'TimedStorage-GlacierByteHrs': 'storage.GLACIER',
    'TimedStorage-GDA-ByteHrs': 'storage.DEEP_ARCHIVE',
    'TimedStorage-INT-FA-ByteHrs': 'storage.INTELLIGENT_TIERING.FA',
    'TimedStorage-INT-IA-ByteHrs': 'storage.INTELLIGENT_TIERING.IA',
    'TimedStorage-INT-AIA-ByteHrs': 'storage.INTELLIGENT_TIERING.AIA',
    'Monitoring-Automation-INT': 'monitoring.INTELLIGENT_TIERING',
    'Requests-Tier1': 'requests.PUT_COPY_POST_LIST.STANDARD',
    'Requests-Tier2': 'requests.GET_other.STANDARD',
    'Requests-SIA-Tier1': 'requests.PUT_COPY_POST_LIST.STANDARD_IA',
    'Requests-SIA-Tier2': 'requests.GET_other.STANDARD_IA',
    'Requests-GIR-Tier1': 'requests.PUT_COPY_POST_LIST.GLACIER_IR',
    'Requests-GIR-Tier2': 'requests.GET_other.GLACIER_IR',
    'Requests-ZIA-Tier1': 'requests.PUT_COPY_POST_LIST.ONEZONE_IA',
    'Requests-ZIA-Tier2': 'requests.GET_other.ONEZONE_IA',
    'Requests-INT-Tier1': 'requests.PUT_COPY_POST_LIST.INTELLIGENT_TIERING',
    'Requests-INT-Tier2': 'requests.GET_other.INTELLIGENT_TIERING',
    'Requests-GLACIER-Tier1': 'requests.PUT_COPY_POST_LIST.GLACIER',
    'Requests-GLACIER-Tier2': 'requests.GET_other.GLACIER',
    'Requests-GDA-Tier1': 'requests.PUT_COPY_POST.DEEP_ARCHIVE',
    'Requests-GDA-Tier3': 'restore.requests.DEEP_ARCHIVE.standard',
    'Requests-GDA-Tier5': 'restore.requests.DEEP_ARCHIVE.bulk',
    'Requests-Tier5': 'restore.requests.GLACIER.bulk',
    'Requests-Tier6': 'restore.requests.GLACIER.expedited',
    'Requests-Tier4': 'lifecycle.transition.STANDARD_IA',
    'Requests-GIR-Tier4': 'lifecycle.transition.GLACIER_IR',
    'Requests-Tier3': 'lifecycle.transition.GLACIER',
    'Retrieval-SIA': 'retrieval.STANDARD_IA',
    'Retrieval-ZIA': 'retrieval.ONEZONE_IA',
    'Retrieval-GIR': 'retrieval.GLACIER_IR',
    'Standard-Retrieval-Bytes': 'retrieval.GLACIER.standard',
    'Bulk-Retrieval-Bytes': 'retrieval.GLACIER.bulk',
    'Expedited-Retrieval-Bytes': 'retrieval.GLACIER.expedited',
  }),
  ...rows('AWSLambda', 'Lambda', {
    Request: 'requests',
    'Lambda-GB-Second': 'duration.x86',
    'Lambda-GB-Second-ARM': 'duration.arm64',
    'Lambda-Edge-Request': 'edge.requests',
    'Lambda-Edge-GB-Second': 'edge.duration',
  }),
  ...rows('AWSQueueService', 'SQS', {
    'Requests-Tier1': 'standard.requests',
    'Requests-FIFO-Tier1': 'fifo.requests',
  }),
  ...rows('AmazonSNS', 'SNS', {
    'Requests-Tier1': 'publish.requests',
    'DeliveryAttempts-HTTP': 'delivery.http',
  }),
  ...rows('AmazonDynamoDB', 'DynamoDB', {
    WriteRequestUnits: 'onDemand.WRU',
    ReadRequestUnits: 'onDemand.RRU',
    'IA-WriteRequestUnits': 'onDemand.WRU.IA',
    'IA-ReadRequestUnits': 'onDemand.RRU.IA',
    'ReadCapacityUnit-Hrs': 'provisioned.RCU',
    'WriteCapacityUnit-Hrs': 'provisioned.WCU',
    'Streams-RequestsCount': 'streams.reads',
    'TimedStorage-ByteHrs': 'storage.STANDARD',
    'IA-TimedStorage-ByteHrs': 'storage.STANDARD_IA',
  }),
  ...rows('AmazonApiGateway', 'APIGateway', {
    ApiGatewayRequest: 'REST.requests',
    ApiGatewayHttpRequest: 'HTTP.requests',
  }),
  ...rows('awskms', 'KMS', { 'KMS-Requests': 'requests.symmetric', 'KMS-Keys': 'key' }),
  ...rows('AWSSecretsManager', 'SecretsManager', {
    AWSSecretsManagerAPIRequest: 'requests',
    'AWSSecretsManager-Secrets': 'secret',
  }),
  ...rows('AWSEvents', 'EventBridge', { 'Event-64K-Chunks': 'customEvents' }),
  ...rows('AmazonStates', 'StepFunctions', { StateTransition: 'standard.transitions' }),
  ...rows('AmazonCloudWatch', 'CloudWatchLogs', {
    'DataProcessing-Bytes': 'ingestion.standard',
    'TimedStorage-ByteHrs': 'storage',
  }),
  ...rows('AmazonCloudWatch', 'CloudWatch', {
    'CW:MetricMonitorUsage': 'customMetrics',
    'CW:Requests': 'PutMetricData',
    'CW:AlarmMonitorUsage': 'alarm.standard',
    'CW:HighResAlarmMonitorUsage': 'alarm.highRes',
    'CW:CompositeAlarmMonitorUsage': 'alarm.composite',
    DashboardsUsageHour: 'dashboard',
  }),
  ...rows('AmazonCloudFront', 'CloudFront', {
    'DataTransfer-Out-Bytes': 'dto.internet',
    'Requests-Tier1': 'requests.HTTP',
    'Requests-Tier2-HTTPS': 'requests.HTTPS',
  }),
  ...rows('AWSDataTransfer', 'DataTransfer', { 'DataTransfer-Out-Bytes': 'out.internet' }),
];

/** Usage types that are billed at the price of another, and those whose operation decides which price it is. */
export const ALSO_BILLED: readonly UsageType[] = [
  ...rows('AmazonS3', 'S3', {
    'TimedStorage-RRS-ByteHrs': 'storage.STANDARD',
    'TimedStorage-SIA-SmObjects': 'storage.STANDARD_IA',
    'TimedStorage-ZIA-SmObjects': 'storage.ONEZONE_IA',
    'TimedStorage-GIR-SmObjects': 'storage.GLACIER_IR',
    'TimedStorage-GlacierStaging': 'storage.STANDARD',
    'TimedStorage-GDA-Staging': 'storage.STANDARD',
    'EarlyDelete-SIA': 'storage.STANDARD_IA',
    'EarlyDelete-SIA-SmObjects': 'storage.STANDARD_IA',
    'EarlyDelete-ZIA': 'storage.ONEZONE_IA',
    'EarlyDelete-ZIA-SmObjects': 'storage.ONEZONE_IA',
    'EarlyDelete-GIR': 'storage.GLACIER_IR',
    'EarlyDelete-GIR-SmObjects': 'storage.GLACIER_IR',
    'EarlyDelete-ByteHrs': 'storage.GLACIER',
    'EarlyDelete-GDA': 'storage.DEEP_ARCHIVE',
    'Requests-GDA-Tier2': 'requests.GET_other.GLACIER',
  }),
  ...ofOperation('ONEZONE_IA', { 'Requests-Tier4': 'lifecycle.transition.ONEZONE_IA' }),
  ...ofOperation('INTELLIGENT_TIERING', { 'Requests-Tier4': 'lifecycle.transition.INTELLIGENT_TIERING' }),
  ...ofOperation('DEEP_ARCHIVE', {
    'Requests-Tier3': 'lifecycle.transition.DEEP_ARCHIVE',
    'Standard-Retrieval-Bytes': 'retrieval.DEEP_ARCHIVE.standard',
    'Bulk-Retrieval-Bytes': 'retrieval.DEEP_ARCHIVE.bulk',
  }),
  ...rows('AmazonCloudFront', 'CloudFront', {
    'OriginShield-Requests': 'originShield.requests',
    'Executions-CloudFrontFunctions': 'functions.invocations',
    Invalidations: 'invalidation.paths',
  }),
];

const UNIT_SIZES: readonly (readonly [RegExp, number])[] = [
  [/^1M /, 1e6],
  [/^100k /, 1e5],
  [/^10k /, 1e4],
  [/^1000 /, 1e3],
];

/** How many single requests, objects or units one unit of a price holds: 1,000 for `1000 requests`. */
export const unitSize = ({ unit }: Pick<Price, 'unit'>): number =>
  UNIT_SIZES.find(([pattern]) => pattern.test(unit))?.[1] ?? 1;

/** Region prefixes of usage types; us-east-1 has none. */
const PREFIXES: Readonly<Record<string, string>> = {
  'us-east-1': '',
  'us-west-2': 'USW2-',
  'eu-central-1': 'EUC1-',
  'ap-southeast-2': 'APS2-',
  US_MX_CA: 'US-',
  EU_IL: 'EU-',
  AU_NZ: 'AU-',
};

export const withPrefix = (usageType: string, region: string): string =>
  `${PREFIXES[region] ?? `${region}-`}${usageType}`;

export function withoutPrefix(usageType: string): string {
  const prefix = Object.values(PREFIXES).find((each) => each !== '' && usageType.startsWith(each));
  return prefix === undefined ? usageType : usageType.slice(prefix.length);
}
