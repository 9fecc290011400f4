/**
 * A cloud to be judged: where it is, what it can do, and how its time passes. Scenarios see nothing else of it, which is
 * what lets the same sentence judge the embedded cloud, any endpoint and AWS.
 */
import type { Connection, Clients } from './clients.ts';
import type { Time } from '../time.ts';

/** What a scenario may need of a target beyond the services it calls. */
export type Capability =
  /** Time can be moved: days pass in milliseconds. */
  | 'time-travel'
  /** Functions run. */
  | 'functions'
  /** The target is this scenario's own: account-wide facts can be asserted. */
  | 'isolation'
  /** Signatures, expiry and policies are enforced. */
  | 'enforcement';

export interface Target extends AsyncDisposable {
  /** `embedded`, `endpoint` */
  readonly name: string;
  readonly connection: Connection;
  readonly clients: Clients;
  readonly accountId: string;
  readonly region: string;
  readonly time: Time;
  can(capability: Capability): boolean;
}
