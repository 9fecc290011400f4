/** Counts of the last seconds and the last durations: bounded, however long the dashboard runs. */

const SECONDS = 60;

/** Counts by second, oldest first, of the minute that ends with `last`. */
export interface PerSecond {
  /** Number of the newest second. */
  readonly last: number;
  readonly counts: readonly number[];
}

export const NO_SECONDS: PerSecond = { last: 0, counts: Array.from({ length: SECONDS }, () => 0) };

/** Moves on to the second of a time without counting. */
export function movedTo(window: PerSecond, milliseconds: number): PerSecond {
  const second = Math.floor(milliseconds / 1_000);
  const steps = second - window.last;
  if (steps <= 0) return window;
  if (steps >= SECONDS) return { last: second, counts: NO_SECONDS.counts };
  return { last: second, counts: [...window.counts.slice(steps), ...NO_SECONDS.counts.slice(0, steps)] };
}

/** Counts something that was heard of at a time. */
export function counted(window: PerSecond, milliseconds: number): PerSecond {
  const moved = movedTo(window, milliseconds);
  const age = moved.last - Math.floor(milliseconds / 1_000);
  if (age >= SECONDS) return moved;
  const index = SECONDS - 1 - age;
  return { last: moved.last, counts: moved.counts.with(index, (moved.counts[index] ?? 0) + 1) };
}

/** Mean per second of the last seconds, the running one left out. */
export const rate = ({ counts }: PerSecond, seconds = 10): number =>
  counts.slice(-seconds - 1, -1).reduce((sum, count) => sum + count, 0) / seconds;

const KEPT_DURATIONS = 200;

/** The newest values, the newest last. */
export const kept = (values: readonly number[], value: number): readonly number[] =>
  values.length < KEPT_DURATIONS ? [...values, value] : [...values.slice(1), value];
