/**
 * What the package may weigh, in bytes and files. Measured on 2026-11-29: 7 787 583 packed, of which the database's
 * ready-made files are 1 294 182, and 17 338 192 unpacked.
 */
const SIZE_BUDGETS = { size: 7_900_000, unpackedSize: 17_600_000, entryCount: 450 } as const;

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
