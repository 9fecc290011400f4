/**
 * CloudWatch Logs: groups, streams and events, written by clients and, through the port `logs`, by other services on
 * their users' behalf.
 *
 * Gaps: metric filters, subscription filters, Logs Insights queries, live tail and export tasks answer 501. Events are
 * seen at once; AWS shows them within seconds. `storedBytes` stays 0, as AWS reports it for streams and for young groups.
 */
import type { Kernel } from '../../kernel/kernel.ts';
import type { LogPort } from '../../kernel/ports.ts';
import { LogEvents } from './log-events.ts';
import { LogGroups } from './log-groups.ts';
import { LogStreams } from './log-streams.ts';
import { MIGRATIONS } from './schema.ts';

export class Logs implements LogPort {
  readonly groups: LogGroups;
  readonly streams: LogStreams;
  readonly events: LogEvents;
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    kernel.store.define('logs', MIGRATIONS);
    this.groups = new LogGroups(kernel.store);
    this.streams = new LogStreams(kernel.store);
    this.events = new LogEvents(kernel.store, this.streams);
    kernel.ports.provide('logs', this);
  }

  write({ scope, group: groupName, stream: streamName, events }: Parameters<LogPort['write']>[0]): void {
    const now = this.#kernel.clock.now();
    this.#kernel.store.transact(() => {
      const group = this.groups.find(scope, groupName) ?? this.groups.create(scope, groupName, now);
      const stream = this.streams.find(group, streamName) ?? this.streams.create(group, streamName, now);
      this.events.write(group, stream, events, now);
    });
  }
}
