/** Pages of lists that are there as a whole: the token, opaque to clients, is how far an earlier page came. */
export interface OffsetPage<Item> {
  readonly items: Item[];
  /** The token of the page after it; undefined on the last. */
  readonly next: string | undefined;
}

/** @returns undefined when the token is none, which every service refuses in its own words */
export function offsetPage<Item>(
  items: readonly Item[],
  token: string | undefined,
  size: number,
): OffsetPage<Item> | undefined {
  const from = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(from) || from < 0) return undefined;
  const end = from + size;
  const next = end < items.length ? Buffer.from(String(end)).toString('base64url') : undefined;
  return { items: items.slice(from, end), next };
}
