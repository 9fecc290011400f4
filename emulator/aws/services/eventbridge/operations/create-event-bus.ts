import type { CreateEventBusRequest, CreateEventBusResponse } from '@aws-sdk/client-eventbridge';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { arn } from '../../../kernel/scope.ts';
import { busSettings, shownSettings } from '../bus-settings.ts';
import { constraint, missing } from '../errors.ts';
import type { EventBridge } from '../eventbridge.ts';
import { readTags } from '../tags.ts';

export const createEventBus: Operation<EventBridge, CreateEventBusRequest, CreateEventBusResponse> = (
  eventBridge,
  input,
  call,
) => {
  const { Name: name } = input;
  if (name === undefined) throw missing('name');
  if (input.EventSourceName !== undefined || name.startsWith('aws.partner/')) {
    throw notImplemented('eventbridge', 'partner event buses');
  }
  if (!/^[.\w-]{1,256}$/.test(name)) {
    throw constraint(name, 'name', String.raw`satisfy regular expression pattern: [/\.\-_A-Za-z0-9]+`);
  }
  const owner = call.scope.accountId;
  call.touches(name);
  call.authorize({
    action: 'events:CreateEventBus',
    resource: arn('events', call.scope, `event-bus/${name}`),
    owner,
  });
  const settings = busSettings(input);
  const bus = eventBridge.kernel.store.transact(() =>
    eventBridge.buses.create(call.scope, name, { settings, tags: readTags(input.Tags), now: call.now }),
  );
  return { EventBusArn: bus.arn, ...shownSettings(settings) };
};
