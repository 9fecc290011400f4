import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Server extends AsyncDisposable {
  readonly port: number;
  readonly pid: number;
  /** Hears everything that the server says after that it listens. */
  onMessage(hear: () => void): void;
}

/** `BENCH_PROFILE=DIR` writes V8 CPU profiles of the servers there. */
const { BENCH_PROFILE: profiles } = process.env;
const PROFILING = profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`];

/** Those that are a cloud run as programs that are nothing else do: `harness/young-generation.ts`, `harness/early-optimization.ts`. */
const CLOUDS: ReadonlySet<ServerName> = new Set(['cloud', 'unmetered', 'pipeline']);
const YOUNG_GENERATION = ['--import', new URL('young-generation.ts', import.meta.url).href];

/** The files in `bench/servers` that are servers. */
export type ServerName =
  | 'bare'
  | 'cloud'
  | 'dynalite'
  | 'echo'
  | 'journal'
  | 'least'
  | 'pipeline'
  | 'unmetered';

/**
 * Starts `bench/servers/<name>.ts` in a process of its own and waits until it listens.
 *
 * @param env settings of that server
 */
export async function startServer(
  name: ServerName,
  env: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const child = fork(fileURLToPath(new URL(`servers/${name}.ts`, import.meta.url)), {
    execArgv: [...(CLOUDS.has(name) ? YOUNG_GENERATION : []), ...PROFILING],
    env: { ...process.env, ...env },
  });
  const starting = new AbortController();
  child.once('exit', (code) => starting.abort(code));
  const [port] = (await once(child, 'message', { signal: starting.signal }).catch((): never => {
    throw new Error(`${name} ended with ${String(starting.signal.reason)} before it listened`);
  })) as [number];
  return {
    port,
    pid: child.pid!,
    onMessage: (hear) => void child.on('message', hear),
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
