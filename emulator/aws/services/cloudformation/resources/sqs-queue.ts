import type { JsonObject } from '../template/json.ts';
import { textOf, type ResourceType } from './resource-type.ts';

const ATTRIBUTES = [
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'DelaySeconds',
  'FifoQueue',
  'FifoThroughputLimit',
  'KmsDataKeyReusePeriodSeconds',
  'KmsMasterKeyId',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'SqsManagedSseEnabled',
  'VisibilityTimeout',
];

export const sqsQueue: ResourceType = {
  type: 'AWS::SQS::Queue',
  properties: [...ATTRIBUTES, 'QueueName', 'Tags'],
  async create({ QueueName: given, Tags: tags = [], ...attributes }, making) {
    const { FifoQueue: fifo } = attributes;
    const suffix = textOf(fifo) === 'true' ? '.fifo' : '';
    const name = textOf(given ?? `${making.generatedName}${suffix}`);
    const { QueueUrl: url } = await making.invoke('sqs', 'CreateQueue', {
      QueueName: name,
      Attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, textOf(value)])),
      tags: Object.fromEntries(
        (tags as readonly JsonObject[]).map(({ Key, Value }) => [textOf(Key), textOf(Value)]),
      ),
    });
    making.exists(url as string);
    const { Attributes } = await making.invoke('sqs', 'GetQueueAttributes', {
      QueueUrl: url,
      AttributeNames: ['QueueArn'],
    });
    const { QueueArn: arn } = Attributes as { QueueArn: string };
    return { Arn: arn, QueueName: name, QueueUrl: url as string };
  },
  async delete(QueueUrl, _, making) {
    await making.invoke('sqs', 'DeleteQueue', { QueueUrl });
  },
};
