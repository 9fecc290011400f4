import type { EnableRuleRequest } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../kernel/operation.ts';
import { openRule } from '../addressing.ts';
import type { EventBridge } from '../eventbridge.ts';

export const enableRule: Operation<EventBridge, EnableRuleRequest, object> = (
  eventBridge,
  { Name, EventBusName },
  call,
) => {
  const { rule } = openRule(eventBridge, { Name, EventBusName }, 'events:EnableRule', call);
  eventBridge.kernel.store.transact(() => {
    eventBridge.rules.enable(rule, true);
    eventBridge.schedule({ ...rule, enabled: true }, call.seq);
  });
  return {};
};
