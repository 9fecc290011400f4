/**
 * SQS's own metrics, per queue: what was sent, received and deleted when it happens, and once a minute how many messages
 * there are, for six hours after the last activity or for as long as there are any (developer guide "Available CloudWatch
 * metrics for Amazon SQS", read 2026-11-20).
 */
import type { Wiring } from '../cloud.ts';
import { hours, minutes, seconds, type Instant } from '../kernel/instant.ts';
import type { MetricDatum } from '../kernel/ports.ts';
import type { Queue } from '../services/sqs/queue.ts';

const ACTIVE = hours(6);

type Value = readonly [name: string, value: number, unit: 'Count' | 'Bytes' | 'Seconds'];

export const sqsToCloudwatch: Wiring = ({ sqs, cloudwatch }, { clock, journal }) => {
  const activeUntil = new Map<number, Instant>();
  let ticking = false;

  const put = (queue: Queue, values: readonly Value[]): void => {
    const at = clock.now();
    const dimensions = { QueueName: queue.name };
    const data = values.map(([name, value, unit]): MetricDatum => {
      return { namespace: 'AWS/SQS', name, dimensions, value, unit, at };
    });
    cloudwatch.put({ accountId: queue.account, region: queue.region, partition: 'aws' }, data);
  };

  const gauge = (queue: Queue): number => {
    const now = clock.now();
    const { visible, inFlight, delayed } = sqs.messages.counts(queue, now);
    const expiry = sqs.messages.nextExpiry(queue);
    const age = expiry === undefined ? 0 : Math.max(0, now - (expiry - queue.retention));
    put(queue, [
      ['ApproximateNumberOfMessagesVisible', visible, 'Count'],
      ['ApproximateNumberOfMessagesNotVisible', inFlight, 'Count'],
      ['ApproximateNumberOfMessagesDelayed', delayed, 'Count'],
      ['ApproximateAgeOfOldestMessage', Math.floor(age / seconds(1)), 'Seconds'],
    ]);
    return visible + inFlight + delayed;
  };

  const tick = (): void => {
    ticking = false;
    for (const [id, until] of activeUntil) {
      const queue = sqs.queues.byId(id);
      const left = queue === undefined ? 0 : gauge(queue);
      if (queue === undefined || (left === 0 && clock.now() >= until)) activeUntil.delete(id);
    }
    keepTicking();
  };

  const keepTicking = (): void => {
    if (ticking || activeUntil.size === 0) return;
    ticking = true;
    clock.schedule((Math.floor(clock.now() / minutes(1)) + 1) * minutes(1), tick);
  };

  const active = (queue: Queue): void => {
    activeUntil.set(queue.id, clock.now() + ACTIVE);
    keepTicking();
  };

  for (const queue of sqs.queues.all()) active(queue);
  sqs.onActivity((queue, activity) => {
    active(queue);
    if (activity.kind === 'deleted') put(queue, [['NumberOfMessagesDeleted', 1, 'Count']]);
    else if (activity.messages === 0) put(queue, [['NumberOfEmptyReceives', 1, 'Count']]);
    else put(queue, [['NumberOfMessagesReceived', activity.messages, 'Count']]);
  });
  journal.subscribe((entry) => {
    if (entry.type !== 'sqs.message') return;
    const queue = sqs.queues.byArn(String(entry['queue']));
    if (queue === undefined) return;
    active(queue);
    const { bytes } = entry;
    put(queue, [
      ['NumberOfMessagesSent', 1, 'Count'],
      // Messages that a move task brings back are not told with their size.
      ...(typeof bytes === 'number' ? [['SentMessageSize', bytes, 'Bytes'] as const] : []),
    ]);
  });
};
