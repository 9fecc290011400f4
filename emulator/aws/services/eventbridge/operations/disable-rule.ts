import type { DisableRuleRequest } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../kernel/operation.ts';
import { openRule } from '../addressing.ts';
import type { EventBridge } from '../eventbridge.ts';

export const disableRule: Operation<EventBridge, DisableRuleRequest, object> = (
  eventBridge,
  { Name, EventBusName },
  call,
) => {
  const { rule } = openRule(eventBridge, { Name, EventBusName }, 'events:DisableRule', call);
  eventBridge.kernel.store.transact(() => {
    eventBridge.rules.enable(rule, false);
    eventBridge.schedule({ ...rule, enabled: false }, call.seq);
  });
  return {};
};
