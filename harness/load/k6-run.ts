/** Runs k6 as a child process, reads its samples as they come, and says what its exit codes mean. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { SafelightError } from '#aws';
import type { K6, RunPlaces } from './find-k6.ts';

export interface K6Request {
  readonly k6: K6;
  /** Path of the journey. */
  readonly script: string;
  /** What the script finds in `__ENV`. */
  readonly variables: Readonly<Record<string, string>>;
  /** Ends the run early: k6 finishes what is under way and writes its summary. */
  readonly signal: AbortSignal;
  readonly onSample: (line: string) => void;
  /** Is told of the process once it runs. */
  readonly onStart?: (pid: number) => void;
}

/** What k6 says of a run that took place. */
export type Outcome = 'passed' | 'thresholds crossed' | 'interrupted';

const OUTCOMES: Readonly<Record<number, Outcome>> = {
  0: 'passed',
  99: 'thresholds crossed',
  105: 'interrupted',
};

/** Exit codes of runs that did not take place, or not to their end: k6's `errext/exitcodes`, 2.2.0. */
const FAILURES: Readonly<Record<number, string>> = {
  97: 'the run in the cloud failed',
  100: 'setting the scene took too long',
  101: 'clearing the scene took too long',
  103: 'it was stopped over its REST API',
  104: 'its configuration is invalid',
  106: 'its REST API could not start',
  107: 'the script threw an exception',
  108: 'the script aborted the run',
  109: 'a Go panic of its own',
  110: 'the script marked the run as failed',
};

/** Lines of k6's log that are kept to explain a failure. */
const LOG_LINES = 20;

/** @throws SafelightError ERR_K6_RUN */
export async function runK6({
  k6,
  script,
  variables,
  signal,
  onSample,
  onStart,
}: K6Request): Promise<Outcome> {
  const run = ['run', '--quiet', '--no-color', '--no-usage-report', '--out', 'json=-', script];
  // In a group of its own: a terminal's Ctrl-C would reach it too, and a second signal makes k6 drop its summary.
  const child = spawn(k6.path, [...k6.prefix(placesOf(script, variables)), ...run], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Not `--env`: what is handed over holds keys, and everybody can list the arguments of processes.
    env: { ...environment(), ...variables },
    detached: true,
  });
  if (child.pid !== undefined) onStart?.(child.pid);
  const interrupt = (): void => void child.kill('SIGINT');
  const end = (): void => {
    child.kill('SIGKILL');
    k6.kill?.();
  };
  signal.addEventListener('abort', interrupt, { once: true });
  process.once('exit', end);
  const log: string[] = [];
  createInterface({ input: child.stdout }).on('line', onSample);
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.push(line);
    if (log.length > LOG_LINES) log.shift();
  });
  try {
    if (signal.aborted) interrupt();
    const [code, killer] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    const outcome = OUTCOMES[code ?? -1];
    if (outcome !== undefined) return outcome;
    const reason = code === null ? `it was ended by ${killer}` : (FAILURES[code] ?? `it exited with ${code}`);
    throw new SafelightError('ERR_K6_RUN', `k6 could not run the journey: ${reason}.`, {
      hint: log.length === 0 ? 'k6 wrote nothing about it.' : `k6 wrote:\n${log.join('\n')}`,
    });
  } finally {
    signal.removeEventListener('abort', interrupt);
    process.off('exit', end);
  }
}

/** A journey imports its siblings' siblings; `IMAGE` and `SUMMARY` are the files that it is handed. */
function placesOf(script: string, variables: Readonly<Record<string, string>>): RunPlaces {
  const { IMAGE, SUMMARY } = variables;
  const folderOf = (file: string | undefined): string[] => (file === undefined ? [] : [dirname(file)]);
  const writes = folderOf(SUMMARY);
  // An image that was padded for the run lies where the summary is going to.
  const reads = [dirname(dirname(script)), ...folderOf(IMAGE)].filter((folder) => !writes.includes(folder));
  return { variables: Object.keys(variables), reads, writes };
}

/** K6_VUS and its like in the environment would override the profile. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('K6_'));
  return { ...Object.fromEntries(kept), K6_AUTO_EXTENSION_RESOLUTION: 'false' };
}
