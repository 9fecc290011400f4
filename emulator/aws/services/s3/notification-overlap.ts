/**
 * Two rules may not both tell of the same change: S3 refuses the whole configuration when one prefix begins the other,
 * one suffix ends the other, and an event is common to both. It does not matter which service either rule is for;
 * EventBridge is never in the way.
 *
 * Evidence: fact sheet S3 §9.3.
 */
import { invalidArgument } from './errors.ts';
import type { NotificationRule } from './notification-document.ts';

/** @throws AwsError InvalidArgument */
export function checkOverlap(rules: readonly NotificationRule[]): void {
  for (const rule of rules) checkWithin(rule);
  for (const [index, first] of rules.entries()) {
    for (const second of rules.slice(index + 1)) checkPair(first, second);
  }
}

/** One rule that names an event and the kind it belongs to tells of it twice. */
function checkWithin({ events }: NotificationRule): void {
  for (const [index, event] of events.entries()) {
    const other = events.slice(index + 1).find((candidate) => sameEvent(event, candidate));
    if (other !== undefined) throw commonEvent(event, other);
  }
}

function checkPair(first: NotificationRule, second: NotificationRule): void {
  const shared = sharedEvent(first, second);
  if (shared === undefined || !filtersOverlap(first, second)) return;
  if (isUnfiltered(first) && isUnfiltered(second)) throw commonEvent(...shared);
  throw invalidArgument(
    'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.',
  );
}

function sharedEvent(first: NotificationRule, second: NotificationRule): [string, string] | undefined {
  for (const event of first.events) {
    const other = second.events.find((candidate) => sameEvent(event, candidate));
    if (other !== undefined) return [event, other];
  }
  return undefined;
}

const filtersOverlap = (first: NotificationRule, second: NotificationRule): boolean => {
  const [a = '', b = ''] = [first.prefix, second.prefix];
  const [c = '', d = ''] = [first.suffix, second.suffix];
  return (a.startsWith(b) || b.startsWith(a)) && (c.endsWith(d) || d.endsWith(c));
};

const isUnfiltered = ({ prefix = '', suffix = '' }: NotificationRule): boolean =>
  prefix === '' && suffix === '';

/** `s3:ObjectCreated:*` is every event of its kind. */
const sameEvent = (a: string, b: string): boolean => a === b || covers(a, b) || covers(b, a);

const covers = (pattern: string, event: string): boolean =>
  pattern.endsWith(':*') && event.startsWith(pattern.slice(0, -1));

const commonEvent = (first: string, second: string) =>
  invalidArgument(
    'Configurations overlap. Configurations on the same bucket cannot share a common event type.',
    'Event',
    `${first}, ${second}`,
  );
