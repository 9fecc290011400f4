/**
 * V8's memory in a process that is nothing but a cloud.
 *
 * V8 doubles the space for young objects whenever enough of them have survived, up to 128 MiB, and gives it back when it
 * marks the whole heap: that, and neither what the cloud keeps nor what allocators hold on to, was how resident memory
 * grew by steps under load. A small space serves requests as well, whose objects die at once, and with more scavenges the
 * buffers of bodies, which lie outside of the heap, go before V8 begins to mark for their sake; but in the megabyte that
 * it begins with, GetItem was a sixth slower than in sixteen. Measured on Node 24.21, 2026-11-29: `docs/performance.md`.
 */
import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Bytes, of both of its halves, from which on it grows no more. A growth under way may double them. */
const ENOUGH = 16 * 1024 * 1024;

/**
 * Keeps that space from growing far. Only for a program that owns its process: flags of V8 are one for everything in it.
 * As an option of `node` the flag has no effect, since V8 corrects it while it sets up its heap.
 */
export function boundYoungGeneration(): void {
  let growing = true;
  const look = (): void => {
    const grows = youngGenerationSize() < ENOUGH;
    if (grows === growing) return;
    growing = grows;
    setFlagsFromString(`--semi-space-growth-factor=${grows ? 2 : 1}`);
  };
  new PerformanceObserver(look).observe({ entryTypes: ['gc'] });
}

const youngGenerationSize = (): number =>
  getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0;
