import type { PutTargetsRequest, PutTargetsResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../kernel/operation.ts';
import { openRule } from '../addressing.ts';
import { constraint, tooManyTargets } from '../errors.ts';
import type { EventBridge } from '../eventbridge.ts';
import { checkTarget } from '../target-rules.ts';

/** Of a rule, unless AWS is asked for more. */
const MOST_TARGETS = 5;

export const putTargets: Operation<EventBridge, PutTargetsRequest, PutTargetsResponse> = (
  eventBridge,
  input,
  call,
) => {
  const { Rule: Name, EventBusName, Targets: targets = [] } = input;
  const { rule } = openRule(eventBridge, { Name, EventBusName }, 'events:PutTargets', call);
  if (targets.length === 0) throw constraint('[]', 'targets', 'have length greater than or equal to 1');
  targets.forEach((target, at) => checkTarget(eventBridge, target, at));
  const { rules, kernel } = eventBridge;
  const ids = new Set([...rules.targets(rule), ...targets].map(({ Id: id }) => id));
  if (ids.size > MOST_TARGETS) throw tooManyTargets();
  kernel.store.transact(() => {
    for (const target of targets) rules.putTarget(rule, target);
  });
  return { FailedEntryCount: 0, FailedEntries: [] };
};
