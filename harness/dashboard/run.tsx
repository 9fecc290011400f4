/** Starts the dashboard in the form that fits where it runs. */
import { render } from 'ink';
import { controlClient, type ControlClient } from '../control-client.ts';
import { App, type Leaving } from './app.tsx';
import { attach } from './attach.ts';
import { Feed } from './feed.ts';
import { jsonLine, plainText } from './plain.ts';
import { readRecording } from './recording.ts';
import { themeFor } from './theme.ts';
import type { Command } from './view.ts';

export interface DashboardOptions {
  readonly endpoint: string;
  readonly form: 'screen' | 'plain' | 'json';
  /** Prints one picture and ends. */
  readonly once: boolean;
  /** A recorded journal to show instead of a running cloud. */
  readonly replay: string | undefined;
}

const EVERY_MILLISECONDS = 2_000;
const MAX_FPS = 10;

/** Runs until the person leaves or the signal; says which way the person left. */
export async function runDashboard(
  options: DashboardOptions,
  signal: AbortSignal,
): Promise<Leaving | undefined> {
  using feed = new Feed();
  const ending = new AbortController();
  const ended = AbortSignal.any([signal, ending.signal]);
  if (options.replay !== undefined) await replay(options.replay, feed);
  const following = options.replay === undefined ? attach(options.endpoint, feed, ended) : undefined;
  try {
    if (options.form === 'screen') return await showScreen(options, feed, ended);
    await printRepeatedly(options, feed, ended);
    return undefined;
  } finally {
    ending.abort();
    await following;
  }
}

async function replay(path: string, feed: Feed): Promise<void> {
  for (const entry of await readRecording(path)) feed.add({ kind: 'entry', entry, heard: entry.at });
  feed.add({ kind: 'caught-up' });
  feed.flush();
}

async function showScreen(
  { endpoint }: DashboardOptions,
  feed: Feed,
  signal: AbortSignal,
): Promise<Leaving | undefined> {
  const client = controlClient(endpoint);
  let left: Leaving | undefined;
  const app = render(
    <App
      feed={feed}
      theme={themeFor(process.env)}
      run={(command) => steer(client, command, feed)}
      onLeave={(leaving) => {
        left = leaving;
      }}
    />,
    { alternateScreen: true, incrementalRendering: true, maxFps: MAX_FPS, exitOnCtrlC: false },
  );
  const leave = (): void => app.unmount();
  signal.addEventListener('abort', leave, { once: true });
  await app.waitUntilExit();
  signal.removeEventListener('abort', leave);
  if (left === 'copy') process.stdout.write(plainText(feed.model));
  return left;
}

const DAYS: Readonly<Partial<Record<Command, number>>> = { day: 1, month: 30 };
const DAY = 86_400_000;
/** Emulated seconds in one of this machine, in the order in which a key goes through them. */
const PACES = [1, 60, 3_600, 86_400];

/** Moves the cloud's clock as a key asks. */
async function steer(client: ControlClient, command: Exclude<Command, Leaving>, feed: Feed): Promise<string> {
  const days = DAYS[command];
  try {
    if (days !== undefined) {
      for (let day = 0; day < days; day += 1) await passDay(client, feed);
      return `${days === 1 ? 'A day' : `${days} days`} later`;
    }
    if (command === 'scale') {
      const rate = feed.model.status?.clock.rate ?? 1;
      const scale = PACES.find((pace) => pace > rate) ?? 1;
      await client.clock({ scale });
      return scale === 1 ? 'Time passes as on this machine' : `${scale} seconds pass in one`;
    }
    const isFrozen = feed.model.status?.clock.rate === 0;
    const { now } = await client.clock(isFrozen ? { resume: true } : { freeze: true });
    return isFrozen ? `Time passes again from ${now}` : `Time stands still at ${now}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** One day at a time, so that the storage chart has a column for each. */
async function passDay(client: ControlClient, feed: Feed): Promise<void> {
  const { now } = await client.clock({ advance: DAY });
  feed.add({ kind: 'usage', usage: await client.usage(), at: Date.parse(now) });
}

async function printRepeatedly(
  { form, once }: DashboardOptions,
  feed: Feed,
  signal: AbortSignal,
): Promise<void> {
  const print = (): void => {
    feed.flush();
    process.stdout.write(form === 'json' ? `${jsonLine(feed.model)}\n` : `${plainText(feed.model)}\n`);
  };
  await firstPicture(feed, signal);
  print();
  if (once) return;
  const timer = setInterval(print, EVERY_MILLISECONDS);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  clearInterval(timer);
}

/** Waits until there is something to show, or word that there is nothing. */
async function firstPicture(feed: Feed, signal: AbortSignal): Promise<void> {
  const isThere = (): boolean => {
    const { caughtUp, lost } = feed.model;
    return caughtUp || lost !== undefined || signal.aborted;
  };
  if (isThere()) return;
  await new Promise<void>((resolve) => {
    const stop = feed.subscribe(() => {
      if (!isThere()) return;
      stop();
      resolve();
    });
  });
}
