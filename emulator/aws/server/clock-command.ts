/** What the control API can do to the clock, as JSON: exactly one of these members. */
import type { Clock } from '../kernel/clock.ts';
import { parseInstant, type Duration, type Instant } from '../kernel/instant.ts';

export type ClockCommand =
  | { readonly advance: Duration }
  | { readonly set: Instant }
  | { readonly freeze: true }
  | { readonly resume: true }
  | { readonly scale: number };

export interface ClockCommandError {
  readonly error: string;
}

const FORMS =
  '{"advance": milliseconds}, {"set": "ISO 8601 time"}, {"freeze": true}, {"resume": true} or {"scale": factor}';

/** Time ends with the last year that ISO 8601 writes in four digits. */
const END_OF_TIME: Instant = 253_402_300_800_000;
const FASTEST = 1_000_000;

/** Reads a command; says what is wrong with it otherwise. */
export function readClockCommand(text: string, now: Instant): ClockCommand | ClockCommandError {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { error: `The body must be JSON: ${FORMS}.` };
  }
  if (typeof value !== 'object' || value === null) return { error: `The body must be one of ${FORMS}.` };
  const { advance, set, freeze, resume, scale } = value as Record<string, unknown>;
  if (isDuration(advance)) return now + advance < END_OF_TIME ? { advance } : TOO_LATE;
  if (typeof set === 'string') {
    const at = parseInstant(set);
    if (at === undefined) return { error: `"set" must be an ISO 8601 time, not ${JSON.stringify(set)}.` };
    return at < END_OF_TIME ? { set: at } : TOO_LATE;
  }
  if (freeze === true) return { freeze };
  if (resume === true) return { resume };
  if (isDuration(scale)) {
    return scale <= FASTEST ? { scale } : { error: `"scale" must be at most ${FASTEST}.` };
  }
  return { error: `The body must be one of ${FORMS}; durations are not negative.` };
}

const TOO_LATE: ClockCommandError = { error: 'Time goes no further than the year 9999.' };

export async function applyClockCommand(clock: Clock, command: ClockCommand): Promise<void> {
  if ('advance' in command) await clock.advance(command.advance);
  else if ('set' in command) await clock.set(command.set);
  else if ('scale' in command) clock.scale(command.scale);
  else if ('freeze' in command) clock.freeze();
  else clock.resume();
}

const isDuration = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;
