/**
 * Lets go of the buffers that an invocation left behind, between invocations.
 *
 * They lie outside of V8's heap, so that a function that passes images on fills its young generation slowly; V8 notices at
 * 64 MiB of them and marks the whole heap then, during an invocation and on every processor. A scavenge frees the same.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes of buffers, more than were left after the last collection, that are worth the next. */
const WORTH_A_COLLECTION = 16 * 1024 * 1024;

type Collect = (options: { readonly type: 'minor' }) => void;

let collect: Collect | undefined;
let left = 0;

export function collectBuffers(): void {
  if (process.memoryUsage().arrayBuffers - left < WORTH_A_COLLECTION) return;
  collect ??= exposedCollect();
  collect({ type: 'minor' });
  left = process.memoryUsage().arrayBuffers;
}

/** What `--expose-gc` would give the function too. */
function exposedCollect(): Collect {
  setFlagsFromString('--expose-gc');
  const exposed = runInNewContext('gc') as Collect;
  setFlagsFromString('--no-expose-gc');
  return exposed;
}
