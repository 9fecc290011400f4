import { HOSTILE_KEYS } from '#fixtures';
import { expect, test } from 'vitest';
import { decodeEventKey, deliveriesOf, MalformedEventError, objectEventHandler } from './event-records.ts';
import type { ObjectEvent } from './event-records.ts';

/** As `URLSearchParams` writes a value, with the slashes kept: what S3 puts into notifications. */
const encodeEventKey = (key: string): string =>
  encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');

const s3Event = (key: string, more: Record<string, unknown> = {}) => ({
  Records: [
    {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: 'us-east-1',
      eventTime: '2026-11-20T10:11:12.345Z',
      eventName: 'ObjectCreated:Put',
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'uploads',
        bucket: { name: 'pettracker-images-prod', arn: 'arn:aws:s3:::pettracker-images-prod' },
        object: { key: encodeEventKey(key), size: 1024, eTag: 'd41d8cd98f00b204e9800998ecf8427e', ...more },
      },
    },
  ],
});

const bySns = (document: unknown) => ({
  Records: [
    {
      EventSource: 'aws:sns',
      EventVersion: '1.0',
      Sns: { Type: 'Notification', Message: JSON.stringify(document) },
    },
  ],
});

const bySqs = (...bodies: unknown[]) => ({
  Records: bodies.map((body, index) => ({
    messageId: `message-${index}`,
    eventSource: 'aws:sqs',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })),
});

const notification = (document: unknown) => ({
  Type: 'Notification',
  TopicArn: 'arn:aws:sns:us-east-1:000000000000:pettracker-image-events',
  Message: JSON.stringify(document),
});

const byEventBridge = (key: string) => ({
  version: '0',
  'detail-type': 'Object Created',
  source: 'aws.s3',
  detail: {
    bucket: { name: 'pettracker-images-prod' },
    object: { key, size: 1024, etag: 'd41d8cd98f00b204e9800998ecf8427e', 'version-id': 'v1' },
  },
});

const KEY = 'uploads/user-123/2024/01/15/my dog+1 ünï.jpg';

const events = (event: unknown): ObjectEvent[] => deliveriesOf(event).flatMap((delivery) => delivery.read());

test.each([
  ['straight from S3', s3Event(KEY)],
  ['through SNS', bySns(s3Event(KEY))],
  ['through SQS', bySqs(s3Event(KEY))],
  ['through SNS and SQS', bySqs(notification(s3Event(KEY)))],
  ['through EventBridge', byEventBridge(KEY)],
  ['through EventBridge and SQS', bySqs(byEventBridge(KEY))],
])('an event that comes %s names the object', (_way, event) => {
  expect(events(event)).toEqual([
    expect.objectContaining({
      bucket: 'pettracker-images-prod',
      key: KEY,
      size: 1024,
      eTag: 'd41d8cd98f00b204e9800998ecf8427e',
    }),
  ]);
});

test.each(HOSTILE_KEYS)('a key with $name comes out as it went in', ({ key }) => {
  expect(events(s3Event(key))[0]?.key).toBe(key);
});

test('a space is a plus in notifications, and a plus is escaped', () => {
  expect(decodeEventKey('uploads/red+flower%2B1.jpg')).toBe('uploads/red flower+1.jpg');
});

test('the version is read where the bucket has versions', () => {
  expect(events(s3Event(KEY, { versionId: 'v7' }))[0]?.versionId).toBe('v7');
  expect(events(s3Event(KEY))[0]).not.toHaveProperty('versionId');
});

test('the test event that S3 sends on configuration holds no objects', () => {
  const testEvent = { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'pettracker-images-prod' };
  expect(events(bySqs(testEvent))).toEqual([]);
  expect(events(bySns(testEvent))).toEqual([]);
});

test.each([
  ['a body that is no JSON', bySqs('hello')],
  ['a body that is no event', bySqs({ hello: 'world' })],
  ['a record of another service', { Records: [{ eventSource: 'aws:kinesis', kinesis: {} }] }],
  ['a key with a broken escape', { Records: [{ s3: { bucket: { name: 'b' }, object: { key: '%zz' } } }] }],
  ['nothing', undefined],
])('%s is refused', (_name, event) => {
  expect(() => events(event)).toThrow(MalformedEventError);
});

test('a failed message of an SQS batch is reported alone', async () => {
  const done: string[] = [];
  const handler = objectEventHandler(async ({ key }) => {
    if (key.includes('bad')) throw new Error('cannot');
    done.push(key);
  });
  const batch = bySqs(
    s3Event('uploads/a.jpg'),
    s3Event('uploads/bad.jpg'),
    'no event',
    s3Event('uploads/b.jpg'),
  );
  expect(await handler(batch)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'message-1' }, { itemIdentifier: 'message-2' }],
  });
  expect(done).toEqual(['uploads/a.jpg', 'uploads/b.jpg']);
});

test('a failure outside SQS is thrown, so that Lambda retries the invocation', async () => {
  const handler = objectEventHandler(async () => {
    throw new TypeError('cannot');
  });
  await expect(handler(s3Event(KEY))).rejects.toThrow(TypeError);
  await expect(handler(bySns(s3Event(KEY)))).rejects.toThrow('cannot');
});

test('one bad record does not keep the others from being done', async () => {
  const done: string[] = [];
  const handler = objectEventHandler(async ({ key }) => {
    if (key.includes('bad')) throw new Error(key);
    done.push(key);
  });
  const records = ['uploads/bad.jpg', 'uploads/a.jpg', 'uploads/bad2.jpg'].flatMap(
    (key) => s3Event(key).Records,
  );
  await expect(handler({ Records: records })).rejects.toThrow('2 records failed');
  expect(done).toEqual(['uploads/a.jpg']);
});
