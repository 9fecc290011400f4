/** What the dashboard is told: facts of the cloud and of the line to it. Its picture is a fold over these. */
import type { JournalEntry, Usage } from '#aws';
import type { CloudStatus } from '../control-client.ts';

export type DashboardEvent =
  | { readonly kind: 'entry'; readonly entry: JournalEntry; readonly heard: WallTime }
  | { readonly kind: 'status'; readonly status: CloudStatus }
  | { readonly kind: 'usage'; readonly usage: readonly Usage[]; readonly at: EmulatedTime }
  | { readonly kind: 'lost'; readonly heard: WallTime; readonly why: string }
  /** All that the cloud's journal holds has been told. */
  | { readonly kind: 'caught-up' };

/** Milliseconds since the epoch, on this machine's clock. */
export type WallTime = number;
/** Milliseconds since the epoch, on the cloud's clock. */
export type EmulatedTime = number;
