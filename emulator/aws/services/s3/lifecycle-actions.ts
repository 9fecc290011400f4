/**
 * What lifecycle rules do to the versions of one key at an instant: a decision, not a deed.
 *
 * A permanent deletion goes before a transition, a transition before a delete marker; of several transitions the
 * coldest wins, except that INTELLIGENT_TIERING beats all but the archives. At most one action per version.
 *
 * Evidence: fact sheet S3 §8.3, §8.4.
 */
import type { Instant } from '../../kernel/instant.ts';
import type { Versioning } from './bucket.ts';
import type { LifecycleDocument, LifecycleRuleDocument } from './lifecycle-document.ts';
import { filtersBySize, matchesRule } from './lifecycle-filter.ts';
import { isColder } from './lifecycle-order.ts';
import { dueAfter, expirationDue } from './lifecycle-schedule.ts';
import { isProtected } from './object-lock.ts';
import type { ObjectVersion } from './object.ts';
import type { StorageClass } from './storage-class.ts';

/** Smaller objects are not worth moving. */
const LEAST_BYTES = 131_072;

export type LifecycleAction =
  /** The version goes for good. */
  | { readonly kind: 'remove'; readonly version: ObjectVersion; readonly rule: string }
  /** The key is hidden behind a delete marker. */
  | { readonly kind: 'expire'; readonly version: ObjectVersion; readonly rule: string }
  | {
      readonly kind: 'transition';
      readonly version: ObjectVersion;
      readonly storageClass: StorageClass;
      readonly rule: string;
    };

/** @param versions of one key, newest first */
export function lifecycleActions(
  document: LifecycleDocument,
  versions: readonly ObjectVersion[],
  versioning: Versioning | undefined,
  now: Instant,
): readonly LifecycleAction[] {
  const rules = document.rules.filter(({ enabled }) => enabled);
  const actions: LifecycleAction[] = [];
  for (const [index, version] of versions.entries()) {
    const successor = versions[index - 1];
    const action =
      successor === undefined
        ? currentAction(document, rules, version, versions.length === 1, versioning, now)
        : noncurrentAction(document, rules, version, successor, index - 1, now);
    if (action !== undefined) actions.push(action);
  }
  return actions;
}

function currentAction(
  document: LifecycleDocument,
  rules: readonly LifecycleRuleDocument[],
  version: ObjectVersion,
  alone: boolean,
  versioning: Versioning | undefined,
  now: Instant,
): LifecycleAction | undefined {
  if (version.marker) return alone ? markerRemoval(rules, version, now) : undefined;
  const expiring = rules.find(
    (rule) =>
      rule.expiration !== undefined &&
      matchesRule(rule, version) &&
      (expirationDue(rule.expiration, version.modified) ?? Number.POSITIVE_INFINITY) <= now,
  );
  const move = transitionOf(
    document,
    rules,
    version,
    (rule) =>
      (rule.transitions ?? []).map(({ days, date, storageClass }) => ({
        due: days === undefined ? (date ?? Number.POSITIVE_INFINITY) : dueAfter(version.modified, days),
        storageClass,
      })),
    now,
  );
  if (expiring === undefined) return move;
  if (versioning === undefined) return { kind: 'remove', version, rule: expiring.id };
  return move ?? { kind: 'expire', version, rule: expiring.id };
}

/** A delete marker that hides nothing any more. */
function markerRemoval(
  rules: readonly LifecycleRuleDocument[],
  marker: ObjectVersion,
  now: Instant,
): LifecycleAction | undefined {
  const rule = rules.find(({ expiration, ...rest }) => {
    if (expiration === undefined || !matchesRule({ ...rest, expiration }, marker)) return false;
    if (expiration.expiredObjectDeleteMarker === true) return true;
    return (expirationDue(expiration, marker.modified) ?? Number.POSITIVE_INFINITY) <= now;
  });
  return rule === undefined ? undefined : { kind: 'remove', version: marker, rule: rule.id };
}

/** @param newer how many noncurrent versions are newer than this one */
function noncurrentAction(
  document: LifecycleDocument,
  rules: readonly LifecycleRuleDocument[],
  version: ObjectVersion,
  successor: ObjectVersion,
  newer: number,
  now: Instant,
): LifecycleAction | undefined {
  const since = successor.modified;
  const gone = rules.find(({ noncurrentExpiration: expiration, ...rest }) => {
    if (expiration === undefined || !matchesRule(rest, version)) return false;
    return (
      dueAfter(since, expiration.NoncurrentDays ?? 0) <= now &&
      newer >= (expiration.NewerNoncurrentVersions ?? 0)
    );
  });
  if (gone !== undefined && !isProtected(version, now, false)) {
    return { kind: 'remove', version, rule: gone.id };
  }
  if (version.marker) return undefined;
  return transitionOf(
    document,
    rules,
    version,
    (rule) =>
      (rule.noncurrentTransitions ?? [])
        .filter(({ NewerNoncurrentVersions = 0 }) => newer >= NewerNoncurrentVersions)
        .map(({ NoncurrentDays = 0, StorageClass }) => ({
          due: dueAfter(since, NoncurrentDays),
          storageClass: StorageClass as StorageClass,
        })),
    now,
  );
}

interface DueTransition {
  readonly due: Instant;
  readonly storageClass: StorageClass;
}

function transitionOf(
  { minimumSize }: LifecycleDocument,
  rules: readonly LifecycleRuleDocument[],
  version: ObjectVersion,
  transitions: (rule: LifecycleRuleDocument) => readonly DueTransition[],
  now: Instant,
): LifecycleAction | undefined {
  let best: { readonly storageClass: StorageClass; readonly rule: string } | undefined;
  for (const rule of rules) {
    if (!matchesRule(rule, version)) continue;
    for (const { due, storageClass } of transitions(rule)) {
      if (due > now || !isColder(storageClass, version.storageClass)) continue;
      if (isTooSmall(version, storageClass, minimumSize) && !filtersBySize(rule)) continue;
      if (best === undefined || isPreferred(storageClass, best.storageClass)) {
        best = { storageClass, rule: rule.id };
      }
    }
  }
  return best === undefined ? undefined : { kind: 'transition', version, ...best };
}

const isTooSmall = (
  { size }: ObjectVersion,
  target: StorageClass,
  minimumSize: LifecycleDocument['minimumSize'],
): boolean =>
  size < LEAST_BYTES &&
  (minimumSize === 'all_storage_classes_128K' || (target !== 'GLACIER' && target !== 'DEEP_ARCHIVE'));

function isPreferred(candidate: StorageClass, best: StorageClass): boolean {
  const archives: readonly StorageClass[] = ['GLACIER', 'DEEP_ARCHIVE'];
  if (candidate === 'INTELLIGENT_TIERING') return !archives.includes(best);
  if (best === 'INTELLIGENT_TIERING') return archives.includes(candidate);
  return isColder(candidate, best);
}
