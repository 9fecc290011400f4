/** The memory of this process, as it is when nothing is left to collect. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes. */
export interface Memory {
  readonly heap: number;
  readonly rss: number;
}

export function memoryNow(): Memory {
  const { heapUsed: heap, rss } = process.memoryUsage();
  return { heap, rss };
}

/** After a full collection: the same as with `--expose-gc`, for a process that was started without it. */
export function settledMemory(): Memory {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return memoryNow();
}
