/**
 * CloudTrail: hears of every call when it has ended, keeps management events to be looked up, and hands events to the
 * trails that record them.
 *
 * Gaps: insights, event data stores (Lake), channels, dashboards and organisation trails answer 501. Calls that CloudTrail
 * itself makes to deliver are not recorded, so that a trail of its own bucket comes to rest.
 */
import type { Kernel } from '../../kernel/kernel.ts';
import type { AuditedCall, AuditPort } from '../../kernel/ports.ts';
import { LogDelivery } from './delivery.ts';
import { isDataEvent } from './event-kinds.ts';
import { eventRecord } from './event-record.ts';
import { Events } from './events.ts';
import { MIGRATIONS } from './schema.ts';
import { records, wantsData } from './selection.ts';
import { Trails, type Trail } from './trails.ts';

/** What keeps a trail from writing to its bucket. */
export type BucketFault = 'missing' | 'denied' | undefined;

export class CloudTrail implements AuditPort {
  readonly kernel: Kernel;
  readonly trails: Trails;
  readonly events: Events;
  readonly delivery: LogDelivery;
  #closed = false;
  #bucketFault: ((trail: Pick<Trail, 'scope' | 'name' | 'settings'>) => BucketFault) | undefined;

  constructor(kernel: Kernel) {
    kernel.store.define('cloudtrail', MIGRATIONS);
    this.kernel = kernel;
    this.trails = new Trails(kernel.store);
    this.events = new Events(kernel.store);
    this.delivery = new LogDelivery(kernel, this.trails, this.events);
    kernel.ports.provide('audit', this);
  }

  /** Names who knows the buckets that trails write to. */
  checkBuckets(fault: (trail: Pick<Trail, 'scope' | 'name' | 'settings'>) => BucketFault): void {
    this.#bucketFault = fault;
  }

  bucketFault(trail: Pick<Trail, 'scope' | 'name' | 'settings'>): BucketFault {
    return this.#bucketFault?.(trail);
  }

  record(call: AuditedCall): void {
    const { service, operation, principal } = call;
    if (this.#closed || operation === 'Unknown') return;
    if (principal.kind === 'service' && principal.service === 'cloudtrail.amazonaws.com') return;
    const trails = this.trails.all();
    const data = isDataEvent(service, operation);
    if (data && (service !== 's3' || !wantsData(trails))) return;
    const { ids, store } = this.kernel;
    const event = eventRecord(call, ids.uuid());
    const recording = trails.filter((trail) => records(trail, event));
    store.transact(() => {
      if (!data) this.events.keep(call.scope, event, call.at);
      for (const trail of recording) this.events.queue(trail, event);
    });
    for (const { id } of recording) this.delivery.soon(id);
  }

  /** Calls may end after the records were closed; they are no longer recorded. */
  close(): void {
    this.#closed = true;
  }
}
