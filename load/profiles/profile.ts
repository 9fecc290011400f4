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
 */
export const users = ({ rate }: Pace) => ({
  preAllocatedVUs: Math.max(10, rate * 3),
  maxVUs: Math.max(20, rate * 20),
  gracefulStop: '30s',
});
