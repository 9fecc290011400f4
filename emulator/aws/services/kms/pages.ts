/** Pages of lists in order of a key: the marker is the last key shown. */
import { checkInput, invalidMarker } from './errors.ts';

export interface Paging {
  readonly Limit?: number | undefined;
  readonly Marker?: string | undefined;
}

export interface Page<Item> {
  readonly items: Item[];
  readonly rest: { readonly Truncated: boolean; readonly NextMarker?: string };
}

/**
 * @param sizes how many a page shows unless told, and at most
 * @throws AwsError ValidationException, InvalidMarkerException
 */
export function page<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { Limit, Marker }: Paging,
  sizes: { readonly usual: number; readonly most: number },
): Page<Item> {
  checkInput({ Limit }, { Limit: { least: 1, most: sizes.most } });
  if (Marker !== undefined && !/^[\w-]+$/.test(Marker)) throw invalidMarker();
  const after = Marker === undefined ? undefined : Buffer.from(Marker, 'base64url').toString();
  const following = after === undefined ? items : items.filter((item) => keyOf(item) > after);
  const shown = following.slice(0, Limit ?? sizes.usual);
  const last = shown.at(-1);
  if (last === undefined || shown.length === following.length) {
    return { items: shown, rest: { Truncated: false } };
  }
  return {
    items: shown,
    rest: { Truncated: true, NextMarker: Buffer.from(keyOf(last)).toString('base64url') },
  };
}
