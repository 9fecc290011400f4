/**
 * `GET /images`: by user from the index, otherwise by a scan, which costs read capacity for everything it looks at.
 *
 * DynamoDB counts `Limit` before it filters, so one of its pages may be empty while later ones are not. This reads on
 * until the page is full or the list ends, up to a bound; a page that ends at the bound may be short and still have a
 * cursor. The index follows the table with a delay: an image just uploaded may be missing from its user's list.
 */
import type { Endpoint } from './app.ts';
import type { ImageApiOptions } from './configuration.ts';
import { openCursor, sealCursor } from './cursor.ts';
import type { ItemKey } from './cursor.ts';
import { keyAfter, readPage } from './image-items.ts';
import type { ImageItem } from './image-items.ts';
import { readList } from './list-request.ts';
import type { ListRequest } from './list-request.ts';

/** Items that one read of the table looks at, and how many such reads one answer may cost. */
const READ_SIZE = 100;
const MAX_READS = 10;

interface Found {
  readonly images: readonly ImageItem[];
  readonly next: ItemKey | undefined;
}

async function find(
  options: ImageApiOptions,
  { filters, limit }: ListRequest,
  start: ItemKey | undefined,
): Promise<Found> {
  const images: ImageItem[] = [];
  let next = start;
  for (let read = 0; read < MAX_READS; read += 1) {
    const page = await readPage(options, filters, READ_SIZE, next);
    images.push(...page.items);
    const last = images[limit - 1];
    if (last !== undefined && (images.length > limit || page.next !== undefined)) {
      return { images: images.slice(0, limit), next: keyAfter(last, filters) };
    }
    next = page.next;
    if (next === undefined) break;
  }
  return { images, next };
}

export const listImages: Endpoint = (options) => async (c) => {
  const request = readList(c.req.query());
  const filters = JSON.stringify(request.filters);
  const start =
    request.cursor === undefined
      ? undefined
      : openCursor(request.cursor, filters, await options.cursorSecret());
  const { images, next } = await find(options, request, start);
  const cursor = next === undefined ? null : sealCursor(next, filters, await options.cursorSecret());
  return c.json({ images, count: images.length, next_cursor: cursor });
};
