/** Cases that need a port: some at a time, and what none of them may bring about. */
import { connect, type Socket } from 'node:net';
import type { Cloud } from '../../cloud.ts';
import { MOST_MEMORY, type Finding, type Fuzzed } from './services.ts';
import { Watchdog } from './watchdog.ts';

export interface PortCase {
  /** For a finding, and for the watchdog. */
  readonly shown: string;
  send(): Promise<void>;
}

/** Connections at a time. */
const AT_ONCE = 16;
/** Wall milliseconds after which a connection that says no more is let go. */
const QUIET = 150;
const PATIENCE = 20_000;

/** Longer than any test: who closes a cloud with it waits for each connection to end by itself. */
export const FOR_GOOD = 2 ** 30;

/** Sends so many cases. Afterwards the cloud still answers. */
export async function fuzzPort(cloud: Cloud, cases: number, next: () => PortCase): Promise<Fuzzed> {
  await using watchdog = new Watchdog(PATIENCE);
  const findings: Finding[] = [];
  let shown = '';
  const stop = cloud.journal.subscribe((entry) => {
    if (entry.type === 'defect') findings.push({ what: JSON.stringify(entry), request: shown });
  });
  for (let done = 0; done < cases && findings.length === 0; done += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, cases - done) }, next);
    shown = batch.map((one) => one.shown).join('\n=====\n');
    watchdog.watch(shown);
    await Promise.all(batch.map((one) => one.send()));
  }
  await cloud.clock.settle();
  stop();
  const health = await fetch(`${cloud.endpoint}/_safelight/health`);
  if (health.status !== 200) findings.push({ what: `health is ${health.status}`, request: '' });
  const { rss } = process.memoryUsage();
  if (rss > MOST_MEMORY) findings.push({ what: `${Math.round(rss / 2 ** 20)} MiB of memory`, request: '' });
  return { cases, findings };
}

/** Sends bytes and waits for the end of the connection, or until nothing more is said. */
export const sendBytes = (port: number, bytes: Uint8Array): Promise<void> =>
  untilQuiet(connect(port, '127.0.0.1'), bytes);

export function untilQuiet(socket: Socket, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    socket.setTimeout(QUIET, () => socket.destroy());
    socket.resume();
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    socket.end(bytes);
  });
}
