import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Store } from '../../kernel/store.ts';
import type { Bucket } from './bucket.ts';
import { commonPrefix, isBefore, Listings, seekAfterMarker, successor } from './listing.ts';
import { MIGRATIONS } from './schema.ts';

const bucket = { id: 1 } as Bucket;

function listingOf(keys: readonly string[]): Listings {
  const store = new Store(':memory:');
  store.define('s3', MIGRATIONS);
  const insert = store.statement(
    `INSERT INTO s3_objects (bucket, key, version, listed, marker, modified, size, etag, storage_class)
     VALUES (1, ?, 'null', 1, 0, 0, 0, '', 'STANDARD')`,
  );
  for (const key of keys) insert.run(key);
  return new Listings(store);
}

/** Few characters, so that prefixes and delimiters meet; some of them at the edges of UTF-8 and UTF-16. */
const character = fc.constantFrom(
  'a',
  'b',
  '/',
  '-',
  '\u0000',
  '\u007f',
  'é',
  '\ud7ff',
  '\ue000',
  '\uffff',
  '😀',
);
const text = (most: number) => fc.array(character, { maxLength: most }).map((all) => all.join(''));
const keys = fc.uniqueArray(
  text(5).filter((key) => key !== ''),
  { maxLength: 25 },
);
const delimiters = fc.constantFrom(undefined, '/', '-', '//', 'é');

/** What a listing means, without any thought for its price. */
function expected(all: readonly string[], prefix: string, delimiter: string | undefined): string[] {
  const entries = all
    .filter((key) => key.startsWith(prefix))
    .toSorted((a, b) => (isBefore(a, b) ? -1 : 1))
    .map((key) => commonPrefix(key, prefix, delimiter) ?? key);
  return [...new Set(entries)];
}

const inOrder = (names: readonly string[]): string[] => names.toSorted((a, b) => (isBefore(a, b) ? -1 : 1));

test('pages put together are the whole listing, whatever their size', () => {
  fc.assert(
    fc.property(
      keys,
      text(2),
      delimiters,
      fc.integer({ min: 1, max: 6 }),
      (all, prefix, delimiter, limit) => {
        const listing = listingOf(all);
        const seen: string[] = [];
        for (let seek = ''; ;) {
          const page = listing.objects(bucket, { prefix, delimiter, seek, limit });
          const entries = inOrder([...page.rows.map(({ key }) => key), ...page.prefixes]);
          expect(entries.length).toBeLessThanOrEqual(limit);
          seen.push(...entries);
          if (!page.truncated) break;
          expect(entries).toHaveLength(limit);
          seek = page.next;
        }
        expect(seen).toEqual(expected(all, prefix, delimiter));
      },
    ),
    { numRuns: 300 },
  );
});

test('going on after the marker of a page loses and repeats nothing', () => {
  fc.assert(
    fc.property(keys, text(1), delimiters, (all, prefix, delimiter) => {
      const listing = listingOf(all);
      const seen: string[] = [];
      for (let marker = ''; ;) {
        const seek = seekAfterMarker(marker, prefix, delimiter);
        const page = listing.objects(bucket, { prefix, delimiter, seek, limit: 1 });
        seen.push(...page.rows.map(({ key }) => key), ...page.prefixes);
        if (!page.truncated) break;
        marker = page.last ?? '';
      }
      expect(seen).toEqual(expected(all, prefix, delimiter));
    }),
    { numRuns: 200 },
  );
});

test('the successor of a prefix is after everything that begins with it, and nothing lies between', () => {
  fc.assert(
    fc.property(text(4), text(3), (prefix, rest) => {
      const next = successor(prefix);
      if (next === undefined) return;
      expect(isBefore(prefix + rest, next)).toBe(true);
      expect(next.startsWith(prefix) && prefix !== '').toBe(false);
    }),
  );
});

test('nothing is after a prefix of the last characters', () => {
  expect(successor('')).toBeUndefined();
  expect(successor('\u{10ffff}\u{10ffff}')).toBeUndefined();
  expect(successor('a\u{10ffff}')).toBe('b');
  expect(successor('\ud7ff')).toBe('\ue000');
});
