import type { DeleteRuleRequest } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../kernel/operation.ts';
import { checkRuleName, openRuleBus } from '../addressing.ts';
import { ruleHasTargets } from '../errors.ts';
import type { EventBridge } from '../eventbridge.ts';

/** Deleting a rule that does not exist is no error. */
export const deleteRule: Operation<EventBridge, DeleteRuleRequest, object> = (eventBridge, input, call) => {
  const { Name: name, EventBusName: busName } = input;
  checkRuleName(name, 'name');
  const bus = openRuleBus(eventBridge, { name, busName }, 'events:DeleteRule', call);
  const { rules, kernel } = eventBridge;
  const rule = rules.find(bus, name);
  if (rule === undefined) return {};
  if (rules.targets(rule).length > 0) throw ruleHasTargets();
  kernel.store.transact(() => rules.remove(rule));
  return {};
};
