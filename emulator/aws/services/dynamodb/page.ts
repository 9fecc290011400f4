/**
 * A page of a Query or Scan: reads rows until the limit or a megabyte of them is reached, and only then filters and
 * projects. A page that ends at its limit always names where it ended, even if nothing follows.
 *
 * Evidence: aws.md section E.4.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Attributes } from './attributes.ts';
import type { Condition } from './expressions/bound.ts';
import { satisfies } from './expressions/evaluate.ts';
import type { Projection } from './expressions/path.ts';
import { itemOf } from './item-text.ts';
import type { Row } from './shelf.ts';

const PAGE_BYTES = 2 ** 20;

export interface PageOptions {
  readonly limit: number | undefined;
  readonly filter: Condition | undefined;
  readonly projection: Projection | undefined;
  /** Only the number of items is wanted. */
  readonly countOnly: boolean;
  /** Fetches the item that an index entry belongs to, where more is wanted than the entry holds. */
  readonly fetch: ((entry: Attributes) => { readonly item: Attributes; readonly size: number }) | undefined;
}

export interface Page {
  /** The items, parsed when they are first asked for. */
  readonly items: () => Record<string, AttributeValue>[];
  /** The items as they are stored, when they are wanted whole. */
  readonly texts: readonly string[] | undefined;
  /** Items that passed the filter. */
  readonly count: number;
  /** Items read. */
  readonly scanned: number;
  /** Bytes of the rows read, and of the items fetched for them. */
  readonly bytes: number;
  readonly fetchedSizes: readonly number[];
  /** The row that the page ended at, if it ended before the rows did. */
  readonly last: Attributes | undefined;
}

export function readPage(rows: Iterable<Row>, options: PageOptions): Page {
  const { limit, filter, projection, countOnly, fetch } = options;
  const items: Record<string, AttributeValue>[] = [];
  const wholes: string[] = [];
  const whole = !countOnly && filter === undefined && projection === undefined && fetch === undefined;
  const fetchedSizes: number[] = [];
  let [count, scanned, bytes] = [0, 0, 0];
  let last: Attributes | undefined;
  for (const row of rows) {
    scanned += 1;
    bytes += row.size;
    const full = scanned === limit || bytes >= PAGE_BYTES;
    const plain = whole || (countOnly && filter === undefined);
    if (whole) wholes.push(row.item);
    const entry = plain && !full ? undefined : itemOf(row.item);
    const fetched = entry === undefined ? undefined : fetch?.(entry);
    if (fetched !== undefined) fetchedSizes.push(fetched.size);
    const item = fetched?.item ?? entry;
    if (item === undefined || filter === undefined || satisfies(item, filter)) {
      count += 1;
      if (!countOnly && !whole && item !== undefined)
        items.push(projection === undefined ? item : projection.of(item));
    }
    if (!full) continue;
    last = entry;
    break;
  }
  return {
    items: () => (whole ? wholes.map(itemOf) : items),
    texts: whole ? wholes : undefined,
    count,
    scanned,
    bytes,
    fetchedSizes,
    last,
  };
}
