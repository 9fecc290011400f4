import type { ListRulesRequest, ListRulesResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../kernel/operation.ts';
import { findBus } from '../addressing.ts';
import type { EventBridge } from '../eventbridge.ts';
import { page } from '../paging.ts';
import { shownRule } from '../shown-rule.ts';

export const listRules: Operation<EventBridge, ListRulesRequest, ListRulesResponse> = (
  eventBridge,
  input,
  call,
) => {
  const bus = findBus(eventBridge, input.EventBusName, call);
  call.touches(bus.name);
  call.authorize({
    action: 'events:ListRules',
    resource: bus.ruleArn('*'),
    owner: bus.owner,
    policy: bus.policy,
  });
  const { items, ...next } = page(
    input,
    (after, limit) => eventBridge.rules.list(bus, input.NamePrefix ?? '', after, limit),
    ({ name }) => name,
  );
  return { Rules: items.map((rule) => shownRule(bus, rule)), ...next };
};
