/** What the killed process runs on, and what of its folder is left when it ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Machine extends Disposable {
  /** Where the data is now. */
  readonly data: string;
  /** The program that the next process has to be run under. */
  under(): readonly string[];
  /** A process has ended. */
  ended(pid: number): Promise<void>;
}

/** One that stays on: what was written is there. */
export function standingMachine(): Machine {
  const data = mkdtempSync(join(tmpdir(), 'safelight-crash-'));
  return {
    data,
    under: () => [],
    ended: () => Promise.resolve(),
    [Symbol.dispose]: () => rmSync(data, { recursive: true, force: true }),
  };
}
