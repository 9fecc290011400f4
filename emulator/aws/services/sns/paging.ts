/** Pages of a hundred, as SNS gives them. The token is opaque to clients. */
import { invalidParameter } from './errors.ts';

const PAGE = 100;

/**
 * @param read up to `limit` items after the position that an earlier page ended at
 * @param position of an item, in a form that tokens can carry
 * @throws AwsError InvalidParameter
 */
export function page<Item>(
  token: string | undefined,
  read: (after: string, limit: number) => readonly Item[],
  position: (item: Item) => string,
): { readonly items: readonly Item[]; readonly NextToken?: string } {
  const after = token === undefined ? '' : Buffer.from(token, 'base64url').toString();
  if (token !== undefined && !/^[\w.-]+$/.test(after)) throw invalidParameter('NextToken');
  const found = read(after, PAGE + 1);
  const items = found.slice(0, PAGE);
  const last = items.at(-1);
  if (found.length <= PAGE || last === undefined) return { items };
  return { items, NextToken: Buffer.from(position(last)).toString('base64url') };
}
