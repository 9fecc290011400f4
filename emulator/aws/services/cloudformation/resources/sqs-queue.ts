import { attributeTexts, changedTexts } from './attribute-texts.ts';
import { textOf, type ResourceType } from './resource-type.ts';
import { tagChanges, tagMap } from './tags.ts';

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
  createOnly: ['FifoQueue', 'QueueName'],
  named: 'QueueName',
  async create({ QueueName: given, Tags: tags, ...attributes }, making) {
    const { FifoQueue: fifo } = attributes;
    const suffix = textOf(fifo) === 'true' ? '.fifo' : '';
    const name = textOf(given ?? `${making.generatedName}${suffix}`);
    const { QueueUrl: url } = await making.invoke('sqs', 'CreateQueue', {
      QueueName: name,
      Attributes: attributeTexts(attributes),
      tags: tagMap(tags),
    });
    making.exists(url as string);
    const { Attributes } = await making.invoke('sqs', 'GetQueueAttributes', {
      QueueUrl: url,
      AttributeNames: ['QueueArn'],
    });
    const { QueueArn: arn } = Attributes as { QueueArn: string };
    return { Arn: arn, QueueName: name, QueueUrl: url as string };
  },
  async update(existing, { Tags: tags, ...properties }, making) {
    const { physicalId: QueueUrl, attributes, properties: before } = existing;
    const { Tags: oldTags, ...old } = before;
    const changed = changedTexts(old, properties).map(([name, value]) => [name, value || usual(name)]);
    if (changed.length > 0) {
      const Attributes = Object.fromEntries(changed) as Record<string, string>;
      await making.invoke('sqs', 'SetQueueAttributes', { QueueUrl, Attributes });
    }
    const { put, removed: TagKeys } = tagChanges(oldTags, tags);
    const Tags = Object.fromEntries(put.map(({ Key, Value }) => [Key, Value]));
    if (put.length > 0) await making.invoke('sqs', 'TagQueue', { QueueUrl, Tags });
    if (TagKeys.length > 0) await making.invoke('sqs', 'UntagQueue', { QueueUrl, TagKeys });
    return attributes;
  },
  async delete(QueueUrl, _, making) {
    await making.invoke('sqs', 'DeleteQueue', { QueueUrl });
  },
};

/** What an attribute goes back to that a template no longer mentions. */
const usual = (attribute: string): string => USUAL[attribute] ?? '';

const USUAL: Readonly<Record<string, string>> = {
  ContentBasedDeduplication: 'false',
  DelaySeconds: '0',
  KmsDataKeyReusePeriodSeconds: '300',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  VisibilityTimeout: '30',
};
