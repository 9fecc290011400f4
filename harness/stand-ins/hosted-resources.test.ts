import { expect, test } from 'vitest';
import { findBlueprint } from '../blueprints.ts';
import { hostedResources } from './hosted-resources.ts';

const CONTEXT = { accountId: '000000000000', region: 'us-east-1', suffix: '-x' };
const FEED = 'arn:aws:sqs:us-east-1:000000000000:generate-thumbnail-x-feed';

const hosted = (name: Parameters<typeof findBlueprint>[0]) =>
  hostedResources(findBlueprint(name).resources(CONTEXT), CONTEXT);

test('a topic tells a queue what it would have told the function', () => {
  const { resources, feeds } = hosted('pettracker');
  const endpoints = resources.topics.flatMap(({ subscriptions }) =>
    subscriptions.map(({ protocol, endpointArn }) => [protocol, endpointArn]),
  );
  expect(endpoints).toContainEqual(['sqs', FEED]);
  expect(endpoints.filter(([protocol]) => protocol === 'lambda')).toEqual([]);
  expect(feeds).toEqual([
    {
      queue: 'generate-thumbnail-x-feed',
      functionName: 'generate-thumbnail-x',
      shape: 'event of SNS',
    },
  ]);
});

test('a bucket notifies a queue in the function’s place, by the same rules', () => {
  const written = findBlueprint('pettracker/as-written').resources(CONTEXT);
  const rules = written.buckets.flatMap(
    ({ notifications }) => notifications?.LambdaFunctionConfigurations ?? [],
  );
  const { resources } = hosted('pettracker/as-written');
  const queued = resources.buckets.flatMap(({ notifications }) => notifications?.QueueConfigurations ?? []);
  const ofFeed = queued.filter(({ QueueArn }) => QueueArn === FEED);
  expect(ofFeed.map(({ Filter }) => Filter)).toEqual(rules.map(({ Filter }) => Filter));
  expect(
    resources.buckets.some(({ notifications }) => notifications?.LambdaFunctionConfigurations !== undefined),
  ).toBe(false);
});

test('what a function fails for good ends where it would have ended', () => {
  const { resources } = hosted('pettracker');
  const feed = resources.queues.find(({ name }) => name === 'generate-thumbnail-x-feed');
  expect(feed?.deadLetter).toEqual({ queue: 'pettracker-thumbnail-dlq-x', maxReceiveCount: 3 });
  expect(resources.functions.map(({ deadLetterQueue }) => deadLetterQueue)).toEqual([undefined]);
});
