import type { RemoveTargetsRequest, RemoveTargetsResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../kernel/operation.ts';
import { openRule } from '../addressing.ts';
import { constraint } from '../errors.ts';
import type { EventBridge } from '../eventbridge.ts';

export const removeTargets: Operation<EventBridge, RemoveTargetsRequest, RemoveTargetsResponse> = (
  eventBridge,
  { Rule: Name, EventBusName, Ids: ids = [] },
  call,
) => {
  const { rule } = openRule(eventBridge, { Name, EventBusName }, 'events:RemoveTargets', call);
  if (ids.length === 0) throw constraint('[]', 'ids', 'have length greater than or equal to 1');
  const unknown = eventBridge.kernel.store.transact(() =>
    ids.filter((id) => !eventBridge.rules.removeTarget(rule, id)),
  );
  const FailedEntries = unknown.map((TargetId) => ({
    TargetId,
    ErrorCode: 'ResourceNotFoundException',
    ErrorMessage: `Rule ${rule.name} does not have target ${TargetId}.`,
  }));
  return { FailedEntryCount: FailedEntries.length, FailedEntries };
};
