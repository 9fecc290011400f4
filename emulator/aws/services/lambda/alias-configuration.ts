/** Aliases as AWS shows them, and the rules for sharing invocations out between two versions. */
import type { AliasConfiguration, AliasRoutingConfiguration } from '@aws-sdk/client-lambda';
import type { Alias, AliasWeights } from './aliases.ts';
import { invalidParameter, validation } from './errors.ts';
import { functionArn, LATEST } from './function-reference.ts';
import type { LambdaFunction } from './functions.ts';
import type { Lambda } from './lambda.ts';

export const aliasConfigurationOf = (fn: LambdaFunction, alias: Alias): AliasConfiguration => ({
  AliasArn: functionArn(fn, alias.name),
  Name: alias.name,
  FunctionVersion: alias.version,
  Description: alias.description,
  RoutingConfig: alias.weights && { AdditionalVersionWeights: { ...alias.weights } },
  RevisionId: alias.revisionId,
});

/**
 * The second version of an alias and its share; none when the request names none.
 *
 * @param version the alias's main version
 * @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException
 */
export function readWeights(
  lambda: Lambda,
  fn: LambdaFunction,
  version: string,
  routing: AliasRoutingConfiguration | undefined,
): AliasWeights | undefined {
  const entries = Object.entries(routing?.AdditionalVersionWeights ?? {});
  const [entry] = entries;
  if (entry === undefined) return undefined;
  if (entries.length > 1) {
    throw invalidParameter('Number of items in AdditionalVersionWeights cannot be greater than 1');
  }
  const [second, share] = entry;
  const refuse = (rule: string): Error =>
    validation([
      `Value '{${second}=${share}}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: ${rule}`,
    ]);
  if (share < 0 || share > 1) {
    throw refuse(
      'Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]',
    );
  }
  if (second === version) {
    throw invalidParameter(
      `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
    );
  }
  if (version === LATEST) {
    throw invalidParameter('$LATEST is not supported for an alias pointing to more than 1 version');
  }
  if (!/^\d+$/.test(second)) {
    throw refuse(
      'Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+, Member must not be null]',
    );
  }
  lambda.versions.get(fn, second);
  return { [second]: share };
}
