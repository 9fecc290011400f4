/** Lists of CloudFront: `Marker` is the id of the last item seen, `MaxItems` at most and by default 100. */
import type { Page } from './resources.ts';

export interface PageRequest {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface ListOf<Item> {
  NextMarker?: string;
  MaxItems: number;
  Quantity: number;
  Items?: Item[];
}

const MOST = 100;

export const pageSize = ({ MaxItems: wanted = MOST }: PageRequest): number =>
  Math.min(Math.max(wanted, 1), MOST);

export function listed<From, Item>(
  request: PageRequest,
  { items, next }: Page<From>,
  describe: (item: From) => Item,
): ListOf<Item> {
  return {
    ...(next !== undefined && { NextMarker: next }),
    MaxItems: pageSize(request),
    Quantity: items.length,
    ...(items.length > 0 && { Items: items.map((item) => describe(item)) }),
  };
}

/** Lists of distributions repeat the marker they were asked for, and say whether they end. */
export const classicList = <Item>(
  request: PageRequest,
  list: ListOf<Item>,
): ListOf<Item> & { Marker: string; IsTruncated: boolean } => ({
  Marker: request.Marker ?? '',
  IsTruncated: list.NextMarker !== undefined,
  ...list,
});
