import type { ListTargetsByRuleRequest, ListTargetsByRuleResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../kernel/operation.ts';
import { openRule } from '../addressing.ts';
import type { EventBridge } from '../eventbridge.ts';
import { page } from '../paging.ts';

export const listTargetsByRule: Operation<
  EventBridge,
  ListTargetsByRuleRequest,
  ListTargetsByRuleResponse
> = (eventBridge, input, call) => {
  const { Rule: Name, EventBusName } = input;
  const { rule } = openRule(eventBridge, { Name, EventBusName }, 'events:ListTargetsByRule', call);
  const { items, ...next } = page(
    input,
    (after) => eventBridge.rules.targets(rule, after),
    ({ Id: id }) => id!,
  );
  return { Targets: [...items], ...next };
};
