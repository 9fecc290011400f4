import { textOf, type ResourceType } from './resource-type.ts';

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
  async create({ Endpoint, Protocol, TopicArn, ...attributes }, making) {
    const { SubscriptionArn: arn } = await making.invoke('sns', 'Subscribe', {
      Endpoint,
      Protocol,
      TopicArn,
      Attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, textOf(value)])),
      ReturnSubscriptionArn: true,
    });
    making.exists(arn as string);
    return { Arn: arn as string };
  },
  async delete(SubscriptionArn, _, making) {
    await making.invoke('sns', 'Unsubscribe', { SubscriptionArn });
  },
};
