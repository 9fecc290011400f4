/** Event invoke configurations as AWS shows them, and how requests find them. */
import type { FunctionEventInvokeConfig } from '@aws-sdk/client-lambda';
import { toDate } from '../../kernel/instant.ts';
import type { Call } from '../../kernel/operation.ts';
import { Constraints } from './constraints.ts';
import { invalidParameter, notFound } from './errors.ts';
import { destinationsOf, type EventConfig } from './event-configs.ts';
import { functionArn, isVersion, LATEST } from './function-reference.ts';
import type { LambdaFunction } from './functions.ts';
import type { Lambda } from './lambda.ts';
import { refer } from './named-function.ts';

interface Settings {
  readonly MaximumRetryAttempts?: number | undefined;
  readonly MaximumEventAgeInSeconds?: number | undefined;
  readonly DestinationConfig?: object | undefined;
}

export const eventConfigOutput = (fn: LambdaFunction, config: EventConfig): FunctionEventInvokeConfig => ({
  LastModified: toDate(config.modifiedAt),
  FunctionArn: functionArn(fn, config.qualifier),
  MaximumRetryAttempts: config.retries,
  MaximumEventAgeInSeconds: config.age,
  DestinationConfig: destinationsOf(config),
});

/** @throws AwsError ValidationException, InvalidParameterValueException */
export function checkEventSettings(input: Settings): void {
  const {
    MaximumRetryAttempts: retries,
    MaximumEventAgeInSeconds: age,
    DestinationConfig: destinations,
  } = input;
  new Constraints()
    .range(retries, 'maximumRetryAttempts', 0, 2)
    .range(age, 'maximumEventAgeInSeconds', 60, 21_600)
    .check();
  if (retries === undefined && age === undefined && destinations === undefined) {
    throw invalidParameter('You must specify at least one of error handling or destination setting.');
  }
}

/** @throws AwsError ResourceNotFoundException */
export function configuredFunction(
  lambda: Lambda,
  call: Call,
  name: string | undefined,
  named: string | undefined,
): { readonly fn: LambdaFunction; readonly qualifier: string } {
  const reference = refer(lambda, call, name, named);
  const { qualifier = LATEST } = reference;
  const fn = lambda.functions.find(reference);
  const known =
    fn !== undefined &&
    (isVersion(qualifier) ? lambda.versions.find(fn, qualifier) : lambda.aliases.find(fn, qualifier));
  if (fn === undefined || !known) throw notFound("The function doesn't exist.");
  return { fn, qualifier };
}

/** @throws AwsError ResourceNotFoundException */
export function eventConfigOf(
  lambda: Lambda,
  call: Call,
  name: string | undefined,
  named: string | undefined,
): { readonly fn: LambdaFunction; readonly config: EventConfig } {
  const reference = refer(lambda, call, name, named);
  const { qualifier = LATEST } = reference;
  const fn = lambda.functions.find(reference);
  const config = fn && lambda.eventConfigs.find(fn, qualifier);
  if (fn === undefined || config === undefined) {
    throw notFound(`The function ${functionArn(reference, qualifier)} doesn't have an EventInvokeConfig`);
  }
  return { fn, config };
}
