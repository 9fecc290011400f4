/**
 * What S3 refuses in a lifecycle rule by itself, and in rules beside each other: numbers, filters, names.
 *
 * Evidence: fact sheet S3 §8.2; the texts on size bounds, ids and the two generations of rules are recorded, those on
 * non-positive days come from other implementations that were compared with AWS.
 */
import { startOfDay, type Instant } from '../../kernel/instant.ts';
import { invalidArgument, invalidRequest } from './errors.ts';
import type { LifecycleRuleDocument, TransitionDocument } from './lifecycle-document.ts';
import { mustBePositive } from './lifecycle-refusals.ts';
import { pacificTime } from './pacific-time.ts';

const MOST_ID = 255;
const MOST_BYTES = 1_099_511_627_776_000;
/** Infrequent access is for objects at least this old. */
const INFREQUENT_DAYS = 30;

/** @throws AwsError InvalidArgument, InvalidRequest */
export function checkLimits(rule: LifecycleRuleDocument): void {
  const { id, expiration, transitions = [], noncurrentExpiration, noncurrentTransitions = [], abort } = rule;
  if (id.length > MOST_ID) throw invalidArgument('ID length should not exceed allowed limit of 255');
  checkFilter(rule);
  const actions = [expiration, noncurrentExpiration, abort].filter((action) => action !== undefined).length;
  if (actions + transitions.length + noncurrentTransitions.length === 0) {
    throw invalidRequest('At least one action needs to be specified in a rule');
  }
  if (expiration?.days !== undefined && expiration.days <= 0) throw mustBePositive('Days', 'Expiration');
  checkMidnight(expiration?.date);
  for (const transition of transitions) checkTransition(transition);
  if (noncurrentExpiration !== undefined && (noncurrentExpiration.NoncurrentDays ?? 0) <= 0) {
    throw mustBePositive('NoncurrentDays', 'NoncurrentVersionExpiration');
  }
  for (const { NoncurrentDays = 0, StorageClass } of noncurrentTransitions) {
    checkAge('NoncurrentDays', 'NoncurrentVersionTransition', NoncurrentDays, StorageClass);
  }
  if (abort !== undefined && (abort.DaysAfterInitiation ?? 0) <= 0) {
    throw mustBePositive('DaysAfterInitiation', 'AbortIncompleteMultipartUpload');
  }
}

function checkTransition({ days, date, storageClass }: TransitionDocument): void {
  checkMidnight(date);
  if (days !== undefined) checkAge('Days', 'Transition', days, storageClass);
}

function checkAge(element: string, action: string, days: number, storageClass: string | undefined): void {
  if (days < 0) throw invalidArgument(`'${element}' in ${action} action must be nonnegative`);
  const infrequent = storageClass === 'STANDARD_IA' || storageClass === 'ONEZONE_IA';
  if (infrequent && days < INFREQUENT_DAYS) {
    throw invalidArgument(
      `'${element}' in ${action} action must be greater than or equal to 30 for storageClass '${storageClass}'`,
    );
  }
}

function checkMidnight(date: Instant | undefined): void {
  if (date === undefined || startOfDay(date) === date) return;
  throw invalidArgument("'Date' must be at midnight GMT", 'Date', pacificTime(date));
}

function checkFilter(rule: LifecycleRuleDocument): void {
  const { filter, abort, expiration } = rule;
  const tags = filter?.And?.Tags ?? (filter?.Tag === undefined ? [] : [filter.Tag]);
  const larger = filter?.And?.ObjectSizeGreaterThan ?? filter?.ObjectSizeGreaterThan;
  const smaller = filter?.And?.ObjectSizeLessThan ?? filter?.ObjectSizeLessThan;
  for (const { Key = '', Value = '' } of tags) {
    if (Key.length < 1 || Key.length > 128) {
      throw invalidRequest("A Tag's Key must be a length between 1 and 128.");
    }
    if (Value.length > 256) throw invalidRequest("A Tag's Value must be a length between 0 and 256.");
  }
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) {
    throw invalidRequest('Duplicate Tag Keys are not allowed.');
  }
  checkBound('ObjectSizeGreaterThan', larger, 0);
  checkBound('ObjectSizeLessThan', smaller, 1);
  if (larger !== undefined && smaller !== undefined && larger >= smaller) {
    throw invalidRequest("'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.");
  }
  const bySize = larger !== undefined || smaller !== undefined;
  const limited = tags.length > 0 ? 'Tags' : bySize ? 'Object Size' : undefined;
  if (limited === undefined) return;
  if (abort !== undefined) {
    throw invalidRequest(`AbortIncompleteMultipartUpload cannot be specified with ${limited}.`);
  }
  if (expiration?.expiredObjectDeleteMarker !== undefined) {
    throw invalidRequest(`ExpiredObjectDeleteMarker cannot be specified with ${limited}.`);
  }
}

function checkBound(element: string, value: number | undefined, least: number): void {
  if (value === undefined || (value >= least && value <= MOST_BYTES)) return;
  throw invalidRequest(`'${element}' should be between ${least} and ${MOST_BYTES}.`);
}

/**
 * What rules may not be beside each other. The first one says which generation they are all of.
 *
 * @throws AwsError InvalidArgument, InvalidRequest
 */
export function checkRules(rules: readonly LifecycleRuleDocument[]): void {
  if (new Set(rules.map(({ id }) => id)).size < rules.length) {
    throw invalidArgument('Rule ID must be unique. Found same ID for more than one rule');
  }
  const old = rules[0]?.prefix !== undefined;
  for (const { prefix, noncurrentExpiration, noncurrentTransitions = [] } of rules) {
    if (old && prefix === undefined) {
      throw invalidRequest('Filter element can only be used in Lifecycle V2.');
    }
    if (!old && prefix !== undefined) {
      throw invalidRequest(
        'Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.',
      );
    }
    const newer = [noncurrentExpiration, ...noncurrentTransitions].some(
      (action) => action?.NewerNoncurrentVersions !== undefined,
    );
    if (old && newer) {
      throw invalidRequest('NewerNoncurrentVersions element can only be used in Lifecycle V2.');
    }
  }
  if (old) checkPrefixes(rules);
}

const ACTIONS = {
  expiration: 'Expiration',
  transitions: 'Transition',
  noncurrentExpiration: 'NoncurrentVersionExpiration',
  noncurrentTransitions: 'NoncurrentVersionTransition',
  abort: 'AbortIncompleteMultipartUpload',
} as const;

/** Rules of the old generation may not do the same to the same keys. */
function checkPrefixes(rules: readonly LifecycleRuleDocument[]): void {
  for (const [index, first] of rules.entries()) {
    for (const second of rules.slice(index + 1)) {
      const [a = '', b = ''] = [first.prefix, second.prefix];
      if (!a.startsWith(b) && !b.startsWith(a)) continue;
      for (const [member, name] of Object.entries(ACTIONS)) {
        const action = member as keyof typeof ACTIONS;
        if (first[action] === undefined || second[action] === undefined) continue;
        throw invalidRequest(`Found overlapping prefixes '${a}' and '${b}' for same action type '${name}'`);
      }
    }
  }
}
