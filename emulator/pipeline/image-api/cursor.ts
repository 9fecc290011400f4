/**
 * Where the next page of a list begins, as a text that its holder can neither read meaning into nor change: the key
 * of the last item and the filters it belongs to, under a message authentication code.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { invalid } from './refusal.ts';

/** The key of an item in the order that is listed. */
export type ItemKey = Readonly<Record<string, string>>;

const code = (payload: string, secret: string): Buffer =>
  createHmac('sha256', secret).update(payload).digest();

export function sealCursor(key: ItemKey, filters: string, secret: string): string {
  const payload = Buffer.from(JSON.stringify({ key, filters })).toString('base64url');
  return `${payload}.${code(payload, secret).toString('base64url')}`;
}

/** Throws a refusal when the cursor was not sealed with this secret, or for another list. */
export function openCursor(cursor: string, filters: string, secret: string): ItemKey {
  const [payload = '', seal = ''] = cursor.split('.');
  const expected = code(payload, secret);
  const given = Buffer.from(seal, 'base64url');
  if (given.byteLength !== expected.byteLength || !timingSafeEqual(given, expected)) {
    throw invalid('cursor was not issued here');
  }
  const opened = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
    key: ItemKey;
    filters: string;
  };
  if (opened.filters !== filters) throw invalid('cursor belongs to a list with other filters');
  return opened.key;
}
