/**
 * Version ids: 32 characters of `A-Za-z0-9._`, opaque. The last two are a check over the others, so that an altered id
 * is told from one that was valid once, as S3 tells them.
 *
 * Evidence: fact sheet S3 §7. The check itself is ours; S3's ids are encrypted and undecodable when altered.
 */
import type { Ids } from '../../kernel/ids.ts';
import { emptyVersionId, invalidVersionId } from './errors.ts';
import { NULL_VERSION } from './object.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._';
const SHAPE = /^[A-Za-z0-9._]{32}$/;

export function newVersionId(ids: Ids): string {
  const text = ids.text(30, ALPHABET);
  return text + checkOf(text);
}

export const isVersionId = (text: string): boolean =>
  text === NULL_VERSION || (SHAPE.test(text) && checkOf(text.slice(0, 30)) === text.slice(30));

/**
 * The version a request names, if it names one.
 *
 * @param versioned whether the bucket ever had versioning; without it only `null` makes sense
 * @throws AwsError InvalidArgument
 */
export function requestedVersion(text: string | undefined, versioned: boolean): string | undefined {
  if (text === undefined) return undefined;
  if (text === '') throw emptyVersionId();
  if (!isVersionId(text) || (!versioned && text !== NULL_VERSION)) throw invalidVersionId(text);
  return text;
}

function checkOf(text: string): string {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum = (sum * 31 + text.charCodeAt(at)) % 4096;
  return `${ALPHABET[sum >> 6]}${ALPHABET[sum & 63]}`;
}
