/** Durations as people write them on a command line: `91d`, `1h30m`, `300s`, `250ms`. */
import { SafelightError } from '#aws/terms';

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

const PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/gy;

/**
 * Milliseconds of a written duration.
 *
 * @throws SafelightError ERR_DURATION
 */
export function parseDuration(text: string): number {
  let total = 0;
  let end = 0;
  for (const match of text.matchAll(PART)) {
    total += Number(match[1]) * (UNITS[match[2] ?? ''] ?? 0);
    end = match.index + match[0].length;
  }
  if (end === 0 || end !== text.length) {
    throw new SafelightError('ERR_DURATION', `${JSON.stringify(text)} is not a duration.`, {
      hint: 'Write a number and a unit, like 91d, 1h30m, 300s or 250ms.',
    });
  }
  return Math.round(total);
}

export function isDuration(text: string): boolean {
  try {
    return parseDuration(text) >= 0;
  } catch {
    return false;
  }
}
