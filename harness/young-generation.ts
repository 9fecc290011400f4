/**
 * V8's memory in a process that is nothing but a cloud.
 *
 * V8 doubles the space for young objects whenever enough of them have survived, up to 128 MiB, and gives it back when it
 * marks the whole heap: that, and neither what the cloud keeps nor what allocators hold on to, was how resident memory
 * grew by steps under load. A small space serves requests as well, whose objects die at once, and with more scavenges the
 * buffers of bodies, which lie outside of the heap, go before V8 begins to mark for their sake. Measured on Node 24.21,
 * 2026-11-29: `docs/performance.md`.
 */
import { setFlagsFromString } from 'node:v8';

/**
 * Keeps that space at its size from now on. Only for a program that owns its process, at its start; as an option of
 * `node` the flag has no effect, since V8 corrects it while it sets up its heap.
 */
export function keepYoungGenerationSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
