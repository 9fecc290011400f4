/** An event as EventBridge delivers it (aws.md section F.7). Times on the wire have whole seconds. */
import { toIsoSeconds, type Instant } from '../../kernel/instant.ts';
import type { BusEvent } from '../../kernel/ports.ts';
import type { Scope } from '../../kernel/scope.ts';

export interface Event {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: object;
}

/** An event on its way: its envelope, and what the envelope does not tell. */
export interface Arrival {
  readonly event: Event;
  readonly ingested: Instant;
  /** Came here from another bus, which no event does twice. */
  readonly forwarded?: boolean;
  readonly traceHeader?: string;
}

export const envelope = (id: string, { accountId, region }: Scope, event: BusEvent): Event => ({
  version: '0',
  id,
  'detail-type': event.detailType,
  source: event.source,
  account: accountId,
  time: toIsoSeconds(event.at),
  region,
  resources: event.resources,
  detail: event.detail,
});
