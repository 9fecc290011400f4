import type { Profile } from './profile.ts';
import { users } from './profile.ts';

/** From one arrival a second to the full rate, in a straight line. */
export const ramp: Profile = (pace) => ({
  executor: 'ramping-arrival-rate',
  startRate: 1,
  timeUnit: '1s',
  stages: [{ target: pace.rate, duration: `${pace.seconds}s` }],
  ...users(pace),
});
