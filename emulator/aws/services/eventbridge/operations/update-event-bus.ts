import type { UpdateEventBusRequest, UpdateEventBusResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../kernel/operation.ts';
import { openBus } from '../addressing.ts';
import { busSettings, shownSettings } from '../bus-settings.ts';
import type { EventBridge } from '../eventbridge.ts';

export const updateEventBus: Operation<EventBridge, UpdateEventBusRequest, UpdateEventBusResponse> = (
  eventBridge,
  input,
  call,
) => {
  const bus = openBus(eventBridge, input.Name, 'events:UpdateEventBus', call);
  const settings = { ...bus.settings, ...busSettings(input) };
  eventBridge.kernel.store.transact(() => eventBridge.buses.change(bus, settings, call.now));
  return { Name: bus.name, Arn: bus.arn, ...shownSettings(settings) };
};
