import type {
  ListFunctionEventInvokeConfigsRequest,
  ListFunctionEventInvokeConfigsResponse,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { configuredFunction, eventConfigOutput } from '../event-config-output.ts';
import type { EventConfig } from '../event-configs.ts';
import type { Lambda } from '../lambda.ts';
import { after, page } from '../pages.ts';

export const listFunctionEventInvokeConfigs: Operation<
  Lambda,
  ListFunctionEventInvokeConfigsRequest,
  ListFunctionEventInvokeConfigsResponse
> = (lambda, input, call) => {
  const { fn } = configuredFunction(lambda, call, input.FunctionName, undefined);
  const keyOf = ({ qualifier }: EventConfig): string => qualifier;
  const rest = after(lambda.eventConfigs.list(fn), input.Marker, keyOf);
  const { items, NextMarker } = page(rest, input.MaxItems, keyOf);
  return { FunctionEventInvokeConfigs: items.map((config) => eventConfigOutput(fn, config)), NextMarker };
};
