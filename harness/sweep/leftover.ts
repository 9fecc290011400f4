/** Something that a run made and that still stands. */
import type { Clients } from '../targets/clients.ts';
import { runOf } from '../targets/run-mark.ts';

export interface Leftover {
  /** `bucket`, `queue`, `function`, … */
  readonly kind: string;
  readonly name: string;
  /** The run that made it, by its name or its tags. */
  readonly run: string;
  /** Its tags, where the kind has any. What has a run's name and not its tag is somebody else's. */
  readonly tags?: () => Promise<Readonly<Record<string, string | undefined>>>;
  remove(): Promise<unknown>;
}

/** Looks for leftovers of one kind. */
export type Finder = (clients: Clients) => Promise<readonly Leftover[]>;

/** Of what a listing holds, the things that bear a run's mark. */
export function marked<T>(
  items: readonly T[] | undefined,
  nameOf: (item: T) => string | undefined,
  leftover: (item: T, name: string) => Omit<Leftover, 'name' | 'run'> & { readonly name?: string },
): readonly Leftover[] {
  return (items ?? []).flatMap((item) => {
    const name = nameOf(item);
    const run = runOf(name);
    return name === undefined || run === undefined ? [] : [{ name, run, ...leftover(item, name) }];
  });
}

interface Pair {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** Tags as most services give them. */
export const tagsOf = (pairs: readonly Pair[] = []): Record<string, string | undefined> =>
  Object.fromEntries(pairs.map(({ Key = '', Value }) => [Key, Value]));

/** All pages of a listing, by the token that leads to the next. */
export async function allPages<Page, Item>(
  page: (token: string | undefined) => Promise<Page>,
  itemsOf: (page: Page) => readonly Item[] | undefined,
  nextOf: (page: Page) => string | undefined,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let token: string | undefined;
  do {
    const seen = await page(token);
    items.push(...(itemsOf(seen) ?? []));
    token = nextOf(seen);
  } while (token !== undefined && token !== '');
  return items;
}
