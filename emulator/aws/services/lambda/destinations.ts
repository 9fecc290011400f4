/** Where the outcomes of asynchronous invocations may be sent. Evidence: aws.md section B.4; LocalStack's recordings. */
import type { DestinationConfig } from '@aws-sdk/client-lambda';
import { parseArn } from '../../kernel/scope.ts';
import { Constraints } from './constraints.ts';
import { invalidParameter } from './errors.ts';
import { functionArn, parseFunctionArn } from './function-reference.ts';
import type { LambdaFunction } from './functions.ts';
import type { Lambda } from './lambda.ts';

const ARN =
  '$|kafka://([^.]([a-zA-Z0-9\\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)';
const SERVICES = new Set(['lambda', 'sns', 'sqs', 'events', 's3']);

/** @throws AwsError ValidationException, InvalidParameterValueException */
export function checkDestinations(lambda: Lambda, fn: LambdaFunction, config: DestinationConfig): void {
  const onSuccess = config.OnSuccess?.Destination || undefined;
  const onFailure = config.OnFailure?.Destination || undefined;
  new Constraints()
    .pattern(onFailure, 'destinationConfig.onFailure.destination', ARN)
    .pattern(onSuccess, 'destinationConfig.onSuccess.destination', ARN)
    .check();
  for (const destination of [onFailure, onSuccess]) {
    if (destination === undefined) continue;
    if (!SERVICES.has(parseArn(destination)?.service ?? '')) throw unsupported(onSuccess, onFailure);
    checkFunctionDestination(lambda, fn, destination);
  }
}

function checkFunctionDestination(lambda: Lambda, fn: LambdaFunction, destination: string): void {
  const reference = parseFunctionArn(destination);
  if (reference === undefined) return;
  if (functionArn(reference) === functionArn(fn)) {
    throw invalidParameter("You can't specify the function as a destination for itself.");
  }
  if (lambda.functions.find(reference) === undefined) {
    throw invalidParameter(`The destination ARN ${destination} is invalid.`);
  }
}

function unsupported(onSuccess: string | undefined, onFailure: string | undefined): Error {
  const success = onSuccess === undefined ? 'null' : `OnSuccess(destination=${onSuccess})`;
  const failure = onFailure === undefined ? 'null' : `OnFailure(destination=${onFailure})`;
  return invalidParameter(
    `The provided destination config DestinationConfig(onSuccess=${success}, onFailure=${failure}) is invalid.`,
  );
}
