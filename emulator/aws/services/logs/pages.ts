/** Pages of lists in order of name: the token is the last name shown. */
import { constraint, invalidToken } from './errors.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

const LARGEST_PAGE = 50;

/** @throws AwsError InvalidParameterException */
export function pageSize(limit: number | undefined, largest = LARGEST_PAGE): number {
  if (limit === undefined) return largest;
  if (limit < 1) throw constraint(limit, 'limit', 'have value greater than or equal to 1');
  if (limit > largest) throw constraint(limit, 'limit', `have value less than or equal to ${largest}`);
  return limit;
}

/** Cuts a page off the items that follow the token. */
export function page<Item>(items: readonly Item[], size: number, keyOf: (item: Item) => string): Page<Item> {
  if (items.length <= size) return { items, nextToken: undefined };
  const shown = items.slice(0, size);
  return { items: shown, nextToken: Buffer.from(keyOf(shown.at(-1)!)).toString('base64url') };
}

/** The name that a token goes on after. @throws AwsError InvalidParameterException */
export function readPageToken(token: string | undefined): string {
  if (token === undefined) return '';
  if (!/^[\w-]+$/.test(token)) throw invalidToken();
  return Buffer.from(token, 'base64url').toString();
}
