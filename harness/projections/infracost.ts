/**
 * Infracost's usage file, in and out: a month's usage by Terraform resource.
 *
 * Evidence: infracost 0.10.45, `infracost-usage-example.yml`; fact sheet load-and-cost, section 5. Its S3 model has no
 * Glacier Instant Retrieval, so that class goes out as a comment and comes in never. Memory of functions stands in
 * Terraform, not in the usage file; on the way in the given memory is used.
 */
import { parse, stringify } from 'yaml';
import { SafelightError } from '#aws';
import { pooled, type Used } from './bill.ts';
import { amount } from './money.ts';

/** A key of the file: resource type, path below it, our dimension, and units of ours for one of theirs. */
interface Key {
  readonly resource: string;
  readonly path: readonly string[];
  readonly service: string;
  readonly sku: string;
  readonly scale: number;
  /** An edge area, for the CDN. */
  readonly area?: string;
}

const key = (
  resource: string,
  path: string,
  service: string,
  sku: string,
  scale = 1,
  area?: string,
): Key => ({ resource, path: path.split('.'), service, sku, scale, ...(area !== undefined && { area }) });

const s3Class = (path: string, name: string): readonly Key[] => [
  key('aws_s3_bucket', `${path}.storage_gb`, 'S3', `storage.${name}`),
  key('aws_s3_bucket', `${path}.monthly_tier_1_requests`, 'S3', `requests.PUT_COPY_POST_LIST.${name}`, 1e-3),
  key('aws_s3_bucket', `${path}.monthly_tier_2_requests`, 'S3', `requests.GET_other.${name}`, 1e-3),
  key(
    'aws_s3_bucket',
    `${path}.monthly_lifecycle_transition_requests`,
    'S3',
    `lifecycle.transition.${name}`,
    1e-3,
  ),
];

const AREAS: readonly (readonly [string, string])[] = [
  ['us', 'US_MX_CA'],
  ['europe', 'EU_IL'],
  ['australia', 'AU_NZ'],
];

const CDN = 'aws_cloudfront_distribution';

const KEYS: readonly Key[] = [
  ...s3Class('standard', 'STANDARD'),
  ...s3Class('standard_infrequent_access', 'STANDARD_IA'),
  ...s3Class('one_zone_infrequent_access', 'ONEZONE_IA'),
  key('aws_s3_bucket', 'standard_infrequent_access.monthly_data_retrieval_gb', 'S3', 'retrieval.STANDARD_IA'),
  key('aws_lambda_function', 'monthly_requests', 'Lambda', 'requests', 1e-6),
  key('aws_sqs_queue', 'monthly_requests', 'SQS', 'standard.requests', 1e-6),
  key('aws_dynamodb_table', 'monthly_write_request_units', 'DynamoDB', 'onDemand.WRU', 1e-6),
  key('aws_dynamodb_table', 'monthly_read_request_units', 'DynamoDB', 'onDemand.RRU', 1e-6),
  key('aws_dynamodb_table', 'storage_gb', 'DynamoDB', 'storage.STANDARD'),
  key('aws_api_gateway_rest_api', 'monthly_requests', 'APIGateway', 'REST.requests', 1e-6),
  key('aws_apigatewayv2_api', 'monthly_requests', 'APIGateway', 'HTTP.requests', 1e-6),
  key('aws_cloudwatch_log_group', 'monthly_data_ingested_gb', 'CloudWatchLogs', 'ingestion.standard'),
  ...AREAS.flatMap(([name, area]) => [
    key(CDN, `monthly_data_transfer_to_internet_gb.${name}`, 'CloudFront', 'dto.internet', 1, area),
    key(CDN, `monthly_http_requests.${name}`, 'CloudFront', 'requests.HTTP', 1e-4, area),
    key(CDN, `monthly_https_requests.${name}`, 'CloudFront', 'requests.HTTPS', 1e-4, area),
  ]),
];

/** What is read beside the keys: it says how long functions run. */
const DURATION = 'request_duration_ms';
const MEASURES = new Set([DURATION, 'request_size_kb']);

export interface ImportOptions {
  readonly region: string;
  /** GiB of the functions, which the file does not say. */
  readonly functionMemory: number;
}

export interface ImportedUsage {
  readonly used: readonly Used[];
  /** Keys that stand for usage which is not known here: their cost is unknown. */
  readonly ignored: readonly string[];
}

