/**
 * Entries and parameters that the listings share. Evidence: fact sheet S3 §8.6 (restore status), §11.7. MaxKeys echoes
 * what was asked, though a page never holds more than a thousand.
 */
import type { CommonPrefix, _Object, ObjectVersion as VersionEntry, Owner } from '@aws-sdk/client-s3';
import { toDate, wholeSeconds, type Instant } from '../../kernel/instant.ts';
import type { Call } from '../../kernel/operation.ts';
import { firstValue, parseQuery } from '../../wire/query-string.ts';
import type { Bucket } from './bucket.ts';
import { parseChecksum } from './checksums.ts';
import { invalidArgument } from './errors.ts';
import type { ListedObject } from './listing.ts';
import type { TextEncoder } from './listing-encoding.ts';
import type { Restore } from './object.ts';
import { quoted } from './object.ts';
import { ownerOf } from './object-write.ts';
import type { StorageClass } from './storage-class.ts';

const MOST_KEYS = 1_000;

export interface EntryStyle {
  readonly encode: TextEncoder;
  /** Whose objects they are, where owners are to be shown. */
  readonly owner: Bucket | undefined;
  /** Now, where restores are to be shown. */
  readonly restoreAt: Instant | undefined;
}

export function objectEntry(row: ListedObject, { encode, owner, restoreAt }: EntryStyle): _Object {
  const checksum = parseChecksum(row.checksum);
  return {
    Key: encode(row.key),
    LastModified: toDate(wholeSeconds(row.modified)),
    ETag: quoted(row.etag),
    ...(checksum && { ChecksumAlgorithm: [checksum.algorithm], ChecksumType: checksum.type }),
    Size: row.size,
    StorageClass: row.storage_class as StorageClass & VersionEntry['StorageClass'],
    ...(owner && { Owner: ownerOf(owner) satisfies Owner }),
    ...(restoreAt !== undefined && row.restore !== null && restoreStatus(row.restore, restoreAt)),
  };
}

function restoreStatus(text: string, now: Instant): Pick<_Object, 'RestoreStatus'> | undefined {
  const { ready, expires } = JSON.parse(text) as Restore;
  if (now < ready) return { RestoreStatus: { IsRestoreInProgress: true } };
  if (now >= expires) return undefined;
  return { RestoreStatus: { IsRestoreInProgress: false, RestoreExpiryDate: toDate(expires) } };
}

export const commonPrefixes = (
  prefixes: readonly string[],
  encode: TextEncoder,
): { CommonPrefixes?: CommonPrefix[] } =>
  prefixes.length === 0 ? {} : { CommonPrefixes: prefixes.map((prefix) => ({ Prefix: encode(prefix) })) };

export const wantsRestoreStatus = (attributes: readonly string[] | undefined): boolean =>
  attributes?.includes('RestoreStatus') ?? false;

/**
 * How many entries a page may hold, and how many were asked for.
 *
 * @param name as S3 calls the parameter when it is negative
 * @throws AwsError InvalidArgument
 */
export function requestedLimit(
  asked = MOST_KEYS,
  name = 'maxKeys',
): { readonly limit: number; readonly asked: number } {
  if (asked < 0) {
    const message = `Argument ${name} must be an integer between 0 and 2147483647`;
    throw invalidArgument(message, name, String(asked));
  }
  return { limit: Math.min(asked, MOST_KEYS), asked };
}

/**
 * Refuses a query parameter that belongs to the other version of a listing; the model does not know it.
 *
 * @throws AwsError InvalidArgument
 */
export function refuseParameter(call: Call, name: string, message: string): void {
  const query = call.wire?.query ?? '';
  if (!query.includes(name)) return;
  const value = firstValue(parseQuery(query), name);
  if (value !== undefined) throw invalidArgument(message, name);
}
