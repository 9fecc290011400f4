/**
 * When lifecycle actions fall due, and what answers say of an object's coming expiration.
 *
 * Evidence: fact sheet S3 §8.3, §8.5. An instant that is midnight already is its own ceiling (not verified).
 */
import { days, startOfDay, toRfc1123, type Instant } from '../../kernel/instant.ts';
import type { Bucket } from './bucket.ts';
import { matchesRule } from './lifecycle-filter.ts';
import type {
  LifecycleDocument,
  LifecycleExpirationDocument,
  LifecycleRuleDocument,
} from './lifecycle-document.ts';
import type { ObjectVersion } from './object.ts';
import type { S3 } from './s3.ts';

/** The midnight UTC at or after `from` plus so many days. */
export function dueAfter(from: Instant, numberOfDays: number): Instant {
  const at = from + days(numberOfDays);
  const midnight = startOfDay(at);
  return midnight === at ? at : midnight + days(1);
}

/** When an expiration action takes a current version that was created at `created`; undefined for markers only. */
export function expirationDue(
  { days: numberOfDays, date }: LifecycleExpirationDocument,
  created: Instant,
): Instant | undefined {
  if (numberOfDays !== undefined) return dueAfter(created, numberOfDays);
  return date === undefined ? undefined : Math.max(date, startOfDay(created));
}

/**
 * The last instant at which a version can have been written, or have been followed by another, for any action to be due;
 * undefined where nothing can be due whatever its age.
 */
export function lastWriteDue({ rules }: LifecycleDocument, now: Instant): Instant | undefined {
  const ages = rules.filter(({ enabled }) => enabled).flatMap((rule) => agesDue(rule, now));
  return ages.length === 0 ? undefined : now - days(Math.min(...ages));
}

/** The ages in days at which each action of a rule is due. */
function agesDue(rule: LifecycleRuleDocument, now: Instant): readonly number[] {
  const { expiration, transitions = [], noncurrentExpiration, noncurrentTransitions = [] } = rule;
  const current = [...transitions, ...(expiration === undefined ? [] : [expiration])];
  const noncurrent = [
    ...noncurrentTransitions,
    ...(noncurrentExpiration === undefined ? [] : [noncurrentExpiration]),
  ];
  const dated = current.some(({ date = Number.POSITIVE_INFINITY }) => date <= now);
  const atOnce = dated || expiration?.expiredObjectDeleteMarker === true;
  return [
    ...current.flatMap(({ days: age }) => age ?? []),
    ...noncurrent.map(({ NoncurrentDays: age = 0 }) => age),
    ...(atOnce ? [0] : []),
  ];
}

/** When a current version will expire and by which rule: the earliest, then the first listed. */
function nextExpiration(
  document: LifecycleDocument,
  version: ObjectVersion,
): { readonly at: Instant; readonly rule: string } | undefined {
  let next: { readonly at: Instant; readonly rule: string } | undefined;
  for (const rule of document.rules) {
    if (!rule.enabled || rule.expiration === undefined || !matchesRule(rule, version)) continue;
    const at = expirationDue(rule.expiration, version.modified);
    if (at !== undefined && (next === undefined || at < next.at)) next = { at, rule: rule.id };
  }
  return next;
}

/** `expiry-date="Fri, 21 Dec 2012 00:00:00 GMT", rule-id="my rule"` */
export function expirationHeader(s3: S3, bucket: Bucket, version: ObjectVersion): string | undefined {
  const document = s3.configs.get(bucket, 'lifecycle');
  const next = document === undefined ? undefined : nextExpiration(document, version);
  return next === undefined ? undefined : `expiry-date="${toRfc1123(next.at)}", rule-id="${next.rule}"`;
}

/** When an upload under way will be aborted and by which rule. */
export function abortDue(
  document: LifecycleDocument | undefined,
  key: string,
  initiated: Instant,
): { readonly at: Instant; readonly rule: string } | undefined {
  let next: { readonly at: Instant; readonly rule: string } | undefined;
  for (const rule of document?.rules ?? []) {
    const after = rule.abort?.DaysAfterInitiation;
    if (!rule.enabled || after === undefined) continue;
    if (!key.startsWith(rule.prefix ?? rule.filter?.Prefix ?? rule.filter?.And?.Prefix ?? '')) continue;
    const at = dueAfter(initiated, after);
    if (next === undefined || at < next.at) next = { at, rule: rule.id };
  }
  return next;
}
