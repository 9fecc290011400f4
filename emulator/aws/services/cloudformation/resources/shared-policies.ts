/** Policies that a template gives to several queues or topics at once. */
import { isList, type Json, type JsonObject } from '../template/json.ts';
import { textOf, type Making, type ResourceType } from './resource-type.ts';

type SetPolicy = (resource: Json, policy: string, making: Making) => Promise<unknown>;

/** @param list the property that says whose policy it is */
function sharedPolicy(type: string, list: string, set: SetPolicy): ResourceType {
  const bearersOf = ({ [list]: bearers }: JsonObject): readonly Json[] => (isList(bearers) ? bearers : []);
  const setAll = async (bearers: readonly Json[], policy: string, making: Making): Promise<void> => {
    for (const bearer of bearers) await set(bearer, policy, making);
  };
  return {
    type,
    properties: ['PolicyDocument', list],
    required: ['PolicyDocument', list],
    async create(properties, making) {
      making.exists(making.generatedName);
      const bearers = bearersOf(properties);
      await setAll(bearers, textOf(properties['PolicyDocument']), making);
      return { Id: making.generatedName, [list]: bearers };
    },
    async update({ attributes }, properties, making) {
      const bearers = bearersOf(properties);
      await setAll(
        bearersOf(attributes).filter((one) => !bearers.includes(one)),
        '',
        making,
      );
      await setAll(bearers, textOf(properties['PolicyDocument']), making);
      return { ...attributes, [list]: bearers };
    },
    delete: (_, attributes, making) => setAll(bearersOf(attributes), '', making),
  };
}

export const sqsQueuePolicy = sharedPolicy('AWS::SQS::QueuePolicy', 'Queues', (QueueUrl, Policy, making) =>
  making.invoke('sqs', 'SetQueueAttributes', { QueueUrl, Attributes: { Policy } }),
);

export const snsTopicPolicy = sharedPolicy('AWS::SNS::TopicPolicy', 'Topics', (TopicArn, policy, making) =>
  making.invoke('sns', 'SetTopicAttributes', {
    TopicArn,
    AttributeName: 'Policy',
    AttributeValue: policy,
  }),
);
