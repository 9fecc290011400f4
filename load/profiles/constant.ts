import type { Profile } from './profile.ts';
import { PER_MINUTE, perMinute, users } from './profile.ts';

/** The same rate from the first second to the last: `smoke`, `steady` and `soak` differ in how much and how long. */
export const constant: Profile = ({ rate, seconds }) => ({
  executor: 'constant-arrival-rate',
  rate: perMinute(rate),
  timeUnit: PER_MINUTE,
  duration: `${seconds}s`,
  ...users(rate),
});
