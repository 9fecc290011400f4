import { textOf, type ResourceType } from './resource-type.ts';

export const sqsQueuePolicy: ResourceType = {
  type: 'AWS::SQS::QueuePolicy',
  properties: ['PolicyDocument', 'Queues'],
  required: ['PolicyDocument', 'Queues'],
  async create({ PolicyDocument: document, Queues: queues }, making) {
    making.exists(making.generatedName);
    for (const QueueUrl of queues as readonly string[]) {
      const Attributes = { Policy: textOf(document) };
      await making.invoke('sqs', 'SetQueueAttributes', { QueueUrl, Attributes });
    }
    return { Id: making.generatedName, Queues: queues! };
  },
  async delete(_, { Queues: queues = [] }, making) {
    for (const QueueUrl of queues as readonly string[]) {
      await making.invoke('sqs', 'SetQueueAttributes', { QueueUrl, Attributes: { Policy: '' } });
    }
  },
};
