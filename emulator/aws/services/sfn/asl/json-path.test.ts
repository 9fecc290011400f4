import { expect, test } from 'vitest';
import { follow } from './json-path.ts';
import { isReferencePath, readPath } from './json-path-parser.ts';

/** The store that JSONPath's own article (Gössner, 2007) and Jayway's documentation use. */
const STORE = {
  store: {
    book: [
      { category: 'reference', author: 'Nigel Rees', title: 'Sayings of the Century', price: 8.95 },
      { category: 'fiction', author: 'Evelyn Waugh', title: 'Sword of Honour', price: 12.99 },
      {
        category: 'fiction',
        author: 'Herman Melville',
        title: 'Moby Dick',
        isbn: '0-553-21311-3',
        price: 8.99,
      },
      {
        category: 'fiction',
        author: 'J. R. R. Tolkien',
        title: 'The Lord of the Rings',
        isbn: '0-395-19395-8',
        price: 22.99,
      },
    ],
    bicycle: { color: 'red', price: 19.95 },
  },
  'a b': { "it's": 1 },
};

const [rees, waugh, melville, tolkien] = STORE.store.book;

test.each([
  ['$', STORE],
  ['$.store.bicycle.color', 'red'],
  ["$['store']['bicycle'].color", 'red'],
  ["$['a b']['it\\'s']", 1],
  ['$.store.book[0].author', 'Nigel Rees'],
  ['$.store.book[-1].author', 'J. R. R. Tolkien'],
  ['$.store.book[*].author', ['Nigel Rees', 'Evelyn Waugh', 'Herman Melville', 'J. R. R. Tolkien']],
  ['$..author', ['Nigel Rees', 'Evelyn Waugh', 'Herman Melville', 'J. R. R. Tolkien']],
  ['$.store..price', [8.95, 12.99, 8.99, 22.99, 19.95]],
  ['$..book[2].title', ['Moby Dick']],
  ['$.store.book[0,1]', [rees, waugh]],
  ['$.store.book[:2]', [rees, waugh]],
  ['$.store.book[1:3]', [waugh, melville]],
  ['$.store.book[-2:]', [melville, tolkien]],
  ['$..book[?(@.isbn)].title', ['Moby Dick', 'The Lord of the Rings']],
  ['$.store.book[?(@.price < 10)].title', ['Sayings of the Century', 'Moby Dick']],
  ["$.store.book[?(@.category == 'fiction' && @.price > 20)].title", ['The Lord of the Rings']],
  [
    '$.store.book[?(!(@.isbn) || @.price == 8.99)].title',
    ['Sayings of the Century', 'Sword of Honour', 'Moby Dick'],
  ],
  ['$.store.book[?(@.price > 100)]', []],
  ['$.store.bicycle.*', ['red', 19.95]],
])('%s leads where it should', (text, expected) => {
  expect(follow(readPath(text)!, STORE)).toEqual(expected);
});

test.each([
  ['$.no', "No results for path: $['no']"],
  ['$.store.no.deeper', "Missing property in path $['store']['no']"],
  ['$.store.book[9]', "No results for path: $['store']['book'][9]"],
  ['$.constructor', "No results for path: $['constructor']"],
])('%s says how far it came', (text, message) => {
  expect(() => follow(readPath(text)!, STORE)).toThrow(message);
});

test.each(['', 'store', '$.', '$[', '$[a]', '$.a..', '$.a[?(@.b =~ 1)]', '$.a b'])(
  '%j is no path',
  (text) => {
    expect(readPath(text)).toBeUndefined();
  },
);

test('a reference path leads to one place', () => {
  expect(['$', '$.a.b', "$['a']", '$.a[0]'].every(isReferencePath)).toBe(true);
  expect(['$.a[*]', '$..a', '$.a[0,1]', '$.a[?(@.b)]', '$.a[1:]'].some(isReferencePath)).toBe(false);
});

test.for([
  ['parentheses', `$[?(${'('.repeat(10_000)}@.a${')'.repeat(10_000)})]`],
  ['negations', `$[?(${'!'.repeat(10_000)}@.a)]`],
  ['filters within filters', `$${'[?(@.a'.repeat(10_000)}`],
  ['a long condition', `$[?(@.a${' && @.a'.repeat(10_000)})]`],
] as const)('a filter without measure is no path: %s', ([, path]) => {
  expect(readPath(path)).toBeUndefined();
});
