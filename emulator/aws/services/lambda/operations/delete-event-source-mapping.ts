import type {
  DeleteEventSourceMappingRequest,
  EventSourceMappingConfiguration,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { mappingOutput } from '../event-sources/mapping-output.ts';
import { namedMapping } from '../event-sources/named-mapping.ts';
import type { Lambda } from '../lambda.ts';

export const deleteEventSourceMapping: Operation<
  Lambda,
  DeleteEventSourceMappingRequest,
  EventSourceMappingConfiguration
> = (lambda, input, call) => {
  const mapping = namedMapping(lambda, call, input.UUID);
  lambda.sources.stop(mapping.uuid);
  lambda.sources.mappings.remove(mapping);
  return mappingOutput(mapping, 'Deleting');
};
