import type { DescribeRuleRequest, DescribeRuleResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../kernel/operation.ts';
import { openRule } from '../addressing.ts';
import type { EventBridge } from '../eventbridge.ts';
import { shownRule } from '../shown-rule.ts';

export const describeRule: Operation<EventBridge, DescribeRuleRequest, DescribeRuleResponse> = (
  eventBridge,
  { Name, EventBusName },
  call,
) => {
  const { bus, rule } = openRule(eventBridge, { Name, EventBusName }, 'events:DescribeRule', call);
  return { ...shownRule(bus, rule), CreatedBy: bus.owner };
};
