import type { DeleteEventBusRequest } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../kernel/operation.ts';
import { DEFAULT_BUS } from '../bus.ts';
import { missing, validation } from '../errors.ts';
import type { EventBridge } from '../eventbridge.ts';

/** Deleting a bus that does not exist is no error; its rules have to go first. */
export const deleteEventBus: Operation<EventBridge, DeleteEventBusRequest, object> = (
  { buses, rules, kernel },
  { Name: name },
  call,
) => {
  if (name === undefined) throw missing('name');
  if (name === DEFAULT_BUS) throw validation('Cannot delete event bus default.');
  const bus = buses.find(call.scope, name, call.now);
  if (bus === undefined) return {};
  call.touches(name);
  call.authorize({ action: 'events:DeleteEventBus', resource: bus.arn, owner: bus.owner });
  kernel.store.transact(() => {
    for (const rule of rules.list(bus, '', '', Number.MAX_SAFE_INTEGER)) {
      if (rules.targets(rule).length > 0)
        throw validation('Event bus has rules with targets; remove them first.');
      rules.remove(rule);
    }
    buses.remove(bus);
  });
  return {};
};
