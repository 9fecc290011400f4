/**
 * In what order a lifecycle rule may do what it does: to colder classes later, and away last of all.
 *
 * Evidence: fact sheet S3 §8.2, §8.4. Gaps: the wording of the minimum stay in a class was not verified.
 */
import { invalidArgument, invalidRequest } from './errors.ts';
import type { LifecycleRuleDocument } from './lifecycle-document.ts';
import { filterText } from './lifecycle-refusals.ts';
import type { StorageClass } from './storage-class.ts';

/** From warm to cold. */
const COLDER: readonly StorageClass[] = [
  'STANDARD',
  'STANDARD_IA',
  'INTELLIGENT_TIERING',
  'ONEZONE_IA',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
];

/** Whether objects may be moved from one class to another. The reduced-redundancy class is a standard one. */
export function isColder(target: StorageClass, source: StorageClass): boolean {
  const from = source === 'REDUCED_REDUNDANCY' ? 'STANDARD' : source;
  return target !== 'REDUCED_REDUNDANCY' && COLDER.indexOf(target) > COLDER.indexOf(from);
}

/** @throws AwsError InvalidArgument, InvalidRequest */
export function checkOrder(rule: LifecycleRuleDocument): void {
  const { expiration, transitions = [], noncurrentExpiration, noncurrentTransitions = [] } = rule;
  const filter = filterText(rule);
  const classes = transitions.map(({ storageClass }) => storageClass);
  if (new Set(classes).size < classes.length) {
    throw invalidRequest(
      `'StorageClass' must be different for 'Transition' actions in same 'Rule' with filter '${filter}'`,
    );
  }
  checkUnits(rule, filter);
  const dated = transitions.some(({ date }) => date !== undefined);
  const steps = transitions.map(({ days, date, storageClass }) => ({ at: date ?? days ?? 0, storageClass }));
  const gone = expiration?.date ?? expiration?.days;
  const unit = dated ? 'Date' : 'Days';
  checkSteps(steps, unit, 'Transition', filter);
  if (gone !== undefined && steps.some(({ at }) => at >= gone)) {
    throw invalidArgument(
      `'${unit}' in the Expiration action for filter '${filter}' must be greater than '${unit}' in the Transition action`,
    );
  }
  const noncurrent = noncurrentTransitions.map(({ NoncurrentDays, StorageClass }) => ({
    at: NoncurrentDays ?? 0,
    storageClass: StorageClass as StorageClass,
  }));
  checkSteps(noncurrent, 'NoncurrentDays', 'NoncurrentVersionTransition', filter);
  const end = noncurrentExpiration?.NoncurrentDays;
  if (end !== undefined && noncurrent.some(({ at }) => at >= end)) {
    throw invalidArgument(
      `'NoncurrentDays' in the NoncurrentVersionExpiration action for filter '${filter}' must be greater than 'NoncurrentDays' in the NoncurrentVersionTransition action`,
    );
  }
}

function checkUnits({ expiration, transitions = [] }: LifecycleRuleDocument, filter: string): void {
  const dated = transitions.filter(({ date }) => date !== undefined).length;
  if (dated > 0 && dated < transitions.length) {
    throw invalidRequest(
      `Found mixed 'Date' and 'Days' based Transition actions in lifecycle rule for filter '${filter}'`,
    );
  }
  if (transitions.length === 0 || expiration === undefined) return;
  const mixed = dated > 0 ? expiration.days !== undefined : expiration.date !== undefined;
  if (mixed) {
    throw invalidRequest(
      `Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for filter '${filter}'`,
    );
  }
}

interface Step {
  readonly at: number;
  readonly storageClass: StorageClass;
}

function checkSteps(steps: readonly Step[], unit: string, action: string, filter: string): void {
  const byClass = steps.toSorted((a, b) => COLDER.indexOf(a.storageClass) - COLDER.indexOf(b.storageClass));
  for (const [index, colder] of byClass.entries()) {
    const warmer = byClass[index - 1];
    if (warmer === undefined) continue;
    const subject = `'${unit}' in the '${action}' action for StorageClass '${colder.storageClass}' for filter '${filter}'`;
    if (colder.at <= warmer.at) {
      throw invalidArgument(
        `${subject} must be greater than '${unit}' in the '${action}' action for StorageClass '${warmer.storageClass}' for filter '${filter}'`,
      );
    }
    const stay = leastStay(warmer.storageClass, colder.storageClass);
    if (unit !== 'Date' && colder.at - warmer.at < stay) {
      throw invalidArgument(
        `${subject} must be ${stay} days more than 'filter '${filter}'' in the '${action}' action for StorageClass '${warmer.storageClass}'`,
      );
    }
  }
}

/** How many days an object stays in a class before a colder one. */
function leastStay(from: StorageClass, to: StorageClass): number {
  const archive = to === 'GLACIER' || to === 'GLACIER_IR' || to === 'DEEP_ARCHIVE';
  if (from === 'GLACIER' || from === 'GLACIER_IR') return 90;
  return archive && (from === 'STANDARD_IA' || from === 'ONEZONE_IA') ? 30 : 0;
}
