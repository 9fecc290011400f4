import { without } from '../template/json.ts';
import type { ResourceType } from './resource-type.ts';
import { tagMap } from './tags.ts';

export const lambdaEventSourceMapping: ResourceType = {
  type: 'AWS::Lambda::EventSourceMapping',
  properties: [
    'BatchSize',
    'BisectBatchOnFunctionError',
    'DestinationConfig',
    'Enabled',
    'EventSourceArn',
    'FilterCriteria',
    'FunctionName',
    'FunctionResponseTypes',
    'MaximumBatchingWindowInSeconds',
    'MaximumRecordAgeInSeconds',
    'MaximumRetryAttempts',
    'ParallelizationFactor',
    'ScalingConfig',
    'StartingPosition',
    'StartingPositionTimestamp',
    'Tags',
    'TumblingWindowInSeconds',
  ],
  required: ['EventSourceArn', 'FunctionName'],
  createOnly: ['EventSourceArn', 'StartingPosition', 'StartingPositionTimestamp', 'Tags'],
  async create(properties, making) {
    const request = { ...properties, Tags: tagMap(properties['Tags']) };
    const answer = await making.invoke('lambda', 'CreateEventSourceMapping', request);
    const { UUID, EventSourceMappingArn: arn } = answer as { UUID: string; EventSourceMappingArn?: string };
    making.exists(UUID);
    return { Id: UUID, ...(arn !== undefined && { EventSourceMappingArn: arn }) };
  },
  async update({ physicalId: UUID, attributes }, properties, making) {
    const rest = without(
      properties,
      'EventSourceArn',
      'StartingPosition',
      'StartingPositionTimestamp',
      'Tags',
    );
    await making.invoke('lambda', 'UpdateEventSourceMapping', { UUID, ...rest });
    return attributes;
  },
  async delete(UUID, _, making) {
    await making.invoke('lambda', 'DeleteEventSourceMapping', { UUID });
  },
};
