/** Pages of lists: the token is how far an earlier page came. */
import { checkInput, invalidToken } from './errors.ts';

interface Paging {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/**
 * @param most what a page shows unless told, and at most
 * @throws AwsError InvalidNextToken, ValidationException
 */
export function page<Item>(
  items: readonly Item[],
  { MaxResults, NextToken }: Paging,
  most: number,
): { readonly items: readonly Item[]; readonly rest: { readonly NextToken?: string } } {
  checkInput({ MaxResults }, { MaxResults: { least: 1, most } });
  const from = NextToken === undefined ? 0 : Number(Buffer.from(NextToken, 'base64url').toString());
  if (!Number.isInteger(from) || from < 0) throw invalidToken();
  const end = from + (MaxResults ?? most);
  const rest = end < items.length ? { NextToken: Buffer.from(String(end)).toString('base64url') } : {};
  return { items: items.slice(from, end), rest };
}
