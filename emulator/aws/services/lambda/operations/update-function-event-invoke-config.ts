import type {
  FunctionEventInvokeConfig,
  UpdateFunctionEventInvokeConfigRequest,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { checkDestinations } from '../destinations.ts';
import { checkEventSettings, eventConfigOf, eventConfigOutput } from '../event-config-output.ts';
import type { EventConfig } from '../event-configs.ts';
import type { Lambda } from '../lambda.ts';

export const updateFunctionEventInvokeConfig: Operation<
  Lambda,
  UpdateFunctionEventInvokeConfigRequest,
  FunctionEventInvokeConfig
> = (lambda, input, call) => {
  checkEventSettings(input);
  const { fn, config } = eventConfigOf(lambda, call, input.FunctionName, input.Qualifier);
  const { DestinationConfig: destinations } = input;
  checkDestinations(lambda, fn, destinations ?? {});
  const changed: EventConfig = {
    qualifier: config.qualifier,
    retries: input.MaximumRetryAttempts ?? config.retries,
    age: input.MaximumEventAgeInSeconds ?? config.age,
    onSuccess:
      destinations === undefined ? config.onSuccess : destinations.OnSuccess?.Destination || undefined,
    onFailure:
      destinations === undefined ? config.onFailure : destinations.OnFailure?.Destination || undefined,
    modifiedAt: call.now,
  };
  lambda.eventConfigs.put(fn, changed);
  return eventConfigOutput(fn, changed);
};
