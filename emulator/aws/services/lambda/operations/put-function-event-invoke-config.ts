import type { FunctionEventInvokeConfig, PutFunctionEventInvokeConfigRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { checkDestinations } from '../destinations.ts';
import { checkEventSettings, configuredFunction, eventConfigOutput } from '../event-config-output.ts';
import type { EventConfig } from '../event-configs.ts';
import type { Lambda } from '../lambda.ts';

export const putFunctionEventInvokeConfig: Operation<
  Lambda,
  PutFunctionEventInvokeConfigRequest,
  FunctionEventInvokeConfig
> = (lambda, input, call) => {
  checkEventSettings(input);
  const { fn, qualifier } = configuredFunction(lambda, call, input.FunctionName, input.Qualifier);
  checkDestinations(lambda, fn, input.DestinationConfig ?? {});
  const config: EventConfig = {
    qualifier,
    retries: input.MaximumRetryAttempts,
    age: input.MaximumEventAgeInSeconds,
    onSuccess: input.DestinationConfig?.OnSuccess?.Destination || undefined,
    onFailure: input.DestinationConfig?.OnFailure?.Destination || undefined,
    modifiedAt: call.now,
  };
  lambda.eventConfigs.put(fn, config);
  return eventConfigOutput(fn, config);
};
