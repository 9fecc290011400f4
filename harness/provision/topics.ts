import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
  type SNSClient,
} from '@aws-sdk/client-sns';
import type { TopicSpec } from '#pipeline';
import { changed, found, sameAttribute, type Change } from './change.ts';

/** Makes a topic and its subscriptions what their description says. */
export async function ensureTopic(
  sns: SNSClient,
  spec: TopicSpec,
  topicArn: string,
): Promise<readonly Change[]> {
  const standing = await found(
    sns.send(new GetTopicAttributesCommand({ TopicArn: topicArn })),
    'NotFoundException',
    'NotFound',
  );
  const wanted = { ...spec.attributes, ...(spec.policy && { Policy: JSON.stringify(spec.policy) }) };
  const changes: Change[] = [];
  if (standing === undefined) {
    await sns.send(new CreateTopicCommand({ Name: spec.name, Attributes: wanted }));
    changes.push({ kind: 'topic', name: spec.name, outcome: 'created' });
  } else {
    const actual = standing.Attributes ?? {};
    const parts = Object.entries(wanted).filter(([name, value]) => !sameAttribute(value, actual[name]));
    for (const [AttributeName, AttributeValue] of parts) {
      await sns.send(new SetTopicAttributesCommand({ TopicArn: topicArn, AttributeName, AttributeValue }));
    }
    changes.push(
      changed(
        'topic',
        spec.name,
        parts.map(([name]) => name),
      ),
    );
  }
  const subscribed = await subscriptionsOf(sns, topicArn);
  for (const subscription of spec.subscriptions) {
    changes.push(await ensureSubscription(sns, topicArn, subscription, subscribed));
  }
  return changes;
}

async function ensureSubscription(
  sns: SNSClient,
  TopicArn: string,
  spec: TopicSpec['subscriptions'][number],
  subscribed: ReadonlyMap<string, string>,
): Promise<Change> {
  const { protocol: Protocol, endpointArn: Endpoint, attributes = {} } = spec;
  const name = `${TopicArn.split(':').at(-1)} → ${Endpoint.split(':').at(-1)}`;
  const SubscriptionArn = subscribed.get(Endpoint);
  if (SubscriptionArn === undefined) {
    await sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes: attributes }));
    return { kind: 'subscription', name, outcome: 'created' };
  }
  const { Attributes: actual = {} } = await sns.send(
    new GetSubscriptionAttributesCommand({ SubscriptionArn }),
  );
  const parts = Object.entries(attributes).filter(([key, value]) => !sameAttribute(value, actual[key]));
  for (const [AttributeName, AttributeValue] of parts) {
    await sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
  }
  return changed(
    'subscription',
    name,
    parts.map(([key]) => key),
  );
}

/** Subscription ARNs by endpoint. */
async function subscriptionsOf(sns: SNSClient, TopicArn: string): Promise<ReadonlyMap<string, string>> {
  const byEndpoint = new Map<string, string>();
  let NextToken: string | undefined;
  do {
    const page = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));
    for (const { Endpoint, SubscriptionArn } of page.Subscriptions ?? []) {
      if (Endpoint !== undefined && SubscriptionArn !== undefined) byEndpoint.set(Endpoint, SubscriptionArn);
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined && NextToken !== '');
  return byEndpoint;
}
