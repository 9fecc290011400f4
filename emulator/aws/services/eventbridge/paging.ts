/** Pages of at most a hundred. The token is opaque to clients. */
import { constraint, invalidToken } from './errors.ts';

const LARGEST = 100;

interface PageRequest {
  readonly NextToken?: string | undefined;
  readonly Limit?: number | undefined;
}

/**
 * @param read up to `limit` items after the position that an earlier page ended at
 * @param position of an item
 * @throws AwsError ValidationException
 */
export function page<Item>(
  { NextToken: token, Limit: limit = LARGEST }: PageRequest,
  read: (after: string, limit: number) => readonly Item[],
  position: (item: Item) => string,
): { readonly items: readonly Item[]; readonly NextToken?: string } {
  if (limit < 1) throw constraint(limit, 'limit', 'have value greater than or equal to 1');
  if (limit > LARGEST) throw constraint(limit, 'limit', `have value less than or equal to ${LARGEST}`);
  const after = token === undefined ? '' : Buffer.from(token, 'base64url').toString();
  if (token !== undefined && (after === '' || Buffer.from(after).toString('base64url') !== token))
    throw invalidToken();
  const found = read(after, limit + 1);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last !== undefined
    ? { items, NextToken: Buffer.from(position(last)).toString('base64url') }
    : { items };
}
