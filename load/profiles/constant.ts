import type { Profile } from './profile.ts';
import { users } from './profile.ts';

/** The same rate from the first second to the last: `smoke` and `steady` differ in how much and how long. */
export const constant: Profile = (pace) => ({
  executor: 'constant-arrival-rate',
  rate: pace.rate,
  timeUnit: '1s',
  duration: `${pace.seconds}s`,
  ...users(pace),
});
