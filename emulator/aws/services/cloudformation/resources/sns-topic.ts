import { isList, without, type Json, type JsonObject } from '../template/json.ts';
import { attributeTexts, changedTexts } from './attribute-texts.ts';
import { textOf, type Making, type ResourceType } from './resource-type.ts';
import { tagChanges } from './tags.ts';

export const snsTopic: ResourceType = {
  type: 'AWS::SNS::Topic',
  properties: [
    'ContentBasedDeduplication',
    'DisplayName',
    'FifoTopic',
    'KmsMasterKeyId',
    'Subscription',
    'Tags',
    'TopicName',
  ],
  createOnly: ['FifoTopic', 'TopicName'],
  named: 'TopicName',
  async create({ TopicName: given, Tags, Subscription: subscriptions, ...attributes }, making) {
    const { FifoTopic: fifo } = attributes;
    const suffix = textOf(fifo) === 'true' ? '.fifo' : '';
    const name = textOf(given ?? `${making.generatedName}${suffix}`);
    const { TopicArn: arn } = await making.invoke('sns', 'CreateTopic', {
      Name: name,
      Attributes: attributeTexts(attributes),
      Tags,
    });
    making.exists(arn as string);
    await subscribe(arn as string, subscriptions, making);
    return { TopicArn: arn as string, TopicName: name };
  },
  async update({ physicalId: TopicArn, attributes, properties: before }, properties, making) {
    const settings = (all: JsonObject): JsonObject => without(all, 'Subscription', 'Tags');
    for (const [AttributeName, AttributeValue] of changedTexts(settings(before), settings(properties))) {
      await making.invoke('sns', 'SetTopicAttributes', { TopicArn, AttributeName, AttributeValue });
    }
    const { put: Tags, removed: TagKeys } = tagChanges(before['Tags'], properties['Tags']);
    if (Tags.length > 0) await making.invoke('sns', 'TagResource', { ResourceArn: TopicArn, Tags });
    if (TagKeys.length > 0) await making.invoke('sns', 'UntagResource', { ResourceArn: TopicArn, TagKeys });
    const kept = new Set(listed(before['Subscription']));
    const wanted = listed(properties['Subscription']);
    await subscribe(
      TopicArn,
      wanted.filter((one) => !kept.has(one)).map((one) => JSON.parse(one) as Json),
      making,
    );
    await unsubscribe(
      TopicArn,
      [...kept].filter((one) => !wanted.includes(one)),
      making,
    );
    return attributes;
  },
  async delete(TopicArn, _, making) {
    await making.invoke('sns', 'DeleteTopic', { TopicArn });
  },
};

const listed = (subscriptions: Json | undefined): readonly string[] =>
  isList(subscriptions) ? subscriptions.map((one) => JSON.stringify(one)) : [];

async function subscribe(TopicArn: string, subscriptions: Json | undefined, making: Making): Promise<void> {
  for (const one of isList(subscriptions) ? subscriptions : []) {
    await making.invoke('sns', 'Subscribe', { TopicArn, ...(one as JsonObject) });
  }
}

async function unsubscribe(TopicArn: string, gone: readonly string[], making: Making): Promise<void> {
  const { Subscriptions: all } = await making.invoke('sns', 'ListSubscriptionsByTopic', { TopicArn });
  const endpoints = new Set(gone.map((one) => (JSON.parse(one) as { Endpoint: string }).Endpoint));
  for (const { SubscriptionArn, Endpoint } of (all ?? []) as {
    SubscriptionArn: string;
    Endpoint: string;
  }[]) {
    if (endpoints.has(Endpoint)) await making.invoke('sns', 'Unsubscribe', { SubscriptionArn });
  }
}
