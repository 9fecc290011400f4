import type { EventSourceMappingConfiguration, GetEventSourceMappingRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { mappingOutput } from '../event-sources/mapping-output.ts';
import { namedMapping } from '../event-sources/named-mapping.ts';
import type { Lambda } from '../lambda.ts';

export const getEventSourceMapping: Operation<
  Lambda,
  GetEventSourceMappingRequest,
  EventSourceMappingConfiguration
> = (lambda, input, call) => mappingOutput(namedMapping(lambda, call, input.UUID));
