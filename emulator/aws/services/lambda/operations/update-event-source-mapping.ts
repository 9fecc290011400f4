import type {
  EventSourceMappingConfiguration,
  UpdateEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { invalidParameter } from '../errors.ts';
import { mappingOutput } from '../event-sources/mapping-output.ts';
import { changedMappingSettings } from '../event-sources/mapping-settings.ts';
import { namedMapping } from '../event-sources/named-mapping.ts';
import { functionArn, parseFunctionArn } from '../function-reference.ts';
import type { Lambda } from '../lambda.ts';
import { refer } from '../named-function.ts';

export const updateEventSourceMapping: Operation<
  Lambda,
  UpdateEventSourceMappingRequest,
  EventSourceMappingConfiguration
> = (lambda, input, call) => {
  const mapping = namedMapping(lambda, call, input.UUID);
  const settings = changedMappingSettings(mapping.settings, mapping.sourceArn, input);
  const reference =
    input.FunctionName === undefined
      ? parseFunctionArn(mapping.functionArn)!
      : refer(lambda, call, input.FunctionName);
  if (lambda.functions.find(reference) === undefined) throw invalidParameter('Function does not exist');
  const { version } = lambda.target(reference);
  const { sourceArn } = mapping;
  lambda.sources.connector(sourceArn).check({ sourceArn, settings }, version.settings.timeout);
  const changed = {
    ...mapping,
    functionArn: functionArn(reference, reference.qualifier),
    settings,
    enabled: input.Enabled ?? mapping.enabled,
    modifiedAt: call.now,
  };
  lambda.sources.mappings.put(changed);
  lambda.sources.restart(changed);
  const switched = changed.enabled !== mapping.enabled;
  return mappingOutput(changed, switched ? (changed.enabled ? 'Enabling' : 'Disabling') : 'Updating');
};
