/** Pages of lists: the marker is how far an earlier page came. */
import { offsetPage } from '../../kernel/offset-page.ts';
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
  const shown = offsetPage(items, Marker, MaxItems ?? USUAL);
  if (shown === undefined) throw invalidInput('Invalid Marker.');
  const rest = shown.next === undefined ? { IsTruncated: false } : { IsTruncated: true, Marker: shown.next };
  return { items: shown.items, rest };
}
