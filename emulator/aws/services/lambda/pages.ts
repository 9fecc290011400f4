/** Pages of lists in order of a key: the marker is the last key shown. */
import { Constraints } from './constraints.ts';

export interface Page<Item> {
  readonly items: Item[];
  readonly NextMarker: string | undefined;
}

const LARGEST_PAGE = 50;
const LARGEST_ASKED = 10_000;

/** The key that a marker goes on after. */
const readMarker = (marker: string | undefined): string =>
  marker === undefined ? '' : Buffer.from(marker, 'base64url').toString();

/**
 * Cuts a page off the items that follow the marker.
 *
 * @throws AwsError ValidationException
 */
export function page<Item>(
  items: readonly Item[],
  maxItems: number | undefined,
  keyOf: (item: Item) => string,
): Page<Item> {
  new Constraints().range(maxItems, 'maxItems', 1, LARGEST_ASKED).check();
  const size = Math.min(maxItems ?? LARGEST_PAGE, LARGEST_PAGE);
  const shown = items.slice(0, size);
  const more = items.length > size;
  return {
    items: shown,
    NextMarker: more ? Buffer.from(keyOf(shown.at(-1)!)).toString('base64url') : undefined,
  };
}

/** What follows the item with the marker's key, in a list that has its own order. */
export function after<Item>(
  items: readonly Item[],
  marker: string | undefined,
  keyOf: (item: Item) => string,
): readonly Item[] {
  const key = readMarker(marker);
  return items.slice(items.findIndex((item) => keyOf(item) === key) + 1);
}
