/**
 * When V8 compiles a cloud's functions for good. By its own measure a request has to have come hundreds of times before
 * its way is compiled, and thousands before it is compiled well, so that a cloud spends the first ten thousand requests,
 * which is all that most clouds ever see, in slow code. Asked to begin earlier, the first thousands of GET, PutObject and
 * GetItem take the main thread a third less, and what V8's other threads compile they compile once in any case; later
 * requests are no slower. Measured on Node 24.21, 2026-11-29: `docs/performance.md`.
 */
import { setFlagsFromString } from 'node:v8';

/** Calls of a function before Maglev and before TurboFan compile it, and after the last news of what it is called with. */
const CALLS = {
  'invocation-count-for-maglev': 100,
  'invocation-count-for-turbofan': 1_000,
  'minimum-invocations-after-ic-update': 100,
};

/**
 * Makes V8 optimize early from now on: call it once the cloud is up, since starting it gains nothing. Only for a program
 * that owns its process: flags of V8 are one for everything in it.
 */
export function optimizeEarly(): void {
  for (const [flag, calls] of Object.entries(CALLS)) setFlagsFromString(`--${flag}=${calls}`);
}
