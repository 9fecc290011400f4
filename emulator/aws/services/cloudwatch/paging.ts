/** Pages of lists: the token is what the last item shown is found by. */
import { constraint, invalidNextToken } from './errors.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

/** Cuts a page off the items that follow the token. */
export function page<Item>(items: readonly Item[], size: number, keyOf: (item: Item) => string): Page<Item> {
  const shown = items.slice(0, size);
  const nextToken = items.length > size ? Buffer.from(keyOf(shown.at(-1)!)).toString('base64url') : undefined;
  return { items: shown, nextToken };
}

/** What a token goes on after. @throws AwsError InvalidNextToken */
export function readToken(token: string | undefined): string {
  if (token === undefined) return '';
  if (!/^[\w-]+$/.test(token)) throw invalidNextToken();
  return Buffer.from(token, 'base64url').toString();
}

/** @throws AwsError ValidationException */
export function pageSize(given: number | undefined, largest: number, usual = largest): number {
  if (given === undefined) return usual;
  if (given < 1) throw constraint(given, 'maxRecords', 'have value greater than or equal to 1');
  if (given > largest) throw constraint(given, 'maxRecords', `have value less than or equal to ${largest}`);
  return given;
}
