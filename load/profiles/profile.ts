import type { Scenario } from 'k6/options';

export interface Pace {
  /** Iterations per second, at the profile's height. */
  readonly rate: number;
  /** Seconds. */
  readonly seconds: number;
}

/** How the load is spread over time. All are open models: a slow target does not slow the arrivals down. */
export type Profile = (pace: Pace) => Scenario;

/**
 * Virtual users that exist from the start, and how many may exist when answers take long. The arrival for which k6 must
 * first make a user is dropped, so the start is generous: users share the image and cost little.
 *
 * @param rate iterations per second, at the most
 */
export const users = (rate: number) => ({
  preAllocatedVUs: Math.max(10, Math.min(Math.ceil(rate * 3), 1_000)),
  maxVUs: Math.max(20, Math.min(Math.ceil(rate * 20), 4_000)),
  gracefulStop: '30s',
});

/** k6 counts arrivals in whole numbers: 0.5 a second are 30 a minute. */
const MINUTE = 60;
export const PER_MINUTE = '1m';

/** Iterations per minute. */
export const perMinute = (rate: number): number => Math.max(1, Math.round(rate * MINUTE));
