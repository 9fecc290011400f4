/**
 * Finds k6. It is an external program under the AGPL: it is called, never bundled, and no npm package carries it.
 * Looked for in this order: `K6_BIN`, `PATH`, safelight's cache, the pinned release from GitHub (held to its checksum and
 * kept in the cache), a build with Go, the `grafana/k6` image in a container. One of another major version is
 * passed over, because its scripts and summaries differ.
 */
import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { SafelightError } from '#aws';
import { buildK6 } from './build-k6.ts';
import { containerK6 } from './container-k6.ts';
import { downloadK6 } from './download-k6.ts';

const MAJOR = 2;
/** The release that is fetched where there is none. */
export const PINNED = '2.2.0';
/** What to do where there is none. */
export const K6_HINT = `Install k6 ${MAJOR} (go install go.k6.io/k6/v2@v${PINNED}, brew install k6, or dl.k6.io) or name one with K6_BIN.`;
const NAME = process.platform === 'win32' ? 'k6.exe' : 'k6';
/** Wall milliseconds that `k6 version` may take. */
const PATIENCE = 10_000;

export interface K6 {
  readonly path: string;
  /** `2.2.0` */
  readonly version: string;
  /** Where it was found: `K6_BIN`, `PATH`, `cache`, `release`, `go`, `container`. */
  readonly origin: string;
  /** Arguments that come before k6's own, where k6 is not the program itself. */
  readonly prefix: (run: RunPlaces) => readonly string[];
  /** Ends the newest run at once, where its process is no child of ours. */
  readonly kill?: () => void;
}

/** What a run touches, for a k6 that sees nothing of this machine unless it is shown it. */
export interface RunPlaces {
  /** Names of the variables that it reads. */
  readonly variables: readonly string[];
  /** Folders that it reads, and those that it writes to. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

export interface Search {
  readonly environment?: NodeJS.ProcessEnv;
  readonly onProgress?: (step: string) => void;
  /** Where releases are, with the version and the file's name to come. */
  readonly releases?: string;
}

/**
 * Nothing is fetched, built or pulled when `SAFELIGHT_OFFLINE` is set.
 *
 * @throws SafelightError ERR_K6, which tells of every place why it was not taken
 */
export async function findK6({
  environment = process.env,
  onProgress = () => undefined,
  releases,
}: Search = {}): Promise<K6> {
  const { found: installed, reasons } = await installedK6(environment);
  if (installed !== undefined) return installed;
  if (environment['SAFELIGHT_OFFLINE']) {
    reasons.push('SAFELIGHT_OFFLINE is set, so it was neither fetched nor built');
  } else {
    const fetched = await fetchK6(environment, reasons, onProgress, releases);
    if (fetched !== undefined) return fetched;
  }
  throw new SafelightError('ERR_K6', `There is no k6 to run: ${reasons.join('; ')}.`, { hint: K6_HINT });
}

interface Installed {
  readonly found?: K6;
  /** Of every place before, why it was not taken. */
  readonly reasons: string[];
  /** Of those, the ones about a k6 that is there. */
  readonly unfit: readonly string[];
}

/** Looks where a k6 may be installed, and fetches nothing. */
export async function installedK6(environment: NodeJS.ProcessEnv): Promise<Installed> {
  const reasons: string[] = [];
  const unfit: string[] = [];
  if (!environment['K6_BIN']) reasons.push('K6_BIN is not set');
  for (const { origin, path } of placesIn(environment)) {
    if (origin === 'cache' && !reasons.some((reason) => reason.startsWith('PATH'))) {
      reasons.push('PATH has no k6');
    }
    const seen = await k6At(path);
    if ('version' in seen && Number.parseInt(seen.version, 10) === MAJOR) {
      return { found: own(path, seen.version, origin), reasons, unfit };
    }
    const fault = 'version' in seen ? `is k6 ${seen.version}, and only ${MAJOR}.x will do` : seen.reason;
    const isAbsent = 'absent' in seen && seen.absent;
    if (origin !== 'PATH' || !isAbsent) reasons.push(`${origin}: ${path} ${fault}`);
    if (!isAbsent) unfit.push(`${path} ${fault}`);
  }
  return { reasons, unfit };
}

/** The three ways to get one; each says why it failed. */
async function fetchK6(
  environment: NodeJS.ProcessEnv,
  reasons: string[],
  onProgress: (step: string) => void,
  releases: string | undefined,
): Promise<K6 | undefined> {
  const path = join(cacheIn(environment), NAME);
  const ways = [
    { origin: 'release', get: () => downloadK6(PINNED, path, onProgress, releases) },
    { origin: 'go', get: () => buildK6(PINNED, path, environment, onProgress) },
  ];
  for (const { origin, get } of ways) {
    const reason = await get();
    if (reason !== undefined) {
      reasons.push(`${origin}: ${reason}`);
      continue;
    }
    const found = await k6At(path);
    if ('version' in found) return own(path, found.version, origin);
    reasons.push(`${origin}: ${path} ${found.reason}`);
  }
  const container = await containerK6(PINNED, environment, onProgress);
  if ('prefix' in container) return { version: PINNED, origin: 'container', ...container };
  reasons.push(`container: ${container.reason}`);
  return undefined;
}

const own = (path: string, version: string, origin: string): K6 => ({
  path,
  version,
  origin,
  prefix: () => [],
});

/** `~/.cache/safelight/bin`, or wherever caches are kept. */
const cacheIn = ({ XDG_CACHE_HOME, HOME }: NodeJS.ProcessEnv): string =>
  join(XDG_CACHE_HOME || join(HOME ?? homedir(), '.cache'), 'safelight/bin');

function placesIn(environment: NodeJS.ProcessEnv): readonly { origin: string; path: string }[] {
  const { K6_BIN, PATH = '' } = environment;
  return [
    ...(K6_BIN ? [{ origin: 'K6_BIN', path: K6_BIN }] : []),
    ...PATH.split(delimiter)
      .filter((folder) => folder !== '')
      .map((folder) => ({ origin: 'PATH', path: join(folder, NAME) })),
    { origin: 'cache', path: join(cacheIn(environment), NAME) },
  ];
}

type Version = { readonly version: string } | { readonly reason: string; readonly absent: boolean };

async function k6At(path: string): Promise<Version> {
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
