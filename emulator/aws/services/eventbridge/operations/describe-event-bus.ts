import type { DescribeEventBusRequest, DescribeEventBusResponse } from '@aws-sdk/client-eventbridge';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { openBus } from '../addressing.ts';
import { shownSettings } from '../bus-settings.ts';
import type { EventBridge } from '../eventbridge.ts';

export const describeEventBus: Operation<EventBridge, DescribeEventBusRequest, DescribeEventBusResponse> = (
  eventBridge,
  input,
  call,
) => {
  const bus = openBus(eventBridge, input.Name, 'events:DescribeEventBus', call);
  return {
    Name: bus.name,
    Arn: bus.arn,
    ...shownSettings(bus.settings),
    ...(bus.policy !== undefined && { Policy: bus.policy }),
    CreationTime: toDate(bus.created),
    LastModifiedTime: toDate(bus.modified),
  };
};
