/** What the package may weigh, in bytes and files; 6 414 366, 15 670 300 and 419 on 2026-11-29. */
const SIZE_BUDGETS = { size: 6_500_000, unpackedSize: 16_000_000, entryCount: 450 } as const;

/** What npm says of a package that it packed. */
export type PackedFacts = Readonly<Record<keyof typeof SIZE_BUDGETS, number>>;

const WORDS = { size: 'bytes packed', unpackedSize: 'bytes unpacked', entryCount: 'files' } as const;

/** What is larger than it may be, in words. */
export function overSize(facts: PackedFacts): string[] {
  const kinds = Object.keys(SIZE_BUDGETS) as (keyof PackedFacts)[];
  return kinds
    .filter((kind) => facts[kind] >= SIZE_BUDGETS[kind])
    .map((kind) => `${facts[kind]} ${WORDS[kind]}, less than ${SIZE_BUDGETS[kind]} asked`);
}
