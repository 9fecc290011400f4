import { SafelightError } from '#aws';

/** Iterations per second at a profile's height, and for how long. */
export interface Pace {
  readonly rate: number;
  readonly seconds: number;
}

/** What the profiles of `load/profiles` do unless told otherwise. */
const PACES = {
  smoke: { rate: 1, seconds: 5 },
  steady: { rate: 5, seconds: 60 },
  ramp: { rate: 20, seconds: 60 },
  spike: { rate: 20, seconds: 60 },
  soak: { rate: 2, seconds: 3_600 },
  breakpoint: { rate: 200, seconds: 300 },
  day: { rate: 10, seconds: 240 },
} as const satisfies Readonly<Record<string, Pace>>;

export type ProfileName = keyof typeof PACES;

/** k6 preallocates virtual users in proportion. */
const MAX_RATE = 5_000;
/** k6 counts arrivals in whole numbers, here by the minute. */
const MIN_RATE = 1 / 60;

export interface PaceAsked {
  readonly rate?: number | undefined;
  /** Milliseconds. */
  readonly duration?: number | undefined;
  /** The part of the profile's usual rate that is taken when none is asked for. */
  readonly share?: number | undefined;
}

/**
 * The pace of a profile, with what the caller wants otherwise.
 *
 * @throws SafelightError ERR_RATE, ERR_DURATION
 */
export function paceOf(profile: ProfileName, { rate, duration, share = 1 }: PaceAsked = {}): Pace {
  const usual = PACES[profile];
  const pace = {
    rate: rate ?? usual.rate * share,
    seconds: duration === undefined ? usual.seconds : duration / 1_000,
  };
  if (!(pace.rate >= MIN_RATE && pace.rate <= MAX_RATE)) {
    throw new SafelightError('ERR_RATE', `${pace.rate} is no rate that k6 can send.`, {
      hint: `A rate is a number of iterations per second, from one a minute to ${MAX_RATE}.`,
    });
  }
  if (!Number.isSafeInteger(pace.seconds) || pace.seconds < 1) {
    throw new SafelightError('ERR_DURATION', `A run of ${pace.seconds} s cannot be made.`, {
      hint: 'A run takes whole seconds, one at least: 30s, 5m, 1h.',
    });
  }
  return pace;
}
