import { SNS } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

const TopicArn = 'arn:aws:sns:us-east-1:000000000000:t';

test('a new topic has the attributes that AWS reports', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sns = new SNS(clientConfig(cloud));
  expect((await sns.createTopic({ Name: 't' })).TopicArn).toBe(TopicArn);
  const { Attributes = {} } = await sns.getTopicAttributes({ TopicArn });
  const { Policy, EffectiveDeliveryPolicy, ...others } = Attributes;
  expect(others).toEqual({
    DisplayName: '',
    Owner: '000000000000',
    SubscriptionsConfirmed: '0',
    SubscriptionsDeleted: '0',
    SubscriptionsPending: '0',
    TopicArn,
  });
  expect(JSON.parse(EffectiveDeliveryPolicy!)).toEqual({
    http: {
      defaultHealthyRetryPolicy: {
        minDelayTarget: 20,
        maxDelayTarget: 20,
        numRetries: 3,
        numMaxDelayRetries: 0,
        numNoDelayRetries: 0,
        numMinDelayRetries: 0,
        backoffFunction: 'linear',
      },
      disableSubscriptionOverrides: false,
      defaultRequestPolicy: { headerContentType: 'text/plain; charset=UTF-8' },
    },
  });
  expect(JSON.parse(Policy!)).toMatchObject({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [{ Condition: { StringEquals: { 'AWS:SourceOwner': '000000000000' } }, Resource: TopicArn }],
  });
});

test('a FIFO topic says so', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sns = new SNS(clientConfig(cloud));
  const Attributes = { FifoTopic: 'true', SignatureVersion: '2', DisplayName: 'TestTopic' };
  const created = await sns.createTopic({ Name: 't.fifo', Attributes });
  expect((await sns.getTopicAttributes({ TopicArn: created.TopicArn })).Attributes).toMatchObject({
    ...Attributes,
    ContentBasedDeduplication: 'false',
  });
});

test('creating a topic again is fine unless attributes or tags differ', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sns = new SNS(clientConfig(cloud));
  const topic = { Name: 't', Attributes: { DisplayName: 'a' }, Tags: [{ Key: 'k', Value: 'v' }] };
  await sns.createTopic(topic);
  expect((await sns.createTopic(topic)).TopicArn).toBe(TopicArn);
  expect((await sns.createTopic({ Name: 't' })).TopicArn).toBe(TopicArn);
  await expect(sns.createTopic({ ...topic, Attributes: { DisplayName: 'b' } })).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'Invalid parameter: Attributes Reason: Topic already exists with different attributes',
  });
  await expect(sns.createTopic({ ...topic, Tags: [{ Key: 'l', Value: 'v' }] })).rejects.toMatchObject({
    message: 'Invalid parameter: Tags Reason: Topic already exists with different tags',
  });
});

test.each([
  [{ Name: 'a.b' }, 'Invalid parameter: Topic Name'],
  [
    { Name: 'a', Attributes: { FifoTopic: 'true' } },
    'Invalid parameter: Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long.',
  ],
  [{ Name: 'a', Attributes: { Colour: 'red' } }, 'Invalid parameter: AttributeName'],
  [
    {
      Name: 'a',
      Tags: [
        { Key: 'k', Value: '1' },
        { Key: 'k', Value: '2' },
      ],
    },
    'Invalid parameter: Duplicated keys are not allowed.',
  ],
])('the topic %o is refused', async (topic, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sns = new SNS(clientConfig(cloud));
  await expect(sns.createTopic(topic)).rejects.toMatchObject({ name: 'InvalidParameterException', message });
});

test.each([
  [
    'no-arn',
    'InvalidParameterException',
    'Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1',
  ],
  [TopicArn, 'NotFoundException', 'Topic does not exist'],
  ['arn:aws:sns:eu-central-1:000000000000:t', 'InvalidParameterException', 'Invalid parameter: TopicArn'],
])('the topic %s is not found', async (arn, name, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sns = new SNS(clientConfig(cloud));
  await expect(sns.getTopicAttributes({ TopicArn: arn })).rejects.toMatchObject({ name, message });
  await expect(sns.publish({ TopicArn: arn, Message: 'a' })).rejects.toMatchObject({ name, message });
});

test('topics are listed in pages of a hundred, and deleting one twice is no error', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sns = new SNS(clientConfig(cloud));
  for (let at = 0; at < 101; at += 1) await sns.createTopic({ Name: `t${at}` });
  const first = await sns.listTopics({});
  expect(first.Topics).toHaveLength(100);
  const { Topics, NextToken } = await sns.listTopics({ NextToken: first.NextToken });
  expect(Topics).toHaveLength(1);
  expect(NextToken).toBeUndefined();
  const { TopicArn: last } = Topics![0]!;
  await sns.deleteTopic({ TopicArn: last });
  await sns.deleteTopic({ TopicArn: last });
  expect((await sns.listTopics({})).NextToken).toBeUndefined();
});

test('a delivery policy shows in what is effective, and an empty one takes it away', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sns = new SNS(clientConfig(cloud));
  await sns.createTopic({ Name: 't' });
  const policy = {
    http: { defaultHealthyRetryPolicy: { minDelayTarget: 5, maxDelayTarget: 6, numRetries: 1 } },
  };
  const set = (AttributeValue: string) =>
    sns.setTopicAttributes({ TopicArn, AttributeName: 'DeliveryPolicy', AttributeValue });
  const effective = async () => {
    const { Attributes } = await sns.getTopicAttributes({ TopicArn });
    return JSON.parse(Attributes!.EffectiveDeliveryPolicy!) as object;
  };
  await set(JSON.stringify(policy));
  expect(await effective()).toMatchObject({
    http: {
      defaultHealthyRetryPolicy: {
        minDelayTarget: 5,
        maxDelayTarget: 6,
        numRetries: 1,
        numNoDelayRetries: 0,
      },
    },
  });
  await set('');
  expect(await effective()).toMatchObject({ http: { defaultHealthyRetryPolicy: { numRetries: 3 } } });
});

test('tags are added, replaced and taken away', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sns = new SNS(clientConfig(cloud));
  await sns.createTopic({
    Name: 't',
    Tags: [
      { Key: 'k1', Value: 'v1' },
      { Key: 'k2', Value: 'v2' },
    ],
  });
  await sns.untagResource({ ResourceArn: TopicArn, TagKeys: ['k1'] });
  await sns.tagResource({ ResourceArn: TopicArn, Tags: [{ Key: 'k2', Value: 'v2b' }] });
  expect((await sns.listTagsForResource({ ResourceArn: TopicArn })).Tags).toEqual([
    { Key: 'k2', Value: 'v2b' },
  ]);
  await expect(sns.listTagsForResource({ ResourceArn: `${TopicArn}x` })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Resource does not exist',
  });
});

test('another account publishes only when a permission lets it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sns = new SNS(clientConfig(cloud));
  const OTHER = '111122223333';
  const stranger = new SNS({
    ...clientConfig(cloud),
    credentials: { accessKeyId: OTHER, secretAccessKey: 'test' },
  });
  await sns.createTopic({ Name: 't' });
  const publish = () => stranger.publish({ TopicArn, Message: 'a' });
  await expect(publish()).rejects.toMatchObject({ name: 'AuthorizationErrorException' });
  await sns.addPermission({ TopicArn, Label: 'guest', AWSAccountId: [OTHER], ActionName: ['Publish'] });
  await publish();
  await sns.removePermission({ TopicArn, Label: 'guest' });
  await expect(publish()).rejects.toMatchObject({ name: 'AuthorizationErrorException' });
});
