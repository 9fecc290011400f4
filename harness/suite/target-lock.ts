/**
 * Two runs at once on one cloud take each other's messages and remove each other's leftovers. A file on this machine says
 * that a cloud is being judged, and by whom; one whose process is gone says nothing any more.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { SafelightError } from '#aws';

interface Holder {
  readonly pid: number;
  readonly run: string;
  /** ISO 8601. */
  readonly since: string;
}

const folder = (): string => join(tmpdir(), `safelight-${userInfo().username}`);

/**
 * Takes a cloud for oneself until disposal.
 *
 * @param identity what the cloud is told by: its address, an account and its region
 * @throws SafelightError ERR_TARGET_BUSY
 */
export async function lockTarget(identity: string, run: string): Promise<AsyncDisposable> {
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  const name = createHash('sha256').update(identity).digest('hex').slice(0, 16);
  const file = join(folder(), `${name}.lock`);
  const holder: Holder = { pid: process.pid, run, since: new Date().toISOString() };
  for (;;) {
    try {
      await writeFile(file, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
      return { [Symbol.asyncDispose]: () => rm(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const other = await readHolder(file);
      if (other !== undefined && isRunning(other.pid)) throw busy(identity, other, file);
      await rm(file, { force: true });
    }
  }
}

async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch {
    // It ended in this very moment, or was never written to its end.
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const busy = (identity: string, { pid, run, since }: Holder, file: string): SafelightError =>
  new SafelightError(
    'ERR_TARGET_BUSY',
    `${identity} is being judged already, by process ${pid} since ${since} (run ${run}).`,
    { hint: `Wait for it, or end it. If there is no such run, remove ${file}.` },
  );
