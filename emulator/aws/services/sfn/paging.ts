/** Pages of up to a thousand. The token is opaque to clients. */
import { constraint, invalidPageToken } from './errors.ts';

const LARGEST = 1_000;
const USUAL = 100;

interface PageRequest {
  readonly nextToken?: string | undefined;
  readonly maxResults?: number | undefined;
}

/**
 * @param read up to `limit` items after the position that an earlier page ended at, or from the start
 * @param position of an item
 * @throws AwsError InvalidToken, ValidationException
 */
export function page<Item>(
  { nextToken: token, maxResults = 0 }: PageRequest,
  read: (after: string | undefined, limit: number) => readonly Item[],
  position: (item: Item) => string,
): { readonly items: readonly Item[]; readonly nextToken?: string } {
  if (maxResults < 0) throw constraint(maxResults, 'maxResults', 'have value greater than or equal to 0');
  if (maxResults > LARGEST)
    throw constraint(maxResults, 'maxResults', `have value less than or equal to ${LARGEST}`);
  const after = token === undefined ? undefined : Buffer.from(token, 'base64url').toString();
  if (after !== undefined && Buffer.from(after).toString('base64url') !== token) throw invalidPageToken();
  const limit = maxResults === 0 ? USUAL : maxResults;
  const found = read(after, limit + 1);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last !== undefined
    ? { items, nextToken: Buffer.from(position(last)).toString('base64url') }
    : { items };
}
