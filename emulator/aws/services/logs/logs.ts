/**
 * CloudWatch Logs: groups, streams and events, written by clients and, through the port `logs`, by other services on
 * their users' behalf.
 *
 * Gaps: subscription filters, live tail (an event stream) and export tasks answer 501. Events are seen at once; AWS
 * shows them within seconds. `storedBytes` stays 0, as AWS reports it for streams and for young groups.
 */
import type { Instant } from '../../kernel/instant.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { LogPort } from '../../kernel/ports.ts';
import { chargeForStoredLogs } from './log-charges.ts';
import { LogEvents, type NewEvent } from './log-events.ts';
import { LogGroups, type LogGroup } from './log-groups.ts';
import { LogStreams, type LogStream } from './log-streams.ts';
import { MetricFilters } from './metric-filters.ts';
import { Queries } from './queries.ts';
import { MIGRATIONS } from './schema.ts';

/** What an event counts as besides its message, for limits and prices. */
export const EVENT_OVERHEAD = 26;

export class Logs implements LogPort {
  readonly groups: LogGroups;
  readonly streams: LogStreams;
  readonly events: LogEvents;
  readonly metricFilters: MetricFilters;
  readonly queries: Queries;
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    kernel.store.define('logs', MIGRATIONS);
    this.groups = new LogGroups(kernel.store);
    this.streams = new LogStreams(kernel.store);
    this.events = new LogEvents(kernel.store, this.streams);
    this.metricFilters = new MetricFilters(kernel.store);
    this.queries = new Queries(kernel.store);
    kernel.ports.provide('logs', this);
    chargeForStoredLogs(kernel, EVENT_OVERHEAD);
  }

  write({ scope, group: groupName, stream: streamName, events }: Parameters<LogPort['write']>[0]): void {
    const now = this.#kernel.clock.now();
    this.#kernel.store.transact(() => {
      const group = this.groups.find(scope, groupName) ?? this.groups.create(scope, groupName, now);
      const stream = this.streams.find(group, streamName) ?? this.streams.create(group, streamName, now);
      this.ingest(group, stream, events, now);
    });
  }

  /** Takes in events, oldest first, tells metrics what filters see in them, and counts what they cost. */
  ingest(group: LogGroup, stream: LogStream, events: readonly NewEvent[], now: Instant): void {
    const { store, ports } = this.#kernel;
    store.transact(() => this.events.write(group, stream, events, now));
    const data = this.metricFilters.dataOf(group, events);
    if (data.length > 0) store.afterCommit(() => ports.find('metrics')?.put(group.scope, data));
    const { accountId, region } = group.scope;
    const bytes = events.reduce((sum, { message }) => sum + Buffer.byteLength(message) + EVENT_OVERHEAD, 0);
    const dimension = {
      service: 'cloudwatch-logs',
      usageType: 'DataProcessing-Bytes',
      operation: 'PutLogEvents',
    };
    this.#kernel.meter.add({ ...dimension, resource: group.name, accountId, region }, bytes);
  }
}
