import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SNS } from '@aws-sdk/client-sns';
import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../cloud.ts';
import { seconds } from '../kernel/instant.ts';
import { clientConfig } from '../testing/client-config.ts';

interface Post {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An HTTP endpoint that notes what is posted to it. */
async function startEndpoint(answer: () => number = () => 200) {
  const posts: Post[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      posts.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(answer()).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/sns`,
    posts,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function subscribe(cloud: Cloud, url: string, attributes: Record<string, string> = {}) {
  const sns = new SNS(clientConfig(cloud));
  const TopicArn = (await sns.createTopic({ Name: 't' })).TopicArn!;
  const { SubscriptionArn } = await sns.subscribe({
    TopicArn,
    Protocol: 'http',
    Endpoint: url,
    Attributes: attributes,
    ReturnSubscriptionArn: true,
  });
  await cloud.clock.settle();
  return { sns, TopicArn, SubscriptionArn };
}

const confirm = async ({ body }: Post) => {
  const { SubscribeURL } = JSON.parse(body) as { SubscribeURL: string };
  return fetch(SubscribeURL);
};

test('an endpoint confirms its subscription by the link it is sent, and gets messages from then on', async () => {
  await using endpoint = await startEndpoint();
  await using cloud = await createCloud({ clock: 'manual' });
  const { sns, TopicArn, SubscriptionArn } = await subscribe(cloud, endpoint.url);
  const [asked] = endpoint.posts;
  expect(Object.keys(JSON.parse(asked!.body) as object)).toEqual([
    'Type',
    'MessageId',
    'Token',
    'TopicArn',
    'Message',
    'SubscribeURL',
    'Timestamp',
    'SignatureVersion',
    'Signature',
    'SigningCertURL',
  ]);
  expect(JSON.parse(asked!.body)).toMatchObject({
    Type: 'SubscriptionConfirmation',
    Message: `You have chosen to subscribe to the topic ${TopicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
  });
  expect(asked!.headers).toMatchObject({
    'content-type': 'text/plain; charset=UTF-8',
    'user-agent': 'Amazon Simple Notification Service Agent',
    'x-amz-sns-message-type': 'SubscriptionConfirmation',
    'x-amz-sns-topic-arn': TopicArn,
  });
  expect((await sns.listSubscriptions({})).Subscriptions).toMatchObject([
    { SubscriptionArn: 'PendingConfirmation' },
  ]);
  await sns.publish({ TopicArn, Message: 'too early' });
  const confirmed = await confirm(asked!);
  expect(await confirmed.text()).toContain(`<SubscriptionArn>${SubscriptionArn}</SubscriptionArn>`);
  expect((await sns.getSubscriptionAttributes({ SubscriptionArn })).Attributes).toMatchObject({
    ConfirmationWasAuthenticated: 'false',
    PendingConfirmation: 'false',
  });
  const { MessageId } = await sns.publish({ TopicArn, Message: 'in time' });
  await cloud.clock.settle();
  expect(endpoint.posts).toHaveLength(2);
  expect(endpoint.posts[1]!.headers).toMatchObject({
    'x-amz-sns-message-type': 'Notification',
    'x-amz-sns-message-id': MessageId,
    'x-amz-sns-subscription-arn': SubscriptionArn,
  });
  expect(JSON.parse(endpoint.posts[1]!.body)).toMatchObject({ Message: 'in time', MessageId });
});

test('raw delivery posts the message alone, in the content type of the delivery policy', async () => {
  await using endpoint = await startEndpoint();
  await using cloud = await createCloud({ clock: 'manual' });
  const DeliveryPolicy = '{"requestPolicy":{"headerContentType":"text/csv"}}';
  const { sns, TopicArn } = await subscribe(cloud, endpoint.url, {
    RawMessageDelivery: 'true',
    DeliveryPolicy,
  });
  await confirm(endpoint.posts[0]!);
  await sns.publish({ TopicArn, Message: 'a;b' });
  await cloud.clock.settle();
  expect(endpoint.posts[1]).toMatchObject({
    body: 'a;b',
    headers: { 'content-type': 'text/csv', 'x-amz-sns-rawdelivery': 'true' },
  });
});

test('an endpoint that fails is tried three times more, twenty seconds apart, and then given up', async () => {
  await using endpoint = await startEndpoint(() => (endpoint.posts.length === 1 ? 200 : 503));
  await using cloud = await createCloud({ clock: 'manual' });
  const { sns, TopicArn, SubscriptionArn } = await subscribe(cloud, endpoint.url);
  await confirm(endpoint.posts[0]!);
  const sqs = new SQS(clientConfig(cloud));
  const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:000000000000:dlq';
  const Policy = JSON.stringify({
    Statement: { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: deadLetterTargetArn },
  });
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'dlq', Attributes: { Policy } });
  await sns.setSubscriptionAttributes({
    SubscriptionArn,
    AttributeName: 'RedrivePolicy',
    AttributeValue: JSON.stringify({ deadLetterTargetArn }),
  });
  await sns.publish({ TopicArn, Message: 'a' });
  const attempts: number[] = [];
  for (let at = 0; at < 4; at += 1) {
    await cloud.clock.advance(at === 0 ? 0 : seconds(20));
    attempts.push(endpoint.posts.length - 1);
  }
  expect(attempts).toEqual([1, 2, 3, 4]);
  const { Messages } = await sqs.receiveMessage({ QueueUrl });
  expect(JSON.parse(Messages![0]!.Body!)).toMatchObject({ Message: 'a' });
  await cloud.clock.advance(seconds(60));
  expect(endpoint.posts).toHaveLength(5);
});

test('an answer of 403 is final', async () => {
  await using endpoint = await startEndpoint(() => (endpoint.posts.length === 1 ? 200 : 403));
  await using cloud = await createCloud({ clock: 'manual' });
  const { sns, TopicArn } = await subscribe(cloud, endpoint.url);
  await confirm(endpoint.posts[0]!);
  await sns.publish({ TopicArn, Message: 'a' });
  await cloud.clock.advance(seconds(60));
  expect(endpoint.posts).toHaveLength(2);
});

test('an endpoint that leaves is told, and can come back', async () => {
  await using endpoint = await startEndpoint();
  await using cloud = await createCloud({ clock: 'manual' });
  const { sns, SubscriptionArn } = await subscribe(cloud, endpoint.url);
  await confirm(endpoint.posts[0]!);
  await sns.unsubscribe({ SubscriptionArn });
  await cloud.clock.settle();
  expect(JSON.parse(endpoint.posts[1]!.body)).toMatchObject({
    Type: 'UnsubscribeConfirmation',
    Message: `You have chosen to deactivate subscription ${SubscriptionArn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`,
  });
  const response = await confirm(endpoint.posts[1]!);
  expect(response.status).toBe(200);
  expect((await sns.listSubscriptions({})).Subscriptions).toMatchObject([{ SubscriptionArn }]);
});

test.each(['http://192.0.2.1/hook', 'http://[2001:db8::1]/hook'])(
  'nothing is posted to another machine: %s',
  async (url) => {
    await using cloud = await createCloud({ clock: 'manual' });
    await subscribe(cloud, url);
    expect(cloud.journal.entries()).toContainEqual(
      expect.objectContaining({
        type: 'sns.delivery',
        status: 'failed',
        failure: expect.stringContaining('is not on this machine'),
      }),
    );
  },
);
