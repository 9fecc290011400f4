import type { PutPermissionRequest } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../kernel/operation.ts';
import { openBus } from '../addressing.ts';
import { withStatement } from '../bus-policy.ts';
import type { EventBridge } from '../eventbridge.ts';

export const putPermission: Operation<EventBridge, PutPermissionRequest, object> = (
  eventBridge,
  input,
  call,
) => {
  const bus = openBus(eventBridge, input.EventBusName, 'events:PutPermission', call);
  const policy = input.Policy ?? withStatement(bus, input);
  eventBridge.kernel.store.transact(() => eventBridge.buses.setPolicy(bus, policy, call.now));
  return {};
};
