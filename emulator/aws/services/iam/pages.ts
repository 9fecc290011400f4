/** Pages of lists: the marker is how far an earlier page came. */
import { checkInput, invalidInput } from './errors.ts';

export interface Paging {
  readonly MaxItems?: number | undefined;
  readonly Marker?: string | undefined;
}

export interface Page<Item> {
  readonly items: Item[];
  readonly rest: { readonly IsTruncated: boolean; readonly Marker?: string };
}

const USUAL = 100;

/** @throws AwsError ValidationError, InvalidInput */
export function page<Item>(items: readonly Item[], { MaxItems, Marker }: Paging): Page<Item> {
  checkInput({ MaxItems }, { MaxItems: { least: 1, most: 1_000 } });
  const from = Marker === undefined ? 0 : Number(Buffer.from(Marker, 'base64url').toString());
  if (!Number.isInteger(from) || from < 0) throw invalidInput('Invalid Marker.');
  const end = from + (MaxItems ?? USUAL);
  const shown = items.slice(from, end);
  if (end >= items.length) return { items: shown, rest: { IsTruncated: false } };
  return {
    items: shown,
    rest: { IsTruncated: true, Marker: Buffer.from(String(end)).toString('base64url') },
  };
}
