/**
 * Follows a running cloud: its journal as it is written, its state and its meter every two seconds. When it goes away,
 * that is told once and the last picture stays; when it comes back, what was missed is read from its journal.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { SafelightError, type JournalEntry } from '#aws';
import { controlClient } from '../control-client.ts';
import type { Feed } from './feed.ts';

const POLL_MILLISECONDS = 2_000;
const RETRY_MILLISECONDS = 1_000;

/** Runs until the signal. */
export async function attach(endpoint: string, feed: Feed, signal: AbortSignal): Promise<void> {
  await Promise.all([followJournal(endpoint, feed, signal), pollState(endpoint, feed, signal)]);
}

async function followJournal(endpoint: string, feed: Feed, signal: AbortSignal): Promise<void> {
  const client = controlClient(endpoint);
  const cloud: { pid: number | undefined; seq: number } = { pid: undefined, seq: 0 };
  while (!signal.aborted) {
    try {
      const response = await fetch(`${endpoint}/_safelight/journal/stream`, { signal });
      const { pid } = await client.status();
      const entries = await client.journal(0);
      const newest = entries.reduce((seq, entry) => Math.max(seq, entry.seq), 0);
      const isOther = cloud.pid !== undefined && (pid !== cloud.pid || newest < cloud.seq);
      if (isOther) feed.clear();
      cloud.pid = pid;
      for (const entry of entries) feed.add({ kind: 'entry', entry, heard: entry.at });
      feed.add({ kind: 'caught-up' });
      cloud.seq = newest;
      for await (const entry of streamed(response)) {
        cloud.seq = Math.max(cloud.seq, entry.seq);
        feed.add({ kind: 'entry', entry, heard: Date.now() });
      }
      lose(feed, 'the cloud ended the connection', signal);
    } catch (error) {
      lose(feed, reasonOf(error), signal);
    }
    await pause(RETRY_MILLISECONDS, signal);
  }
}

async function pollState(endpoint: string, feed: Feed, signal: AbortSignal): Promise<void> {
  const client = controlClient(endpoint);
  while (!signal.aborted) {
    try {
      const [status, usage] = await Promise.all([client.status(), client.usage()]);
      feed.add({ kind: 'status', status });
      feed.add({ kind: 'usage', usage, at: Date.parse(status.clock.now) });
    } catch (error) {
      lose(feed, reasonOf(error), signal);
    }
    await pause(POLL_MILLISECONDS, signal);
  }
}

function lose(feed: Feed, why: string, signal: AbortSignal): void {
  if (!signal.aborted) feed.add({ kind: 'lost', heard: Date.now(), why });
}

const reasonOf = (error: unknown): string =>
  error instanceof SafelightError ? error.message : 'the connection broke';

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** Entries of an event stream. */
async function* streamed(response: Response): AsyncGenerator<JournalEntry> {
  if (response.body === null) return;
  let rest = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const events = `${rest}${text}`.split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = event
        .split('\n')
        .filter((each) => each.startsWith('data:'))
        .map((each) => each.slice('data:'.length).trimStart())
        .join('\n');
      if (data !== '') yield JSON.parse(data) as JournalEntry;
    }
  }
}
