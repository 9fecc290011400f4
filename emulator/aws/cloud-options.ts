/** What can be said of a cloud before it starts. */
import type { InitReport } from './server/localstack.ts';
import type { CredentialFields } from './auth/credentials.ts';
import type { CdnOptions } from './edge/cdn/options.ts';
import type { ClockMode } from './kernel/clock.ts';
import type { NewFaultRule } from './kernel/faults.ts';
import type { Instant } from './kernel/instant.ts';
import type { Outbound } from './kernel/outbound.ts';
import type { Durability } from './kernel/store.ts';
import type { Pace } from './services/dynamodb/dynamodb.ts';

export interface CloudOptions {
  /** What has become of init scripts, for who asks under `/_localstack/init`; read anew for each answer. */
  readonly init?: InitReport;
  /** Address to listen on. Anything but loopback opens the cloud to the network. */
  readonly host?: string;
  /** 0, the default, picks a free port. */
  readonly port?: number;
  /** How time passes; `real` unless said otherwise. */
  readonly clock?: ClockMode;
  /** Emulated time at the start; the machine's when absent. */
  readonly startAt?: Instant;
  /** Makes ids and faults repeat; random when absent. */
  readonly seed?: string;
  /** Keeps everything in this folder; without it a cloud forgets when it closes. */
  readonly data?: string;
  /**
   * What a commit to the data folder waits for: `process`, the default, survives a killed process; `power` survives a
   * power cut too, and takes the time that the disk takes. docs/reliability.md has the figures.
   */
  readonly durability?: Durability;
  /** Where snapshots are saved; `snapshots` in the data folder when absent, and nowhere without one. */
  readonly snapshots?: string;
  /** The region of requests that name none. */
  readonly region?: string;
  /** Where HTTP notifications and requests to custom origins may go: only this machine, unless said otherwise. */
  readonly outbound?: Outbound;
  /** Further access keys, beside `test` and the twelve-digit account numbers. */
  readonly credentials?: readonly CredentialFields[];
  /** Fault rules that stand from the start, and again after a reset. */
  readonly faults?: readonly NewFaultRule[];
  /** The CDN: where origins really are, how much its caches keep, what distance costs. */
  readonly cdn?: CdnOptions;
  /** How long DynamoDB takes for what it does after it has answered; what is absent is done at once. */
  readonly tables?: Partial<Pace>;
}
