import type {
  CreateEventSourceMappingRequest,
  EventSourceMappingConfiguration,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { conflict, invalidParameter } from '../errors.ts';
import { serviceOf, unrecognised } from '../event-sources/event-sources.ts';
import type { EventSourceMapping } from '../event-sources/mapping.ts';
import { mappingOutput } from '../event-sources/mapping-output.ts';
import { newMappingSettings } from '../event-sources/mapping-settings.ts';
import { functionArn } from '../function-reference.ts';
import type { Lambda } from '../lambda.ts';
import { refer } from '../named-function.ts';
import { checkTags } from '../tags.ts';

/** CreateEventSourceMapping (aws.md section B.6). */
export const createEventSourceMapping: Operation<
  Lambda,
  CreateEventSourceMappingRequest,
  EventSourceMappingConfiguration
> = (lambda, input, call) => {
  const { EventSourceArn: sourceArn } = input;
  if (sourceArn === undefined) throw unrecognised();
  checkTags(input.Tags);
  const service = serviceOf(sourceArn);
  const settings = newMappingSettings(service, sourceArn, input);
  const reference = refer(lambda, call, input.FunctionName);
  if (lambda.functions.find(reference) === undefined) throw invalidParameter('Function does not exist');
  const { version } = lambda.target(reference);
  const arn = functionArn(reference, reference.qualifier);
  const twin = lambda.sources.mappings
    .list(reference.scope)
    .find((mapping) => mapping.functionArn === arn && mapping.sourceArn === sourceArn);
  if (twin !== undefined) throw duplicate(twin, reference.name);
  lambda.sources.connector(sourceArn).check({ sourceArn, settings }, version.settings.timeout);
  const mapping: EventSourceMapping = {
    uuid: call.kernel.ids.uuid(),
    scope: reference.scope,
    functionArn: arn,
    sourceArn,
    settings,
    enabled: input.Enabled ?? true,
    modifiedAt: call.now,
    lastResult: undefined,
    checkpoint: undefined,
    tags: input.Tags ?? {},
  };
  lambda.sources.mappings.put(mapping);
  lambda.sources.restart(mapping);
  return mappingOutput(mapping, 'Creating');
};

function duplicate({ sourceArn, uuid }: EventSourceMapping, name: string): Error {
  const advice = `Please update or delete the existing mapping with UUID ${uuid}`;
  return conflict(
    sourceArn.includes(':sqs:')
      ? `An event source mapping with SQS arn (" ${sourceArn} ") and function (" ${name} ") already exists. ${advice}`
      : `The event source arn (" ${sourceArn} ") and function (" ${name} ") provided mapping already exists. ${advice}`,
  );
}
