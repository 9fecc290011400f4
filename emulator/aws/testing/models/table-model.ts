/**
 * What a table with one global index is: items by key, and those that have the index's attributes in its order. Written
 * from the DynamoDB developer guide ("Condition expressions", "Update expressions", "Transactions", 2026-11).
 */

/** `p` and `s` are the key, `g` and `n` the index's. */
export interface Item {
  readonly p: string;
  readonly s: number;
  readonly g?: string | undefined;
  readonly n?: number | undefined;
}

export type Key = Pick<Item, 'p' | 's'>;

/** `present` and `absent` are about the item, a number about its `n`. */
export type Condition = 'present' | 'absent' | number | undefined;

type Change =
  | { readonly kind: 'add' | 'set' | 'increment'; readonly by: number }
  | { readonly kind: 'remove' }
  | { readonly kind: 'group'; readonly g: string };

export type Write = Key & { readonly condition: Condition } & (
    | { readonly kind: 'put'; readonly g: string | undefined; readonly n: number | undefined }
    | { readonly kind: 'update'; readonly change: Change }
    | { readonly kind: 'delete' }
    | { readonly kind: 'check' }
  );

export type Sort =
  | undefined
  | { readonly is: '<' | '>=' | '='; readonly than: number }
  | { readonly from: number; readonly to: number };

export const keyText = ({ p, s }: Key): string => `${p}/${s}`;

export class TableModel {
  #items = new Map<string, Item>();

  get(key: Key): Item | undefined {
    return this.#items.get(keyText(key));
  }

  all(): readonly Item[] {
    return [...this.#items.values()];
  }

  /** The item before and after, or the error. */
  write(
    write: Write,
  ): { readonly error: string } | { readonly before: Item | undefined; readonly after: Item | undefined } {
    const before = this.get(write);
    if (!holds(before, write.condition)) return { error: 'ConditionalCheckFailedException' };
    const after = written(before, write);
    if (after === 'invalid') return { error: 'ValidationException' };
    if (after === undefined) this.#items.delete(keyText(write));
    else this.#items.set(keyText(write), after);
    return { before, after };
  }

  /** All of them, or none and why not. */
  transact(writes: readonly Write[]): object {
    const keep = new Map(this.#items);
    const outcomes = writes.map((write) => this.write(write));
    const reasons = outcomes.map((outcome) =>
      !('error' in outcome)
        ? 'None'
        : outcome.error === 'ValidationException'
          ? 'ValidationError'
          : 'ConditionalCheckFailed',
    );
    if (reasons.every((reason) => reason === 'None')) return {};
    this.#items = keep;
    return { error: 'TransactionCanceledException', reasons };
  }

  query(p: string, sort: Sort, forward: boolean): readonly Item[] {
    const found = this.all().filter((item) => item.p === p && within(item.s, sort));
    const sorted = found.toSorted((a, b) => a.s - b.s);
    return forward ? sorted : sorted.toReversed();
  }

  queryIndex(g: string, sort: Sort): readonly Item[] {
    return this.all().filter((item) => item.g === g && item.n !== undefined && within(item.n, sort));
  }
}

function holds(item: Item | undefined, condition: Condition): boolean {
  if (condition === undefined) return true;
  if (condition === 'present') return item !== undefined;
  if (condition === 'absent') return item === undefined;
  return item?.n === condition;
}

function written(before: Item | undefined, write: Write): Item | undefined | 'invalid' {
  const { p, s } = write;
  if (write.kind === 'delete') return undefined;
  if (write.kind === 'check') return before;
  if (write.kind === 'put') return bare({ p, s, g: write.g, n: write.n });
  const { change } = write;
  const item = before ?? { p, s };
  switch (change.kind) {
    case 'add':
      return { ...item, n: (item.n ?? 0) + change.by };
    case 'set':
      return { ...item, n: change.by };
    case 'increment':
      return item.n === undefined ? 'invalid' : { ...item, n: item.n + change.by };
    case 'remove':
      // What only takes away makes no item.
      return before === undefined ? undefined : bare({ ...item, g: undefined });
    case 'group':
      return { ...item, g: change.g };
  }
}

const bare = ({ p, s, g, n }: Item): Item => ({
  p,
  s,
  ...(g !== undefined && { g }),
  ...(n !== undefined && { n }),
});

function within(value: number, sort: Sort): boolean {
  if (sort === undefined) return true;
  if ('from' in sort) return value >= sort.from && value <= sort.to;
  if (sort.is === '=') return value === sort.than;
  return sort.is === '<' ? value < sort.than : value >= sort.than;
}
