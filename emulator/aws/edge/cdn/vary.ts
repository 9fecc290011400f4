/**
 * `Vary` as viewers get it: only what the CDN itself tells copies apart by, or lets the origin see, is left of it (aws.md
 * section A.6).
 */
import type { Behavior } from './behavior.ts';
import type { Headers } from './copy.ts';

const KEPT = new Set(['accept-encoding', 'cookie']);

const namesIn = (vary: string): readonly string[] =>
  vary
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** Whether the origin says that no two requests are alike. */
export const variesByEverything = ({ vary }: Headers): boolean =>
  vary !== undefined && namesIn(vary).includes('*');

/** The headers with `Vary` reduced to the names that count. */
export function variedHeaders(headers: Headers, { key, forwarding }: Behavior): Headers {
  const { vary, ...others } = headers;
  if (vary === undefined) return headers;
  const left = namesIn(vary).filter((name) => {
    const lower = name.toLowerCase();
    return name === '*' || KEPT.has(lower) || key.headers.includes(lower) || forwarding.headers(lower);
  });
  return left.length === 0 ? others : { ...others, vary: left.join(', ') };
}
