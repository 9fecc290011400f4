import { SNS } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

const TopicArn = 'arn:aws:sns:us-east-1:000000000000:t';
const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:q';

async function withTopic(cloud: { endpoint: string; region: string }) {
  const sns = new SNS(clientConfig(cloud));
  await sns.createTopic({ Name: 't' });
  const subscribe = (more: object = {}) => sns.subscribe({ TopicArn, Protocol: 'sqs', Endpoint, ...more });
  return { sns, subscribe };
}

test('a queue of the same account is subscribed at once', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sns, subscribe } = await withTopic(cloud);
  const { SubscriptionArn } = await subscribe();
  expect(SubscriptionArn).toMatch(/^arn:aws:sns:us-east-1:000000000000:t:[0-9a-f-]{36}$/);
  expect((await sns.getSubscriptionAttributes({ SubscriptionArn })).Attributes).toEqual({
    ConfirmationWasAuthenticated: 'true',
    Endpoint,
    Owner: '000000000000',
    PendingConfirmation: 'false',
    Protocol: 'sqs',
    RawMessageDelivery: 'false',
    SubscriptionArn,
    SubscriptionPrincipal: 'arn:aws:iam::000000000000:root',
    TopicArn,
  });
  const listed = [{ SubscriptionArn, Owner: '000000000000', Protocol: 'sqs', Endpoint, TopicArn }];
  expect((await sns.listSubscriptions({})).Subscriptions).toEqual(listed);
  expect((await sns.listSubscriptionsByTopic({ TopicArn })).Subscriptions).toEqual(listed);
});

test('subscribing again is fine unless attributes differ', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { subscribe } = await withTopic(cloud);
  const Attributes = { RawMessageDelivery: 'true' };
  const { SubscriptionArn } = await subscribe({ Attributes });
  expect((await subscribe({ Attributes })).SubscriptionArn).toBe(SubscriptionArn);
  expect((await subscribe({ Attributes: {} })).SubscriptionArn).toBe(SubscriptionArn);
  expect((await subscribe()).SubscriptionArn).toBe(SubscriptionArn);
  await expect(subscribe({ Attributes: { RawMessageDelivery: 'false' } })).rejects.toMatchObject({
    message: 'Invalid parameter: Attributes Reason: Subscription already exists with different attributes',
  });
});

test.each([
  [
    { Protocol: 'test-protocol' },
    'Invalid parameter: Amazon SNS does not support this protocol string: test-protocol',
  ],
  [{ Endpoint: 'http://127.0.0.1/000000000000/q' }, 'Invalid parameter: SQS endpoint ARN'],
  [
    { Endpoint: `${Endpoint}.fifo` },
    'Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
  ],
  [
    { Attributes: { RawMessageDelivery: 'wrongvalue' } },
    'Invalid parameter: Attributes Reason: RawMessageDelivery: Invalid value [wrongvalue]. Must be true or false.',
  ],
  [
    { Attributes: { FilterPolicy: '{"key":[["value"]]}' } },
    'Invalid parameter: Attributes Reason: FilterPolicy: Match value must be String, number, true, false, or null\n at [Source: (String)"{"key":[["value"]]}"; line: 1, column: 10]',
  ],
])('the subscription %o is refused', async (request, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { subscribe } = await withTopic(cloud);
  await expect(subscribe(request)).rejects.toMatchObject({ name: 'InvalidParameterException', message });
});

test('what only AWS can deliver is refused by name', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { subscribe } = await withTopic(cloud);
  await expect(subscribe({ Protocol: 'email', Endpoint: 'a@example.com' })).rejects.toMatchObject({
    $metadata: { httpStatusCode: 501 },
    message: expect.stringContaining('email'),
  });
});

test.each([
  ['fake', 'x', 'Invalid parameter: AttributeName'],
  [
    'RawMessageDelivery',
    'test-ValUe',
    'Invalid parameter: RawMessageDelivery: Invalid value [test-ValUe]. Must be true or false.',
  ],
  [
    'RawMessageDelivery',
    '',
    'Invalid parameter: RawMessageDelivery: Invalid value []. Must be true or false.',
  ],
  [
    'RedrivePolicy',
    '{"deadLetterTargetArn": "fake"}',
    'Invalid parameter: RedrivePolicy: deadLetterTargetArn is an invalid arn',
  ],
  [
    'FilterPolicy',
    '{invalidjson}',
    'Invalid parameter: FilterPolicy: failed to parse JSON. Unexpected character (\'i\' (code 105)): was expecting double-quote to start field name\n at [Source: (String)"{invalidjson}"; line: 1, column: 3]',
  ],
  [
    'FilterPolicyScope',
    'RandomValue',
    'Invalid parameter: FilterPolicyScope: Invalid value [RandomValue]. Please use either MessageBody or MessageAttributes',
  ],
  [
    'FilterPolicy',
    '{"object":{"key":["a"]}}',
    'Invalid parameter: Filter policy scope MessageAttributes does not support nested filter policy',
  ],
])('setting %s to %j is refused', async (AttributeName, AttributeValue, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sns, subscribe } = await withTopic(cloud);
  const { SubscriptionArn } = await subscribe();
  const setting = sns.setSubscriptionAttributes({ SubscriptionArn, AttributeName, AttributeValue });
  await expect(setting).rejects.toMatchObject({ name: 'InvalidParameterException', message });
});

test('the scope of a filter policy shows once there is a policy', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sns, subscribe } = await withTopic(cloud);
  const { SubscriptionArn } = await subscribe({ Attributes: { FilterPolicyScope: 'MessageBody' } });
  const attributes = async () => (await sns.getSubscriptionAttributes({ SubscriptionArn })).Attributes;
  expect(await attributes()).not.toHaveProperty('FilterPolicyScope');
  const AttributeValue = '{"object":{"key":[{"prefix":"auto-"}]}}';
  await sns.setSubscriptionAttributes({ SubscriptionArn, AttributeName: 'FilterPolicy', AttributeValue });
  expect(await attributes()).toMatchObject({
    FilterPolicy: AttributeValue,
    FilterPolicyScope: 'MessageBody',
  });
});

test('ending a subscription twice is no error, a malformed name is', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sns, subscribe } = await withTopic(cloud);
  const { SubscriptionArn } = await subscribe();
  await sns.unsubscribe({ SubscriptionArn });
  await sns.unsubscribe({ SubscriptionArn });
  await expect(sns.getSubscriptionAttributes({ SubscriptionArn })).rejects.toMatchObject({
    name: 'NotFoundException',
    message: 'Subscription does not exist',
  });
  expect((await sns.getTopicAttributes({ TopicArn })).Attributes?.SubscriptionsDeleted).toBe('1');
  await expect(sns.unsubscribe({ SubscriptionArn: 'randomstring' })).rejects.toMatchObject({
    message: 'Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, not 1',
  });
  await expect(sns.unsubscribe({ SubscriptionArn: `${TopicArn}:randomstring` })).rejects.toMatchObject({
    message: 'Invalid parameter: SubscriptionId',
  });
});

test('tokens that are none, or unknown, confirm nothing', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sns } = await withTopic(cloud);
  await expect(sns.confirmSubscription({ TopicArn, Token: 'short' })).rejects.toMatchObject({
    message: 'Invalid parameter: Token',
  });
  await expect(sns.confirmSubscription({ TopicArn, Token: 'a'.repeat(256) })).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'Invalid token',
  });
});
