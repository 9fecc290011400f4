import { attributeTexts, changedTexts } from './attribute-texts.ts';
import type { ResourceType } from './resource-type.ts';

export const snsSubscription: ResourceType = {
  type: 'AWS::SNS::Subscription',
  properties: [
    'Endpoint',
    'FilterPolicy',
    'FilterPolicyScope',
    'Protocol',
    'RawMessageDelivery',
    'RedrivePolicy',
    'TopicArn',
  ],
  required: ['Protocol', 'TopicArn'],
  createOnly: ['Endpoint', 'Protocol', 'TopicArn'],
  async create({ Endpoint, Protocol, TopicArn, ...attributes }, making) {
    const { SubscriptionArn: arn } = await making.invoke('sns', 'Subscribe', {
      Endpoint,
      Protocol,
      TopicArn,
      Attributes: attributeTexts(attributes),
      ReturnSubscriptionArn: true,
    });
    making.exists(arn as string);
    return { Arn: arn as string };
  },
  async update({ physicalId: SubscriptionArn, attributes, properties: before }, properties, making) {
    for (const [AttributeName, AttributeValue] of changedTexts(before, properties)) {
      const change = { SubscriptionArn, AttributeName, AttributeValue };
      await making.invoke('sns', 'SetSubscriptionAttributes', change);
    }
    return attributes;
  },
  async delete(SubscriptionArn, _, making) {
    await making.invoke('sns', 'Unsubscribe', { SubscriptionArn });
  },
};
