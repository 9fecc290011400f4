/**
 * Request metrics: what CloudWatch is told of the requests to a bucket that has metrics configurations, one series per
 * configuration whose filter the key meets.
 *
 * Evidence: "Amazon S3 request metrics in CloudWatch" (User Guide), 2026-11.
 * Gaps: filters by tag or access point meet every key; latencies are not published.
 */
import type { MetricsFilter } from '@aws-sdk/client-s3';
import type { MetricDatum } from '../../kernel/ports.ts';
import type { S3 } from './s3.ts';
import type { WatchedRequest } from './watched-requests.ts';

const BY_METHOD: Readonly<Record<string, string>> = {
  GET: 'GetRequests',
  PUT: 'PutRequests',
  DELETE: 'DeleteRequests',
  HEAD: 'HeadRequests',
  POST: 'PostRequests',
};

export function keepRequestMetrics(s3: S3, watched: WatchedRequest): void {
  const { bucket, key } = watched;
  const names = s3.configs.names(bucket, 'metrics');
  const metrics = names.length === 0 ? undefined : s3.kernel.ports.find('metrics');
  if (metrics === undefined) return;
  const at = s3.kernel.clock.now();
  for (const name of names) {
    if (!meets(s3.configs.get(bucket, 'metrics', name)?.Filter, key)) continue;
    const dimensions = { BucketName: bucket.name, FilterId: name };
    const data = valuesOf(watched).map(([metric, value, unit]): MetricDatum => ({
      namespace: 'AWS/S3',
      name: metric,
      dimensions,
      value,
      unit,
      at,
    }));
    metrics.put({ accountId: bucket.account, region: bucket.region, partition: 'aws' }, data);
  }
}

function meets(filter: MetricsFilter | undefined, key: string | undefined): boolean {
  const prefix = filter?.Prefix ?? filter?.And?.Prefix;
  return prefix === undefined || (key ?? '').startsWith(prefix);
}

type Value = readonly [metric: string, value: number, unit: 'Count' | 'Bytes'];

function valuesOf({ key, request, answer }: WatchedRequest): readonly Value[] {
  const { method, headers } = request;
  const isList = method === 'GET' && key === undefined;
  const kind = isList ? 'ListRequests' : BY_METHOD[method];
  const sent = Number(answer.headers['content-length'] ?? 0);
  const received = Number(headers['x-amz-decoded-content-length'] ?? headers['content-length'] ?? 0);
  return [
    ['AllRequests', 1, 'Count'],
    ...(kind === undefined ? [] : [[kind, 1, 'Count'] as const]),
    ['4xxErrors', answer.status >= 400 && answer.status < 500 ? 1 : 0, 'Count'],
    ['5xxErrors', answer.status >= 500 ? 1 : 0, 'Count'],
    ...(method === 'GET' && !isList ? [['BytesDownloaded', sent, 'Bytes'] as const] : []),
    ...(method === 'PUT' || method === 'POST' ? [['BytesUploaded', received, 'Bytes'] as const] : []),
  ];
}
