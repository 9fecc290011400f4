/**
 * DynamoDB's own metrics (developer guide "DynamoDB metrics and dimensions", read 2026-11-20): capacity consumed per
 * table, latency and throttling per table and operation, failed conditions per table, users' errors per account.
 *
 * Gaps: metrics of indexes, ReturnedItemCount, provisioned capacity and what concerns streams and replicas.
 */
import type { Wiring } from '../cloud.ts';
import type { JournalEntry } from '../kernel/journal.ts';
import type { MetricDatum } from '../kernel/ports.ts';

const THROTTLED: ReadonlySet<unknown> = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
]);

type Value = readonly [
  name: string,
  value: number,
  unit: 'Count' | 'Milliseconds',
  dimensions: Readonly<Record<string, string>>,
];

export const dynamodbToCloudwatch: Wiring = ({ dynamodb, cloudwatch }, { clock, journal, home }) => {
  dynamodb.onConsumption(({ table, direction, units }) => {
    cloudwatch.put(table.scope, [
      {
        namespace: 'AWS/DynamoDB',
        name: `Consumed${direction}CapacityUnits`,
        dimensions: { TableName: table.name },
        value: units,
        unit: 'Count',
        at: clock.now(),
      },
    ]);
  });
  journal.subscribe((entry) => {
    if (entry.type !== 'call' || entry['service'] !== 'dynamodb') return;
    const at = clock.now();
    const data = valuesOf(entry).map(([name, value, unit, dimensions]): MetricDatum => {
      return { namespace: 'AWS/DynamoDB', name, dimensions, value, unit, at };
    });
    const region = (entry['region'] as string | undefined) ?? home.region;
    cloudwatch.put({ accountId: String(entry['accountId']), region, partition: 'aws' }, data);
  });
};

function valuesOf(entry: JournalEntry): readonly Value[] {
  const { status, error } = entry as { readonly status?: number; readonly error?: string };
  const [TableName, Operation] = [String(entry['resource']), String(entry['operation'])];
  const one = (name: string, dimensions: Readonly<Record<string, string>>): Value => [
    name,
    1,
    'Count',
    dimensions,
  ];
  if (status !== undefined && status >= 500) return [one('SystemErrors', { TableName, Operation })];
  if (error === undefined) {
    if (TableName === '') return [];
    return [['SuccessfulRequestLatency', entry.duration ?? 0, 'Milliseconds', { TableName, Operation }]];
  }
  if (error === 'ConditionalCheckFailedException')
    return [one('ConditionalCheckFailedRequests', { TableName })];
  if (THROTTLED.has(error)) return [one('ThrottledRequests', { TableName, Operation })];
  return [one('UserErrors', {})];
}
