/** A throw-away cloud on a manual clock, and a design deployed on it. */
import { createCloud, type Cloud, type JournalEntry } from '#aws';
import type { Usage } from '#pipeline';
import { createClients, type Clients, type Connection } from '../targets/clients.ts';
import { LOCAL_CREDENTIALS } from '../targets/local-credentials.ts';
import type { Finding } from './finding.ts';

export interface Stage extends AsyncDisposable {
  readonly cloud: Cloud;
  readonly clients: Clients;
  readonly connection: Connection;
  /** Lets so many milliseconds pass, after what is under way has settled. */
  elapse(milliseconds: number): Promise<void>;
  /** Everything that an action brought about within two minutes of the cloud's time. */
  watch(action: () => Promise<unknown>): Promise<readonly JournalEntry[]>;
}

/** A design as it stands, as far as AWS took it. */
export interface Deployed {
  readonly usage: Usage;
  readonly findings: readonly Finding[];
  /** Where a resource, or a member of it, is written. */
  place(kind: string, name: string, member?: string): string;
}

export interface Design {
  readonly name: string;
  deploy(stage: Stage): Promise<Deployed>;
}

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

export async function openStage(): Promise<Stage> {
  const cloud = await createCloud({ clock: 'manual' });
  const connection = { endpoint: cloud.endpoint, region: cloud.region, credentials: LOCAL_CREDENTIALS };
  const clients = createClients(connection);
  // Neither the cloud's listener nor a function that ends holds a process open; who waits for them has to.
  const awake = setInterval(() => undefined, MINUTE);
  const elapse = async (milliseconds: number): Promise<void> => {
    await cloud.clock.settle();
    await cloud.clock.advance(milliseconds);
    await cloud.clock.settle();
    // A refusal of HEAD for a clock that is wrong has no body to say so in.
    clients.keepTime(cloud.clock.now());
  };
  return {
    cloud,
    clients,
    connection,
    elapse,
    async watch(action) {
      const before = cloud.journal.seq;
      await action();
      for (let second = 0; second < 120; second += 10) await elapse(10_000);
      return consequences(cloud.journal.entries(before));
    },
    async [Symbol.asyncDispose]() {
      clients.destroy();
      await cloud.close(0);
      clearInterval(awake);
    },
  };
}

/** Without what older work still brings about, such as a second attempt at an earlier upload. */
function consequences(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const own = new Set([0]);
  return entries.toSorted((a, b) => a.seq - b.seq).filter(({ seq, cause }) => own.has(cause) && own.add(seq));
}

/** What an error of the SDK says AWS answered: `400 InvalidArgument: …`. */
export function answerOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return `${$metadata?.httpStatusCode ?? ''} ${error.name}: ${error.message}`.trim();
}

/** Whether AWS said it, and not a defect of ours. */
export const isAnswer = (error: unknown): error is Error => error instanceof Error && '$metadata' in error;
