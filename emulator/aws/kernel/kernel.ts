import type { Access } from './access.ts';
import type { Blobs } from './blobs.ts';
import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { Ids } from './ids.ts';
import type { Journal } from './journal.ts';
import type { Meter } from './meter.ts';
import type { Outbound } from './outbound.ts';
import type { Outbox } from './outbox.ts';
import type { Ports } from './ports.ts';
import type { Scope } from './scope.ts';
import type { StandingCharges } from './standing-charges.ts';
import type { Store } from './store.ts';

/** What a cloud gives to each of its services. There is one kernel per cloud and nothing global. */
export interface Kernel {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly journal: Journal;
  readonly meter: Meter;
  readonly standing: StandingCharges;
  readonly faults: Faults;
  readonly store: Store;
  readonly outbox: Outbox;
  readonly blobs: Blobs;
  readonly access: Access;
  readonly ports: Ports;
  /** The account of key `test` and the region of requests that name none. */
  readonly home: Scope;
  /** A folder for files that are neither records nor blobs: unpacked function code, `/tmp` of functions. */
  readonly folder: string;
  /** Where requests may go that the cloud makes on its users' behalf. */
  readonly outbound: Outbound;
  /** The cloud's own address, once it listens: `http://127.0.0.1:4566`. */
  endpoint(): string;
}
