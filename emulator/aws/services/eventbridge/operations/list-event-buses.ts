import type { ListEventBusesRequest, ListEventBusesResponse } from '@aws-sdk/client-eventbridge';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { arn } from '../../../kernel/scope.ts';
import { DEFAULT_BUS } from '../bus.ts';
import type { EventBridge } from '../eventbridge.ts';
import { page } from '../paging.ts';

export const listEventBuses: Operation<EventBridge, ListEventBusesRequest, ListEventBusesResponse> = (
  { buses },
  input,
  call,
) => {
  const owner = call.scope.accountId;
  call.authorize({
    action: 'events:ListEventBuses',
    resource: arn('events', call.scope, 'event-bus/*'),
    owner,
  });
  buses.find(call.scope, DEFAULT_BUS, call.now);
  const { items, ...next } = page(
    input,
    (after, limit) => buses.list(call.scope, input.NamePrefix ?? '', after, limit),
    ({ name }) => name,
  );
  const EventBuses = items.map((bus) => ({
    Name: bus.name,
    Arn: bus.arn,
    ...(bus.settings.description !== undefined && { Description: bus.settings.description }),
    ...(bus.policy !== undefined && { Policy: bus.policy }),
    CreationTime: toDate(bus.created),
    LastModifiedTime: toDate(bus.modified),
  }));
  return { EventBuses, ...next };
};
