import { constant } from './constant.ts';
import type { Profile } from './profile.ts';
import { ramp } from './ramp.ts';

export const PROFILES: Readonly<Record<string, Profile>> = { smoke: constant, steady: constant, ramp };
