import type { RemovePermissionRequest } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../kernel/operation.ts';
import { openBus } from '../addressing.ts';
import { withoutStatement } from '../bus-policy.ts';
import type { EventBridge } from '../eventbridge.ts';

export const removePermission: Operation<EventBridge, RemovePermissionRequest, object> = (
  eventBridge,
  { EventBusName, StatementId, RemoveAllPermissions: all },
  call,
) => {
  const bus = openBus(eventBridge, EventBusName, 'events:RemovePermission', call);
  const policy = all === true ? undefined : withoutStatement(bus, StatementId);
  eventBridge.kernel.store.transact(() => eventBridge.buses.setPolicy(bus, policy, call.now));
  return {};
};
