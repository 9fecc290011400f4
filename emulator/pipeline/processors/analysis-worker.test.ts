import { once } from 'node:events';
import { IMAGES, imageBytes, NOT_AN_IMAGE } from '#fixtures';
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Records } from '../records/records.ts';
import { startCloud } from '../testing/start-cloud.ts';
import type { TestCloud } from '../testing/start-cloud.ts';
import { START_TIMEOUT, startRecords } from '../testing/start-records.ts';
import { createAnalysisHandler } from './analysis.ts';
import { startAnalysisWorker } from './analysis-worker.ts';
import type { AnalysisWorker, AnalysisWorkerOptions, WorkerReport } from './analysis-worker.ts';
import { NO_CLASSIFIER } from './classifier.ts';
import type { Classifier } from './classifier.ts';
import { hashDistance } from './perceptual-hash.ts';
import { UnprocessableImage } from './source-image.ts';

const BUCKET = 'pettracker-images-prod';
const KEY = 'uploads/user-123/2024/01/15/my dog+1 ünï.jpg';

let records: Records;
let started: TestCloud;
let s3: S3Client;
let sqs: SQSClient;
let queueUrl: string;
let reports: WorkerReport[];
let heard: EventTarget;
let workers: AnalysisWorker[];

beforeAll(async () => {
  records = await startRecords();
}, START_TIMEOUT);
afterAll(() => records.close());

beforeEach(async () => {
  started = await startCloud();
  s3 = started.s3();
  sqs = started.sqs();
  reports = [];
  workers = [];
  heard = new EventTarget();
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'pettracker-ml-queue' }));
  queueUrl = QueueUrl;
});

afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await records.remove({ bucket: BUCKET, key: KEY });
  await started.end();
});

/** Starts a worker that ends with the test. */
function work(more: Partial<AnalysisWorkerOptions> = {}): AnalysisWorker {
  const worker = startAnalysisWorker({
    s3,
    sqs,
    queueUrl,
    records,
    classifier: NO_CLASSIFIER,
    report: (report) => {
      reports.push(report);
      heard.dispatchEvent(new Event('report'));
    },
    ...more,
  });
  workers.push(worker);
  return worker;
}

/** The first `count` reports, as soon as there are that many. */
async function reported(count: number): Promise<WorkerReport[]> {
  while (reports.length < count) await once(heard, 'report');
  return reports;
}

const eventFor = (key: string, more: Record<string, unknown> = {}) => ({
  Records: [
    {
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      s3: {
        bucket: { name: BUCKET },
        object: { key: encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/'), ...more },
      },
    },
  ],
});

const upload = async (fixture: { path: string }, key = KEY) =>
  s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: await imageBytes(fixture) }));
const send = (body: unknown) =>
  sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(body) }));

/** How many messages the queue holds, visible or in flight. */
async function depth(url = queueUrl): Promise<number> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
}

test('an upload that the queue tells of is analysed, written down, and its message deleted', async () => {
  work({ now: () => new Date('2024-01-15T10:30:00Z') });
  const { ETag } = await upload(IMAGES.sideways);
  await send(eventFor(KEY));
  expect(await reported(1)).toMatchObject([{ outcomes: ['analysed'] }]);
  expect(await records.findImage({ bucket: BUCKET, key: KEY })).toMatchObject({
    format: 'jpeg',
    width: 1200,
    height: 900,
    eTag: ETag,
    version: ETag,
    breed: null,
    confidence: 0,
    model: 'none',
    analysedAt: new Date('2024-01-15T10:30:00Z'),
  });
  expect(await depth()).toBe(0);
});

test('an event through SNS, in its envelope, is understood', async () => {
  work();
  await upload(IMAGES.coffee);
  await send({ Type: 'Notification', Message: JSON.stringify(eventFor(KEY)) });
  expect(await reported(1)).toMatchObject([{ outcomes: ['analysed'] }]);
});

test('an event that comes twice is done once', async () => {
  work({ batchSize: 1 });
  const { ETag = '' } = await upload(IMAGES.coffee);
  const event = eventFor(KEY, { eTag: ETag.replaceAll('"', '') });
  await send(event);
  await reported(1);
  await send(event);
  expect(await reported(2)).toMatchObject([{ outcomes: ['analysed'] }, { outcomes: ['current'] }]);
});

test('what another model said is made anew', async () => {
  const bengal: Classifier = {
    model: 'breed-model-v2',
    classify: async (_bytes, { width }) => ({ breed: width > 0 ? 'Bengal' : null, confidence: 0.75 }),
  };
  const event = eventFor(KEY, { eTag: (await upload(IMAGES.chelsea)).ETag?.replaceAll('"', '') });
  await send(event);
  const first = work();
  await reported(1);
  await first.stop();
  work({ classifier: bengal });
  await send(event);
  await reported(2);
  expect(await records.findImage({ bucket: BUCKET, key: KEY })).toMatchObject({
    breed: 'Bengal',
    confidence: 0.75,
    model: 'breed-model-v2',
  });
});

