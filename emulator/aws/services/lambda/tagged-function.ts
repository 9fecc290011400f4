/** Finds the function whose tags a request is about. Gap: layers and event source mappings have no tags here. */
import { notImplemented } from '../../kernel/aws-error.ts';
import type { Call } from '../../kernel/operation.ts';
import { invalidParameter } from './errors.ts';
import { parseFunctionArn } from './function-reference.ts';
import type { LambdaFunction } from './functions.ts';
import type { Lambda } from './lambda.ts';
import { namedFunction } from './named-function.ts';
import { checkTaggable } from './tags.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException, NotImplemented */
export function taggedFunction(lambda: Lambda, call: Call, resource: string): LambdaFunction {
  checkTaggable(resource);
  const reference = parseFunctionArn(resource);
  if (reference === undefined) throw notImplemented('lambda', 'tags of anything but functions');
  if (reference.qualifier !== undefined) {
    throw invalidParameter(
      'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    );
  }
  return namedFunction(lambda, call, resource).fn;
}
