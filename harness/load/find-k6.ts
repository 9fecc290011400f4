/**
 * Finds k6. It is an external program under the AGPL: it is called, never bundled, and no npm package carries it.
 * Looked for in this order: `K6_BIN`, `PATH`, safelight's cache. One of another major version is passed over, because
 * its scripts and summaries differ.
 */
import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { SafelightError } from '#aws';

const MAJOR = 2;
const NAME = process.platform === 'win32' ? 'k6.exe' : 'k6';
/** Wall milliseconds that `k6 version` may take. */
const PATIENCE = 10_000;

export interface K6 {
  readonly path: string;
  /** `2.2.0` */
  readonly version: string;
  /** Where it was found: `K6_BIN`, `PATH`, `cache`. */
  readonly origin: string;
  /** Arguments that come before k6's own, and carry its variables where an environment does not reach it. */
  readonly prefix: (variables: Readonly<Record<string, string>>) => readonly string[];
}

interface Place {
  readonly origin: string;
  readonly path: string;
}

/** @throws SafelightError ERR_K6, which tells of every place why it was not taken */
export async function findK6(
  environment: NodeJS.ProcessEnv = process.env,
  onProgress: (step: string) => void = () => undefined,
): Promise<K6> {
  const reasons: string[] = [];
  if (!environment['K6_BIN']) reasons.push('K6_BIN is not set');
  for (const { origin, path } of placesIn(environment)) {
    const found = await versionOf(path);
    if ('reason' in found) {
      if (origin !== 'PATH' || !found.absent) reasons.push(`${origin}: ${path} ${found.reason}`);
      continue;
    }
    if (Number.parseInt(found.version, 10) === MAJOR)
      return { path, version: found.version, origin, prefix: () => [] };
    reasons.push(`${origin}: ${path} is k6 ${found.version}, and only ${MAJOR}.x will do`);
  }
  if (!reasons.some((reason) => reason.startsWith('PATH'))) reasons.push('PATH has no k6');
  throw new SafelightError('ERR_K6', `There is no k6 to run: ${reasons.join('; ')}.`, {
    hint: 'Install k6 2 (go install go.k6.io/k6/v2@v2.2.0, brew install k6, or dl.k6.io) or name one with K6_BIN.',
  });
}

function placesIn(environment: NodeJS.ProcessEnv): readonly Place[] {
  const { K6_BIN, PATH = '', XDG_CACHE_HOME } = environment;
  const cache = join(XDG_CACHE_HOME || join(environment['HOME'] ?? homedir(), '.cache'), 'safelight/bin');
  return [
    ...(K6_BIN ? [{ origin: 'K6_BIN', path: K6_BIN }] : []),
    ...PATH.split(delimiter)
      .filter((folder) => folder !== '')
      .map((folder) => ({ origin: 'PATH', path: join(folder, NAME) })),
    { origin: 'cache', path: join(cache, NAME) },
  ];
}

type Version = { readonly version: string } | { readonly reason: string; readonly absent: boolean };

async function versionOf(path: string): Promise<Version> {
  try {
    await access(path, constants.X_OK);
  } catch (error) {
    const absent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { absent, reason: absent ? 'is not there' : 'cannot be run' };
  }
  try {
    const { stdout } = await promisify(execFile)(path, ['version'], { timeout: PATIENCE });
    const version = /\bk6(?:\.exe)? v(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
    return version === undefined ? { absent: false, reason: 'does not say that it is k6' } : { version };
  } catch {
    return { absent: false, reason: 'fails at `k6 version`' };
  }
}
