import type {
  ListRuleNamesByTargetRequest,
  ListRuleNamesByTargetResponse,
} from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../kernel/operation.ts';
import { findBus } from '../addressing.ts';
import { missing } from '../errors.ts';
import type { EventBridge } from '../eventbridge.ts';
import { page } from '../paging.ts';

export const listRuleNamesByTarget: Operation<
  EventBridge,
  ListRuleNamesByTargetRequest,
  ListRuleNamesByTargetResponse
> = (eventBridge, input, call) => {
  const { TargetArn: targetArn } = input;
  if (targetArn === undefined) throw missing('targetArn');
  const bus = findBus(eventBridge, input.EventBusName, call);
  call.authorize({ action: 'events:ListRuleNamesByTarget', resource: bus.ruleArn('*'), owner: bus.owner });
  const { items, ...next } = page(
    input,
    (after, limit) => eventBridge.rules.ofTarget(bus, targetArn, after, limit),
    ({ name }) => name,
  );
  return { RuleNames: items.map(({ name }) => name), ...next };
};
