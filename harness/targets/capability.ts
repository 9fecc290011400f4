/** What a scenario may need of a target beyond the services it calls. */
export const CAPABILITIES = [
  /** Time can be moved: days pass in milliseconds. */
  'time-travel',
  /** Functions run in it. */
  'functions',
  /** A pipeline's functions do their work, be it beside the target. */
  'processors',
  /** The target is this scenario's own: account-wide facts can be asserted. */
  'isolation',
  /** Signatures, expiry and policies are enforced. */
  'enforcement',
  /** Distributions serve viewers. */
  'cdn',
  /** A viewer can say where it is. */
  'viewer-regions',
  /** It says what it would bill. */
  'metering',
  /** A browser of this machine can be opened, and reach the target. */
  'browser',
] as const;

export type Capability = (typeof CAPABILITIES)[number];
