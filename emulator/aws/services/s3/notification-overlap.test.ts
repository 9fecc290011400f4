import { expect, test } from 'vitest';
import type { NotificationRule } from './notification-document.ts';
import { checkOverlap } from './notification-overlap.ts';

const rule = (events: readonly string[], prefix?: string, suffix?: string): NotificationRule => ({
  id: 'r',
  kind: 'sqs',
  arn: 'arn',
  events,
  ...(prefix !== undefined && { prefix }),
  ...(suffix !== undefined && { suffix }),
});

const CREATED = ['s3:ObjectCreated:*'];

test.each([
  [rule(CREATED, 'a/'), rule(CREATED, 'b/')],
  [rule(CREATED, '', '.jpg'), rule(CREATED, '', '.png')],
  [rule(CREATED, 'a/', '.jpg'), rule(CREATED, 'a/b/', '.png')],
  [rule(['s3:ObjectCreated:Put']), rule(['s3:ObjectCreated:Copy'])],
  [rule(CREATED), rule(['s3:ObjectRemoved:*'])],
])('%j and %j may stand together', (first, second) => {
  expect(() => checkOverlap([first, second])).not.toThrow();
});

test.each([
  [rule(CREATED, 'uploads/', '.jpg'), rule(CREATED, 'uploads/')],
  [rule(CREATED, 'a/'), rule(['s3:ObjectCreated:Put'], 'a/b/')],
  [rule(CREATED, undefined, '.jpg'), rule(CREATED, undefined, 'x.jpg')],
  [rule(CREATED, 'a/'), rule(CREATED, undefined, '.jpg')],
])('%j and %j are ambiguous', (first, second) => {
  expect(() => checkOverlap([first, second])).toThrow(
    'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.',
  );
});

test('two rules without filters may not share an event', () => {
  const event = 's3:ObjectRemoved:*';
  expect(() => checkOverlap([rule([event]), rule([event])])).toThrow(
    expect.objectContaining({
      message: 'Configurations overlap. Configurations on the same bucket cannot share a common event type.',
      details: { ArgumentName: 'Event', ArgumentValue: `${event}, ${event}` },
    }),
  );
});

test('a rule may not name an event and its kind', () => {
  expect(() => checkOverlap([rule(['s3:ObjectCreated:*', 's3:ObjectCreated:Put'])])).toThrow(
    'Configurations overlap.',
  );
});