test('an upload that is gone is no failure', async () => {
  work();
  await upload(IMAGES.coffee);
  await s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: KEY }));
  await send(eventFor(KEY));
  expect(await reported(1)).toMatchObject([{ outcomes: ['gone'] }]);
});

test('the test event and other prefixes are passed over', async () => {
  work({ batchSize: 1 });
  await send({ Service: 'Amazon S3', Event: 's3:TestEvent' });
  await send(eventFor('thumbnails/user-123/2024/01/15/a-thumb.jpg'));
  const outcomes = (await reported(2)).map((report) => 'outcomes' in report && report.outcomes);
  expect(outcomes).toEqual(expect.arrayContaining([[], ['ignored']]));
  expect(await depth()).toBe(0);
});

test.each([
  ['poison', async () => (await upload(NOT_AN_IMAGE), eventFor(KEY)), UnprocessableImage],
  ['a message that is no event', async () => ({ hello: 'world' }), Error],
])('%s goes to the dead-letter queue at once, with the reason', async (_name, message, kind) => {
  const { QueueUrl: dlq = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'pettracker-ml-dlq' }));
  await sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl: queueUrl,
      Attributes: {
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: `arn:aws:sqs:${started.cloud.region}:${started.cloud.accountId}:pettracker-ml-dlq`,
          maxReceiveCount: 3,
        }),
      },
    }),
  );
  work();
  await send(await message());
  const [report] = await reported(1);
  expect(report).toMatchObject({ error: expect.any(kind) });
  await expect.poll(() => depth()).toBe(0);
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: dlq, MessageAttributeNames: ['All'] }),
  );
  const { name, message: reason } = (report as { error: Error }).error;
  expect(Messages?.map(({ MessageAttributes }) => MessageAttributes)).toMatchObject([
    { ErrorType: { StringValue: name }, ErrorMessage: { StringValue: reason } },
  ]);
});

test('poison is received again at once where no dead-letter queue stands', async () => {
  const worker = work();
  await upload(NOT_AN_IMAGE);
  await send(eventFor(KEY));
  for (const report of await reported(2))
    expect(report).toMatchObject({ error: { fault: 'unknown-format' } });
  await worker.stop();
  expect(await depth()).toBe(1);
});

test('a failure that may pass leaves the message to its visibility timeout', async () => {
  const flaky: Classifier = {
    model: 'flaky',
    classify: async () => {
      if (reports.length === 0) throw new Error('the model is being loaded');
      return { breed: 'Tabby', confidence: 0.5 };
    },
  };
  work({ classifier: flaky, visibilitySeconds: 30 });
  await upload(IMAGES.coffee);
  await send(eventFor(KEY));
  await reported(1);
  expect(await depth()).toBe(1);
  await started.cloud.clock.advance(31_000);
  expect(await reported(2)).toMatchObject([{ error: expect.any(Error) }, { outcomes: ['analysed'] }]);
  expect((await records.findImage({ bucket: BUCKET, key: KEY }))?.breed).toBe('Tabby');
});

test('two workers share a queue without doing a message twice', async () => {
  const keys = Array.from({ length: 8 }, (_, index) => `uploads/user-123/${index}.jpg`);
  await Promise.all(keys.map((key) => upload(IMAGES.coffee, key)));
  await Promise.all(keys.map((key) => send(eventFor(key))));
  work({ batchSize: 2 });
  work({ batchSize: 2 });
  const done = await reported(keys.length);
  expect(done.filter((report) => 'outcomes' in report && report.outcomes[0] === 'analysed')).toHaveLength(8);
  expect(await depth()).toBe(0);
  const { perceptualHash: hash = '' } =
    (await records.findImage({ bucket: BUCKET, key: keys[0] ?? '' })) ?? {};
  expect(
    hashDistance(
      hash,
      (await records.findImage({ bucket: BUCKET, key: keys[7] ?? '' }))?.perceptualHash ?? '',
    ),
  ).toBe(0);
});

test('a worker ends on its signal, in the middle of a long poll', async () => {
  const stopping = new AbortController();
  const worker = work({ signal: stopping.signal });
  stopping.abort();
  await worker.done;
  await send(eventFor(KEY));
  expect(await depth()).toBe(1);
  expect(reports).toEqual([]);
});

test('the same analysis runs as a function that reports its failed messages', async () => {
  await upload(IMAGES.coffee);
  await upload(NOT_AN_IMAGE, 'uploads/user-123/text.jpg');
  const handler = createAnalysisHandler({ s3, records, classifier: NO_CLASSIFIER });
  const bodies = [eventFor('uploads/user-123/text.jpg'), eventFor(KEY)];
  const answer = await handler({
    Records: bodies.map((body, index) => ({
      eventSource: 'aws:sqs',
      messageId: `message-${index}`,
      body: JSON.stringify(body),
    })),
  });
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-0' }] });
  expect((await records.findImage({ bucket: BUCKET, key: KEY }))?.width).toBe(320);
});
