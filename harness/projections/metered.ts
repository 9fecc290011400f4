/**
 * From what a cloud's meter counted to what a bill would list.
 *
 * Evidence: which S3 requests are PUT-like, GET-like or free, "Amazon S3 pricing", requests (2026-11-20); calls that
 * only manage things are free unless their service charges every call; deliveries to queues and functions are free.
 * Byte-hours become GB-months of 730 hours, as price lists count them.
 */
import type { Usage } from '#aws';
import type { Unpriced, Used } from './bill.ts';
import { amount } from './money.ts';
import { ALSO_BILLED, USAGE_TYPES, type UsageType } from './usage-types.ts';

const GB = 2 ** 30;
const HOURS_PER_MONTH = 730;

/** Our name of a service, AWS's product code. */
const PRODUCTS: Readonly<Record<string, string>> = {
  s3: 'AmazonS3',
  lambda: 'AWSLambda',
  sqs: 'AWSQueueService',
  sns: 'AmazonSNS',
  dynamodb: 'AmazonDynamoDB',
  'api-gateway': 'AmazonApiGateway',
  kms: 'awskms',
  'secrets-manager': 'AWSSecretsManager',
  eventbridge: 'AWSEvents',
  sfn: 'AmazonStates',
  'cloudwatch-logs': 'AmazonCloudWatch',
  cloudwatch: 'AmazonCloudWatch',
  cloudfront: 'AmazonCloudFront',
};

/** A dimension of the bill with the usage that goes into it. */
export interface BilledUsage {
  readonly usage: Usage;
  readonly product: string;
  /** AWS's usage type, without the region's prefix. */
  readonly usageType: string;
  readonly used: Used;
}

export interface MeteredUsage {
  readonly billed: readonly BilledUsage[];
  /** Counted, but of no dimension known here. */
  readonly unknown: readonly Unpriced[];
}

export function billableUsage(usage: readonly Usage[]): MeteredUsage {
  const billed: BilledUsage[] = [];
  const unknown: Unpriced[] = [];
  for (const each of usage) {
    const product = PRODUCTS[each.service] ?? each.service;
    const usageType = usageTypeOf(each);
    if (usageType === undefined) continue;
    const type = dimensionOf(product, usageType, each.operation);
    if (type === undefined) unknown.push(unknownOf(each));
    else billed.push({ usage: each, product, usageType, used: usedOf(each, type) });
  }
  return { billed, unknown };
}

/** The bill's usage type; `undefined` for what is free. */
function usageTypeOf({ service, usageType, operation }: Usage): string | undefined {
  if (service === 'cloudfront')
    return CDN_TYPES[usageType] ?? (usageType === 'Requests' ? undefined : usageType);
  if (usageType === 'Request-ARM') return 'Request';
  if (/^DeliveryAttempts-HTTPS?$/.test(usageType)) return 'DeliveryAttempts-HTTP';
  if (/^DeliveryAttempts-(?:SQS|LAMBDA)$/.test(usageType)) return undefined;
  if (service === 's3' && /^Requests(?:-(?:SIA|ZIA|INT|GIR|GLACIER|GDA))?$/.test(usageType))
    return s3Requests(usageType, operation);
  if (usageType !== 'Requests') return usageType;
  switch (service) {
    case 'kms':
      return 'KMS-Requests';
    case 'secrets-manager':
      return 'AWSSecretsManagerAPIRequest';
    case 'cloudwatch':
      return operation === 'PutMetricData' ? 'CW:Requests' : undefined;
    case 'eventbridge':
      return operation === 'PutEvents' ? 'Event-64K-Chunks' : undefined;
    default:
      return undefined;
  }
}

/** Requests at a class's own rate, by the tier that the operation is in. */
function s3Requests(usageType: string, operation: string): string | undefined {
  if (/^(?:Delete|Abort|Unknown)/.test(operation)) return undefined;
  const putLike = /^(?:Put|Copy|Post|Create|Upload|Complete|List)/.test(operation);
  return `${usageType}-Tier${putLike ? 1 : 2}`;
}

const CDN_TYPES: Readonly<Record<string, string>> = {
  'Requests-HTTPS': 'Requests-Tier2-HTTPS',
  'Requests-HTTP': 'Requests-Tier1',
  'Executions-CloudFrontFunctions': 'Executions-CloudFrontFunctions',
};

/** Data that leaves a service for the Internet is priced by another product, except for the CDN's. */
function dimensionOf(product: string, usageType: string, operation: string): UsageType | undefined {
  const leaves = usageType === 'DataTransfer-Out-Bytes' && product !== 'AmazonCloudFront';
  const seller = leaves ? 'AWSDataTransfer' : product;
  const ofType = [...ALSO_BILLED, ...USAGE_TYPES].filter(
    (each) => each.product === seller && each.usageType === usageType,
  );
  return (
    ofType.find((each) => each.operation === operation) ?? ofType.find((each) => each.operation === undefined)
  );
}

/** Requests in millions, ten thousands or thousands, as the catalogue's rows of the service count them. */
const PER: Readonly<Record<string, number>> = {
  S3: 1e3,
  CloudFront: 1e4,
  KMS: 1e4,
  SecretsManager: 1e4,
  StepFunctions: 1e3,
  CloudWatch: 1e3,
};

function usedOf({ quantity, region }: Usage, { service, sku, usageType }: UsageType): Used {
  const place =
    service === 'CloudFront' && !/^(?:functions|invalidation|originShield)/.test(sku)
      ? areaOf(region)
      : region;
  return { service, sku, region: place, quantity: amount(quantity).div(divisor(service, sku, usageType)) };
}

function divisor(service: string, sku: string, usageType: string): number {
  if (/^(?:IA-)?TimedStorage|^EarlyDelete/.test(usageType)) return GB * HOURS_PER_MONTH;
  if (usageType === 'Monitoring-Automation-INT') return 1e3 * HOURS_PER_MONTH;
  if (HOURLY.test(usageType)) return HOURS_PER_MONTH;
  if (/-Bytes$|^Retrieval-/.test(usageType)) return GB;
  if (/^(?:edge\.)?duration/.test(sku) || sku.startsWith('provisioned') || sku === 'invalidation.paths')
    return 1;
  if (sku === 'functions.invocations') return 1e6;
  if (sku === 'delivery.http') return 1e5;
  return PER[service] ?? 1e6;
}

/** Metered by the hour, sold by the month. */
const HOURLY = /^(?:KMS-Keys|AWSSecretsManager-Secrets|CW:\w*MonitorUsage|DashboardsUsageHour)$/;

const AREAS: readonly (readonly [RegExp, string])[] = [
  [/^(?:us|ca|mx)-/, 'US_MX_CA'],
  [/^(?:eu|il)-/, 'EU_IL'],
  [/^sa-/, 'SOUTH_AMERICA'],
  [/^(?:af|me)-/, 'ZA_KE_ME'],
  [/^ap-southeast-(?:2|4|6)$/, 'AU_NZ'],
  [/^ap-northeast-(?:1|3)$/, 'JP'],
  [/^ap-south-/, 'IN'],
  [/^ap-/, 'HK_PH_SG_KR_TW_TH'],
];

/** The CDN's price area of an edge near a region. */
const areaOf = (region: string): string => AREAS.find(([pattern]) => pattern.test(region))?.[1] ?? region;

function unknownOf({ service, usageType, operation, region, quantity }: Usage): Unpriced {
  return {
    service,
    sku: usageType,
    region,
    quantity: amount(quantity),
    reason: `${service} ${usageType}${operation === '' ? '' : ` (${operation})`} is no dimension known here`,
  };
}
