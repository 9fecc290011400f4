import { constant } from './constant.ts';
import type { Profile } from './profile.ts';
import { staged } from './staged.ts';

/** From next to nothing to the full rate in a straight line. */
const climb = staged([0, 0.01], [1, 1]);

/** The usual tenth, all at once the full rate, and the tenth again: does it recover? */
const spike = staged([0, 0.1], [0.4, 0.1], [0.41, 1], [0.6, 1], [0.61, 0.1], [1, 0.1]);

/** A day in small: little at night, a rise in the morning, noon, and the evening's height. */
const day = staged(
  [0, 0.2],
  [0.2, 0.1],
  [0.35, 0.5],
  [0.5, 0.7],
  [0.6, 0.6],
  [0.85, 1],
  [0.92, 0.7],
  [1, 0.25],
);

export const PROFILES: Readonly<Record<string, Profile>> = {
  smoke: constant,
  steady: constant,
  soak: constant,
  ramp: climb,
  breakpoint: climb,
  spike,
  day,
};
