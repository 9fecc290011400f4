/**
 * Pages of queues in the order of their names. Only a caller that says how many it wants gets a token; the others get at
 * most a thousand and never learn of more (API reference ListQueues, 2026-11).
 */
import { invalidParameterValue } from './errors.ts';
import type { Queue } from './queue.ts';
import { readMaxResults } from './ranges.ts';

export interface PageRequest {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

const MOST_RESULTS = 1_000;

/**
 * @param read up to `limit` queues whose names come after `after`
 * @throws AwsError InvalidParameterValue
 */
export function page(
  { MaxResults: wanted, NextToken: given }: PageRequest,
  read: (after: string, limit: number) => readonly Queue[],
): { readonly items: readonly Queue[]; readonly token: string | undefined } {
  const limit = readMaxResults(wanted, MOST_RESULTS, MOST_RESULTS);
  const after = given === undefined ? '' : readToken(given);
  const found = read(after, limit + 1);
  const items = found.slice(0, limit);
  const more = wanted !== undefined && found.length > limit;
  return { items, token: more ? Buffer.from(items.at(-1)!.name).toString('base64url') : undefined };
}

function readToken(token: string): string {
  const name = Buffer.from(token, 'base64url').toString();
  if (!/^[\w.-]+$/.test(name)) throw invalidParameterValue('Invalid or expired next token.');
  return name;
}
