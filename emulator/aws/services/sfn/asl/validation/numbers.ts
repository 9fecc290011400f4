import type { JsonObject } from '../json.ts';
import type { Faults } from './fault.ts';

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
}

/** A number where one stands; expressions and what is absent are passed over. */
export function checkNumber(
  holder: JsonObject,
  name: string,
  path: string,
  { least, most, whole }: Bounds,
  faults: Faults,
): void {
  const value = holder[name];
  if (value === undefined || (typeof value === 'string' && value.startsWith('{%'))) return;
  const location = `${path}/${name}`;
  if (typeof value !== 'number' || (whole && !Number.isInteger(value))) {
    faults.schema(`The field should be ${whole ? 'an integer' : 'a number'}`, location);
  } else if (value < least) faults.schema(`The field should be at least ${least}`, location);
  else if (value > most) faults.schema(`The field should be at most ${most}`, location);
}
