/**
 * A lifecycle configuration as it is sent and as it is returned. What the schema alone forbids is refused here, as S3
 * refuses it: as malformed XML. Limits and contradictions are `lifecycle-limits.ts` and `lifecycle-order.ts`.
 *
 * Evidence: fact sheet S3 §8.1, §8.2.
 */
import type {
  BucketLifecycleConfiguration,
  LifecycleExpiration,
  LifecycleRule,
  LifecycleRuleFilter,
  NoncurrentVersionExpiration,
  NoncurrentVersionTransition,
  Transition,
  TransitionDefaultMinimumObjectSize,
  TransitionStorageClass,
} from '@aws-sdk/client-s3';
import type { Ids } from '../../kernel/ids.ts';
import { toDate } from '../../kernel/instant.ts';
import { invalidRequest, malformedXml } from './errors.ts';
import type {
  LifecycleDocument,
  LifecycleExpirationDocument,
  LifecycleRuleDocument,
  TransitionDocument,
} from './lifecycle-document.ts';
import { checkLimits, checkRules } from './lifecycle-limits.ts';
import { checkOrder } from './lifecycle-order.ts';
import { invalidTransitionTarget } from './lifecycle-refusals.ts';
import type { StorageClass } from './storage-class.ts';

const MOST_RULES = 1_000;

const TARGETS: readonly string[] = [
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
];

/** @throws AwsError MalformedXML, InvalidRequest, InvalidArgument */
export function lifecycleDocument(
  configuration: BucketLifecycleConfiguration | undefined,
  minimumSize: TransitionDefaultMinimumObjectSize,
  ids: Ids,
): LifecycleDocument {
  const sent = configuration?.Rules ?? [];
  if (sent.length === 0) throw invalidRequest('At least one lifecycle rule must be specified.');
  if (sent.length > MOST_RULES) {
    throw invalidRequest('The number of lifecycle rules must not exceed the allowed limit of 1000 rules.');
  }
  const rules = sent.map((rule) => ruleDocument(rule, ids));
  for (const rule of rules) {
    checkLimits(rule);
    checkOrder(rule);
  }
  checkRules(rules);
  return { rules, minimumSize };
}

function ruleDocument(rule: LifecycleRule, ids: Ids): LifecycleRuleDocument {
  const { ID: id, Status: status, Prefix: prefix, Filter: filter } = rule;
  if (status !== 'Enabled' && status !== 'Disabled') throw malformedXml();
  if ((filter === undefined) === (prefix === undefined)) throw malformedXml();
  if (filter !== undefined) checkFilter(filter);
  const transitions = rule.Transitions?.map((transition) => transitionDocument(transition));
  return {
    id: id === undefined || id === '' ? Buffer.from(ids.uuid()).toString('base64') : id,
    enabled: status === 'Enabled',
    ...(prefix !== undefined && { prefix }),
    ...(filter !== undefined && { filter }),
    ...(rule.Expiration !== undefined && { expiration: expirationDocument(rule.Expiration) }),
    ...(transitions !== undefined && { transitions }),
    ...(rule.NoncurrentVersionExpiration !== undefined && {
      noncurrentExpiration: checkedNoncurrentExpiration(rule.NoncurrentVersionExpiration),
    }),
    ...(rule.NoncurrentVersionTransitions !== undefined && {
      noncurrentTransitions: rule.NoncurrentVersionTransitions.map((one) => checkedNoncurrentTransition(one)),
    }),
    ...(rule.AbortIncompleteMultipartUpload !== undefined && { abort: rule.AbortIncompleteMultipartUpload }),
  };
}

/** One predicate, or several within And. */
function checkFilter({ And: and, ...direct }: LifecycleRuleFilter): void {
  const predicates = Object.values(direct).filter((value) => value !== undefined).length;
  if (predicates + (and === undefined ? 0 : 1) > 1) throw malformedXml();
  if (and === undefined) return;
  const { Tags: tags = [], ...others } = and;
  if (tags.length + Object.values(others).filter((value) => value !== undefined).length < 2) {
    throw malformedXml();
  }
}

function expirationDocument({
  Days,
  Date: date,
  ExpiredObjectDeleteMarker,
}: LifecycleExpiration): LifecycleExpirationDocument {
  const given = [Days, date, ExpiredObjectDeleteMarker].filter((value) => value !== undefined);
  if (given.length !== 1) throw malformedXml();
  if (Days !== undefined) return { days: Days };
  if (date !== undefined) return { date: date.getTime() };
  return { expiredObjectDeleteMarker: ExpiredObjectDeleteMarker === true };
}

function transitionDocument({ Days, Date: date, StorageClass: target }: Transition): TransitionDocument {
  if ((Days === undefined) === (date === undefined)) throw malformedXml();
  const storageClass = targetClass(target);
  return date === undefined ? { days: Days as number, storageClass } : { date: date.getTime(), storageClass };
}

function targetClass(target: string | undefined): StorageClass {
  if (target === 'STANDARD' || target === 'REDUCED_REDUNDANCY') throw invalidTransitionTarget();
  if (target === undefined || !TARGETS.includes(target)) throw malformedXml();
  return target as StorageClass;
}

function checkedNoncurrentExpiration(expiration: NoncurrentVersionExpiration): NoncurrentVersionExpiration {
  if (expiration.NoncurrentDays === undefined) throw malformedXml();
  return expiration;
}

function checkedNoncurrentTransition(transition: NoncurrentVersionTransition): NoncurrentVersionTransition {
  targetClass(transition.StorageClass);
  if (transition.NoncurrentDays === undefined) throw malformedXml();
  return transition;
}

/** The rules as they are returned: as they were sent, with ids. */
export const lifecycleRules = ({ rules }: LifecycleDocument): LifecycleRule[] =>
  rules.map((rule) => ({
    ID: rule.id,
    ...(rule.filter !== undefined && { Filter: rule.filter }),
    ...(rule.prefix !== undefined && { Prefix: rule.prefix }),
    Status: rule.enabled ? 'Enabled' : 'Disabled',
    ...(rule.expiration !== undefined && { Expiration: sentExpiration(rule.expiration) }),
    ...(rule.transitions !== undefined && {
      Transitions: rule.transitions.map(({ days, date, storageClass }) => ({
        ...(days !== undefined && { Days: days }),
        ...(date !== undefined && { Date: toDate(date) }),
        StorageClass: storageClass as TransitionStorageClass,
      })),
    }),
    ...(rule.noncurrentTransitions !== undefined && {
      NoncurrentVersionTransitions: [...rule.noncurrentTransitions],
    }),
    ...(rule.noncurrentExpiration !== undefined && {
      NoncurrentVersionExpiration: rule.noncurrentExpiration,
    }),
    ...(rule.abort !== undefined && { AbortIncompleteMultipartUpload: rule.abort }),
  }));

const sentExpiration = ({
  days,
  date,
  expiredObjectDeleteMarker,
}: LifecycleExpirationDocument): LifecycleExpiration => ({
  ...(days !== undefined && { Days: days }),
  ...(date !== undefined && { Date: toDate(date) }),
  ...(expiredObjectDeleteMarker !== undefined && { ExpiredObjectDeleteMarker: expiredObjectDeleteMarker }),
});
