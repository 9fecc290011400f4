/** What is done to buckets at random. */
import { array, constant, constantFrom, nat, oneof, option, record, type Arbitrary } from 'fast-check';
import type { Conditions } from './bucket-model.ts';

/** Folders, and characters whose order differs between UTF-8 and UTF-16. */
export const KEYS = ['a', 'a/', 'a/b', 'a/b/c', 'b', '\uff61', '\u{1f600}'] as const;
const key = constantFrom(...KEYS);
const body = constantFrom('', 'x', 'photo', 'other photo');
const match = option(constantFrom('current', 'other'), { nil: undefined, freq: 3 });
const conditions = oneof(
  { weight: 3, arbitrary: constant<Conditions>({}) },
  { weight: 1, arbitrary: record({ match }) },
  { weight: 1, arbitrary: constant<Conditions>({ absent: true }) },
);
const listing = record({
  prefix: constantFrom('', 'a', 'a/', 'a/b', 'z'),
  delimiter: option(constantFrom('/', 'b'), { nil: undefined }),
  page: constantFrom(1, 2, 3, 1_000),
});

export const bucketActions = oneof(
  { weight: 5, arbitrary: record({ do: constant('put' as const), key, body, conditions }) },
  { weight: 2, arbitrary: record({ do: constant('remove' as const), key, match }) },
  {
    weight: 2,
    arbitrary: record({ do: constant('removeVersion' as const), which: nat(), elsewhere: nat(9) }),
  },
  {
    weight: 2,
    arbitrary: record({
      do: constant('read' as const),
      key,
      match,
      unless: match,
      head: constantFrom(true, false),
    }),
  },
  { weight: 2, arbitrary: record({ do: constant('readVersion' as const), which: nat(), elsewhere: nat(9) }) },
  { weight: 1, arbitrary: record({ do: constant('copy' as const), key, to: key }) },
  {
    weight: 1,
    arbitrary: record({ do: constant('versioning' as const), status: constantFrom('Enabled', 'Suspended') }),
  },
  {
    weight: 2,
    arbitrary: record({
      do: constant('list' as const),
      listing,
      after: option(key, { nil: undefined, freq: 2 }),
    }),
  },
  { weight: 2, arbitrary: record({ do: constant('listVersions' as const), listing }) },
  { weight: 1, arbitrary: record({ do: constant('begin' as const), key }) },
  {
    weight: 2,
    arbitrary: record({ do: constant('part' as const), upload: nat(), number: constantFrom(1, 2, 7), body }),
  },
  {
    weight: 2,
    arbitrary: record({
      do: constant('complete' as const),
      upload: nat(),
      numbers: array(constantFrom(1, 2, 7), { minLength: 1, maxLength: 3 }),
      conditions,
    }),
  },
  { weight: 1, arbitrary: record({ do: constant('abort' as const), upload: nat() }) },
);

type ActionOf<A> = A extends Arbitrary<infer Action> ? Action : never;
export type BucketAction = ActionOf<typeof bucketActions>;
