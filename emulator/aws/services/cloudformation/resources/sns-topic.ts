import { textOf, type ResourceType } from './resource-type.ts';

export const snsTopic: ResourceType = {
  type: 'AWS::SNS::Topic',
  properties: [
    'ContentBasedDeduplication',
    'DisplayName',
    'FifoTopic',
    'KmsMasterKeyId',
    'Tags',
    'TopicName',
  ],
  async create({ TopicName: given, Tags, ...attributes }, making) {
    const { FifoTopic: fifo } = attributes;
    const suffix = textOf(fifo) === 'true' ? '.fifo' : '';
    const name = textOf(given ?? `${making.generatedName}${suffix}`);
    const { TopicArn: arn } = await making.invoke('sns', 'CreateTopic', {
      Name: name,
      Attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, textOf(value)])),
      Tags,
    });
    making.exists(arn as string);
    return { TopicArn: arn as string, TopicName: name };
  },
  async delete(TopicArn, _, making) {
    await making.invoke('sns', 'DeleteTopic', { TopicArn });
  },
};