/** @throws SafelightError ERR_USAGE_FILE */
export function importUsage(text: string, { region, functionMemory }: ImportOptions): ImportedUsage {
  const resources = resourcesOf(text);
  const used: Used[] = [];
  const ignored: string[] = [];
  for (const [address, usage] of Object.entries(resources)) {
    const resource = /^(?:module\.[^.]+\.)*([a-z0-9_]+)/.exec(address)?.[1] ?? '';
    for (const { path, value } of leaves(usage, address)) {
      const match = KEYS.find((each) => each.resource === resource && each.path.join('.') === path.join('.'));
      if (match !== undefined) {
        const quantity = amount(value).times(match.scale);
        used.push({
          service: match.service,
          sku: match.sku,
          region: match.area ?? region,
          quantity,
        });
      } else if (!MEASURES.has(path.join('.')) && value !== 0) ignored.push(`${address}: ${path.join('.')}`);
    }
    if (resource === 'aws_lambda_function') {
      const all = leaves(usage, address);
      const of = (name: string): number => all.find(({ path }) => path.join('.') === name)?.value ?? 0;
      const seconds = of('monthly_requests') * (of(DURATION) / 1_000) * functionMemory;
      used.push({ service: 'Lambda', sku: 'duration.x86', region, quantity: amount(seconds) });
    }
  }
  return { used, ignored };
}

function resourcesOf(text: string): Record<string, unknown> {
  const problem = (what: string): SafelightError =>
    new SafelightError('ERR_USAGE_FILE', `The usage file ${what}.`, {
      hint: 'It should look like `resource_usage:` with resources such as `aws_s3_bucket.images:` below it.',
    });
  let content: unknown;
  try {
    content = parse(text, { maxAliasCount: 0 });
  } catch (cause) {
    throw problem(`is no YAML (${(cause as Error).message.split('\n')[0]})`);
  }
  const resources = isRecord(content) ? content['resource_usage'] : undefined;
  if (!isRecord(resources)) throw problem('has no resource_usage');
  return resources;
}

/** Numbers below a resource with their paths. */
function leaves(
  node: unknown,
  address: string,
  path: readonly string[] = [],
): readonly { readonly path: readonly string[]; readonly value: number }[] {
  if (isRecord(node)) {
    return Object.entries(node).flatMap(([name, below]) => leaves(below, address, [...path, name]));
  }
  if (node === null || node === undefined) return [];
  if (typeof node === 'number' && Number.isFinite(node) && node >= 0) return [{ path, value: node }];
  throw new SafelightError(
    'ERR_USAGE_FILE',
    `${address} has ${JSON.stringify(node)} for ${path.join('.')}.`,
    { hint: 'Usage is a number of 0 or more.' },
  );
}

const RESOURCE_NAMES: Readonly<Record<string, string>> = {
  aws_s3_bucket: 'images',
  aws_lambda_function: 'thumbnail',
  aws_sqs_queue: 'analysis',
  aws_dynamodb_table: 'images',
  aws_api_gateway_rest_api: 'images',
  aws_apigatewayv2_api: 'images',
  aws_cloudwatch_log_group: 'functions',
  [CDN]: 'images',
};

/** A month's usage as an Infracost usage file; what the format cannot say stands in comments. */
export function exportUsage(usage: readonly Used[], functionMemory: number): string {
  const used = pooled(usage);
  const resources: Record<string, Record<string, unknown>> = {};
  const left: string[] = [];
  const quantityOf = (service: string, sku: string): number =>
    used.find((each) => each.service === service && each.sku === sku)?.quantity.toNumber() ?? 0;
  for (const each of used) {
    const match = KEYS.find(
      ({ service, sku, area }) =>
        service === each.service && sku === each.sku && (area === undefined || area === each.region),
    );
    if (match !== undefined) {
      const name = `${match.resource}.${RESOURCE_NAMES[match.resource] ?? 'all'}`;
      place(
        (resources[name] ??= {}),
        match.path,
        each.quantity.div(match.scale).toDecimalPlaces(3).toNumber(),
      );
    } else if (each.service !== 'Lambda')
      left.push(`${each.service} ${each.sku}: ${each.quantity.toFixed()}`);
  }
  const requests = quantityOf('Lambda', 'requests') * 1e6;
  if (requests > 0) {
    const seconds = quantityOf('Lambda', 'duration.x86') + quantityOf('Lambda', 'duration.arm64');
    place(
      (resources['aws_lambda_function.thumbnail'] ??= {}),
      [DURATION],
      Math.round((seconds / functionMemory / requests) * 1_000),
    );
  }
  const comments = left.map((line) => `# not in the format: ${line}\n`).join('');
  return `${stringify({ version: '0.1', resource_usage: resources })}${comments}`;
}

function place(node: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: number): void {
  if (rest.length === 0) node[name] = value;
  else place((node[name] ??= {}) as Record<string, unknown>, rest, value);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
