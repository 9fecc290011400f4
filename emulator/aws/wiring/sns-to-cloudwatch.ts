/**
 * SNS's own metrics, per topic (developer guide "Monitoring Amazon SNS topics using CloudWatch", read 2026-11-20): a
 * delivery counts once, when it has succeeded or was given up.
 *
 * Gap: NumberOfNotificationsFilteredOut and what concerns SMS are not published.
 */
import type { Wiring } from '../cloud.ts';
import type { MetricDatum } from '../kernel/ports.ts';
import { parseArn } from '../kernel/scope.ts';

type Value = readonly [name: string, value: number, unit: 'Count' | 'Bytes'];

export const snsToCloudwatch: Wiring = ({ cloudwatch }, { clock, journal }) => {
  journal.subscribe((entry) => {
    const values = valuesOf(entry);
    const topic = values.length === 0 ? undefined : parseArn(String(entry['topic']));
    if (topic === undefined) return;
    const at = clock.now();
    const dimensions = { TopicName: topic.resource };
    const data = values.map(([name, value, unit]): MetricDatum => {
      return { namespace: 'AWS/SNS', name, dimensions, value, unit, at };
    });
    cloudwatch.put({ accountId: topic.accountId, region: topic.region, partition: 'aws' }, data);
  });
};

function valuesOf(entry: Readonly<Record<string, unknown>>): readonly Value[] {
  if (entry['type'] === 'sns.notification') {
    return [
      ['NumberOfMessagesPublished', 1, 'Count'],
      ['PublishSize', Number(entry['bytes']), 'Bytes'],
    ];
  }
  if (entry['type'] !== 'sns.delivery') return [];
  if (entry['status'] === 'delivered') return [['NumberOfNotificationsDelivered', 1, 'Count']];
  return entry['status'] === 'failed' ? [['NumberOfNotificationsFailed', 1, 'Count']] : [];
}
