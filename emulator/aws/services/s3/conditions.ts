/**
 * Conditional requests: reads, copy sources, writes and deletes.
 * Evidence: fact sheet S3 §11.2, §11.3 (recorded 2026-02).
 */
import { wholeSeconds, type Instant } from '../../kernel/instant.ts';
import { headerNotImplemented, noSuchKey, notModified, preconditionFailed } from './errors.ts';
import type { ObjectVersion } from './object.ts';

type Validated = Pick<ObjectVersion, 'etag' | 'modified'>;

export interface ReadConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly IfModifiedSince?: Date | undefined;
  readonly IfUnmodifiedSince?: Date | undefined;
}

/**
 * @param validators headers that a 304 carries
 * @throws AwsError PreconditionFailed, or the 304
 */
export function checkRead(
  object: Validated,
  conditions: ReadConditions,
  now: Instant,
  validators: () => Readonly<Record<string, string>>,
): void {
  const failed = failedCondition(object, conditions, now);
  if (failed === undefined) return;
  if (failed === 'If-None-Match' || failed === 'If-Modified-Since') throw notModified(validators());
  throw preconditionFailed(failed);
}

/**
 * A copy's source that does not meet its conditions fails the copy; there is no 304.
 *
 * @throws AwsError PreconditionFailed
 */
export function checkCopySource(object: Validated, conditions: ReadConditions, now: Instant): void {
  const failed = failedCondition(object, conditions, now);
  if (failed !== undefined) throw preconditionFailed(`x-amz-copy-source-${failed}`);
}

type Condition = 'If-Match' | 'If-Unmodified-Since' | 'If-None-Match' | 'If-Modified-Since';

/** An ETag condition that holds makes its date companion irrelevant. */
function failedCondition(
  object: Validated,
  { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince }: ReadConditions,
  now: Instant,
): Condition | undefined {
  const modified = wholeSeconds(object.modified);
  if (IfMatch !== undefined) {
    if (!matches(IfMatch, object.etag)) return 'If-Match';
  } else if (IfUnmodifiedSince !== undefined && modified > IfUnmodifiedSince.getTime()) {
    return 'If-Unmodified-Since';
  }
  if (IfNoneMatch !== undefined) {
    if (matches(IfNoneMatch, object.etag)) return 'If-None-Match';
  } else if (IfModifiedSince !== undefined) {
    const since = IfModifiedSince.getTime();
    if (since <= now && modified <= since) return 'If-Modified-Since';
  }
  return undefined;
}

export interface WriteConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
}

const REFUSED_VALUE = (header: string): string =>
  `We don't accept the provided value of ${header} header for this API`;

/**
 * Refuses conditions that S3 does not evaluate on writes; needs no object, so it comes before the body is read.
 *
 * @throws AwsError NotImplemented
 */
export function checkWriteHeaders({ IfMatch, IfNoneMatch }: WriteConditions): void {
  if (IfMatch !== undefined && IfNoneMatch !== undefined) {
    throw headerNotImplemented(
      'If-Match,If-None-Match',
      'Multiple conditional request headers present in the request',
    );
  }
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*') {
    throw headerNotImplemented('If-None-Match', REFUSED_VALUE('If-None-Match'));
  }
  if (IfMatch === '*') throw headerNotImplemented('If-Match', REFUSED_VALUE('If-Match'));
}

/**
 * @param current the newest version of the key, which may be a delete marker
 * @throws AwsError PreconditionFailed, NoSuchKey
 */
export function checkWrite(
  current: ObjectVersion | undefined,
  key: string,
  { IfMatch, IfNoneMatch }: WriteConditions,
): void {
  const there = current !== undefined && !current.marker;
  if (IfNoneMatch !== undefined && there) throw preconditionFailed('If-None-Match');
  if (IfMatch === undefined) return;
  if (!there) throw noSuchKey(key);
  if (!matches(IfMatch, current.etag)) throw preconditionFailed('If-Match');
}

/** Whether a list of entity tags, quoted or not, or `*`, holds the object's. */
export function matches(list: string, etag: string): boolean {
  if (list.trim() === '*') return true;
  return list.split(',').some((item) => bareTag(item) === etag);
}

const bareTag = (item: string): string =>
  item
    .trim()
    .replace(/^W\//, '')
    .replace(/^"(.*)"$/, '$1');
