/**
 * Where an event stands among the others: its time, then the order in which it came. Event ids and page tokens are
 * positions written as 56 digits, as AWS's are; ours can be taken apart again.
 */
import type { Instant } from '../../kernel/instant.ts';
import { invalidToken } from './errors.ts';

export interface EventPosition {
  readonly at: Instant;
  readonly id: number;
}

const TIME_DIGITS = 20;
const ID_DIGITS = 36;
const DIGITS = new RegExp(`^\\d{${TIME_DIGITS + ID_DIGITS}}$`);

export const writePosition = ({ at, id }: EventPosition): string =>
  String(at).padStart(TIME_DIGITS, '0') + String(id).padStart(ID_DIGITS, '0');

/** @throws AwsError InvalidParameterException */
function readPosition(digits: string): EventPosition {
  if (!DIGITS.test(digits)) throw invalidToken();
  return { at: Number(digits.slice(0, TIME_DIGITS)), id: Number(digits.slice(TIME_DIGITS)) };
}

export interface PageToken {
  readonly forward: boolean;
  readonly position: EventPosition;
}

/** `f/…` goes on after the position, `b/…` before it. */
export const writeToken = ({ forward, position }: PageToken): string =>
  `${forward ? 'f' : 'b'}/${writePosition(position)}`;

/** @throws AwsError InvalidParameterException */
export function readToken(token: string): PageToken {
  const [direction, digits = ''] = token.split('/', 2);
  if (direction !== 'f' && direction !== 'b') throw invalidToken();
  return { forward: direction === 'f', position: readPosition(digits) };
}
