import type { Profile } from './profile.ts';
import { PER_MINUTE, perMinute, users } from './profile.ts';

/** A point of a curve: the part of the run that has passed, and the part of the full rate that is reached by then. */
type Point = readonly [time: number, height: number];

/** Straight lines from point to point; the first is the start. k6 takes no stage shorter than nothing and no rate of 0. */
export const staged =
  (first: Point, ...rest: readonly Point[]): Profile =>
  ({ rate, seconds }) => ({
    executor: 'ramping-arrival-rate',
    startRate: perMinute(rate * first[1]),
    timeUnit: PER_MINUTE,
    stages: rest.map(([time, height], index) => ({
      target: perMinute(rate * height),
      duration: `${Math.round((time - (rest[index - 1] ?? first)[0]) * seconds * 1_000)}ms`,
    })),
    ...users(rate),
  });
