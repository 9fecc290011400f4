import { expect, test } from 'vitest';
import type { FunctionPort } from '../kernel/ports.ts';
import { readPublication } from '../services/sns/publication.ts';
import { Sns } from '../services/sns/sns.ts';
import { startCore } from '../testing/core.ts';
import { snsToLambda } from './sns-to-lambda.ts';

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:f';

/** Functions that note what they are asked to do. */
function recordingFunctions(permitted: boolean) {
  const invocations: Parameters<FunctionPort['invokeLater']>[0][] = [];
  const port: FunctionPort = {
    permits: (arn, principal) =>
      permitted &&
      arn === functionArn &&
      principal.kind === 'service' &&
      principal.service === 'sns.amazonaws.com',
    invoke: () => Promise.reject(new Error('SNS invokes asynchronously')),
    invokeLater: (request) => void invocations.push(request),
  };
  return { port, invocations };
}

async function publishTo(permitted: boolean) {
  const core = startCore();
  const { port, invocations } = recordingFunctions(permitted);
  core.ports.provide('functions', port);
  const sns = new Sns(core);
  snsToLambda({ sns }, core);
  const now = core.clock.now();
  const topic = sns.topics.create(core.home, 't', {}, {});
  const subscription = sns.subscriptions.add(topic, {
    arn: `${topic.arn}:00000000-0000-4000-8000-000000000000`,
    protocol: 'lambda',
    endpoint: functionArn,
    owner: '000000000000',
    principal: 'arn:aws:iam::000000000000:root',
    attributes: {},
    confirmed: true,
  });
  const { messageId } = sns.publish(topic, readPublication(topic, { Message: 'Hello world.' }), 0, now);
  await core.clock.settle();
  return { core, topic, subscription, messageId, invocations };
}

test('a function is invoked with the event that AWS sends', async () => {
  const { core, topic, subscription, messageId, invocations } = await publishTo(true);
  using _ = core;
  expect(invocations).toHaveLength(1);
  expect(JSON.parse(invocations[0]!.payload)).toEqual({
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: subscription.arn,
        Sns: {
          Type: 'Notification',
          MessageId: messageId,
          TopicArn: topic.arn,
          Subject: null,
          Message: 'Hello world.',
          Timestamp: '2026-01-01T00:00:00.000Z',
          SignatureVersion: '1',
          Signature: expect.stringMatching(/^[A-Za-z0-9+/]{342}==$/),
          SigningCertUrl: expect.stringMatching(
            /^http:\/\/127\.0\.0\.1:4566\/SimpleNotificationService-[0-9a-f]{32}\.pem$/,
          ),
          UnsubscribeUrl: `http://127.0.0.1:4566/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`,
          MessageAttributes: {},
        },
      },
    ],
  });
  expect(invocations[0]).toMatchObject({
    functionArn,
    principal: { service: 'sns.amazonaws.com', sourceArn: topic.arn, sourceAccount: '000000000000' },
  });
});

test('a function that does not let the topic in is not tried again', async () => {
  const { core, invocations } = await publishTo(false);
  using _ = core;
  expect(invocations).toEqual([]);
  expect(core.outbox.pending()).toBe(0);
  expect(core.journal.entries()).toContainEqual(
    expect.objectContaining({ type: 'sns.delivery', status: 'failed' }),
  );
});
