/**
 * Time as scenarios speak of it. The words mean the same on every target; only how they come true differs: a target
 * whose clock can be moved jumps, any other is waited for.
 */
import type { Cloud } from '#aws';
import { NotVerifiable } from './not-verifiable.ts';

export interface Patience {
  /** Milliseconds of the target's time. */
  readonly within?: number;
}

export interface Time {
  /** Milliseconds since the epoch, as the target sees it. */
  readonly now: () => number;
  /** Lets so many milliseconds of the target's time pass. */
  elapse(milliseconds: number): Promise<void>;
  /**
   * Looks again and again until the check neither throws nor returns undefined; what it then returned.
   * Throws the last failure when patience ends.
   */
  eventually<T>(check: () => T | Promise<T>, patience?: Patience): Promise<NonNullable<T>>;
  /** Looks again and again, and throws the first failure before the time is over. */
  consistently(check: () => void | Promise<void>, patience?: Patience): Promise<void>;
}

const PATIENCE = 30_000;
/** Workers beside a cloud run in wall time, whatever its clock does. */
const WALL_STEP = 5;
const FIRST_STEP = 50;
const LONGEST_STEP = 2_000;

/** Time of a target that passes by itself. */
export const wallTime = (): Time => timeOf(() => Date.now(), pause);

/** Time of a cloud of our own: moved, after what is under way has settled. */
export const emulatedTime = (
  { clock }: Pick<Cloud, 'clock'>,
  /** Is told the time whenever it was moved. */
  moved: (now: number) => void = () => undefined,
): Time =>
  timeOf(
    () => clock.now(),
    async (milliseconds) => {
      await clock.settle();
      await pause(WALL_STEP);
      await clock.advance(milliseconds);
      moved(clock.now());
    },
  );

function timeOf(now: () => number, elapse: (milliseconds: number) => Promise<void>): Time {
  return {
    now,
    elapse,
    async eventually<T>(check: () => T | Promise<T>, { within = PATIENCE }: Patience = {}) {
      const end = now() + within;
      for (let step = FIRST_STEP; ; step = Math.min(step * 2, LONGEST_STEP)) {
        const seen = await attempt(check);
        if (seen.done) return seen.value;
        if (now() >= end || seen.failure instanceof NotVerifiable) throw seen.failure;
        await elapse(Math.min(step, Math.max(1, end - now())));
      }
    },
    async consistently(check, { within = PATIENCE } = {}) {
      const end = now() + within;
      for (;;) {
        await check();
        if (now() >= end) return;
        await elapse(Math.min(LONGEST_STEP, end - now()));
      }
    },
  };
}

type Attempt<T> =
  | { readonly done: true; readonly value: NonNullable<T> }
  | { readonly done: false; readonly failure: unknown };

async function attempt<T>(check: () => T | Promise<T>): Promise<Attempt<T>> {
  try {
    const value = await check();
    if (value !== undefined && value !== null) return { done: true, value };
    return { done: false, failure: new Error('what was waited for did not come') };
  } catch (failure) {
    return { done: false, failure };
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
