/** Pages of lists: the token is how far an earlier page came. */
import { offsetPage } from '../../kernel/offset-page.ts';
import { checkInput, invalidToken } from './errors.ts';

export interface Paging {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/**
 * @param most what a page shows unless told, and at most
 * @throws AwsError InvalidNextTokenException, ValidationException
 */
export function page<Item>(
  items: readonly Item[],
  { MaxResults, NextToken }: Paging,
  most = 100,
): { readonly items: readonly Item[]; readonly rest: { readonly NextToken?: string } } {
  checkInput({ MaxResults }, { MaxResults: { least: 1, most } });
  const shown = offsetPage(items, NextToken, MaxResults ?? most);
  if (shown === undefined) throw invalidToken();
  return { items: shown.items, rest: shown.next === undefined ? {} : { NextToken: shown.next } };
}
