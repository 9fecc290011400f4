import { SafelightError } from '#aws';

/** Iterations per second at a profile's height, and for how long. */
export interface Pace {
  readonly rate: number;
  readonly seconds: number;
}

/** What the profiles of `load/profiles` do unless told otherwise. */
const PACES: Readonly<Record<'smoke' | 'steady' | 'ramp', Pace>> = {
  smoke: { rate: 1, seconds: 5 },
  steady: { rate: 5, seconds: 60 },
  ramp: { rate: 20, seconds: 60 },
};
export type ProfileName = keyof typeof PACES;

/** k6 takes whole rates, and preallocates virtual users in proportion. */
const MAX_RATE = 5_000;

/**
 * The pace of a profile, with what the caller wants otherwise.
 *
 * @param milliseconds how long
 * @throws SafelightError ERR_RATE, ERR_DURATION
 */
export function paceOf(profile: ProfileName, rate?: number, milliseconds?: number): Pace {
  const usual = PACES[profile];
  const pace = {
    rate: rate ?? usual.rate,
    seconds: milliseconds === undefined ? usual.seconds : milliseconds / 1_000,
  };
  if (!Number.isSafeInteger(pace.rate) || pace.rate < 1 || pace.rate > MAX_RATE) {
    throw new SafelightError('ERR_RATE', `${pace.rate} is no rate that k6 can send.`, {
      hint: `A rate is a whole number of iterations per second, from 1 to ${MAX_RATE}.`,
    });
  }
  if (!Number.isSafeInteger(pace.seconds) || pace.seconds < 1) {
    throw new SafelightError('ERR_DURATION', `A run of ${pace.seconds} s cannot be made.`, {
      hint: 'A run takes whole seconds, one at least: 30s, 5m, 1h.',
    });
  }
  return pace;
}
