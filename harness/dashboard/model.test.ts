import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JournalEntry } from '#aws';
import type { DashboardEvent } from './events.ts';
import { EMPTY_MODEL, fold, journeyOf } from './model.ts';
import { storageAfter, NO_STORAGE } from './storage-history.ts';
import { counted, movedTo, NO_SECONDS, rate } from './window.ts';

const START = Date.UTC(2027, 0, 1);
const DAY = 86_400_000;

const entry = (facts: Partial<JournalEntry> & { seq: number; type: string }): DashboardEvent => ({
  kind: 'entry',
  heard: START,
  entry: { cause: 0, at: START, ...facts },
});
const call = (seq: number, service: string, operation: string, facts: object = {}): DashboardEvent =>
  entry({ seq, type: 'call', service, operation, status: 200, duration: 5, ...facts });

const JOURNEY: readonly DashboardEvent[] = [
  entry({ seq: 2, type: 's3.event', cause: 1 }),
  call(1, 's3', 'PutObject'),
  call(4, 's3', 'PutObject', { cause: 3 }),
  entry({ seq: 3, type: 'lambda.invocation', cause: 2, at: START + 80, coldStart: true }),
];

test('an upload is followed to the end of the function that it brought about', () => {
  const { pipeline } = fold(EMPTY_MODEL, JOURNEY, START);
  expect(pipeline).toMatchObject({ uploads: 1, events: 1, outputs: 1, invocations: 1, coldStarts: 1 });
  expect(pipeline.lags).toEqual([80]);
});

test('a journey is everything that a request brought about, in order', () => {
  const model = fold(EMPTY_MODEL, [...JOURNEY, call(9, 's3', 'GetObject')], START);
  expect(journeyOf(model, 1).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
});

test('folding one by one and all at once come to the same', () => {
  const events = fc.array(
    fc.record({
      seq: fc.integer({ min: 1, max: 40 }),
      operation: fc.constantFrom('PutObject', 'GetObject', 'ListObjectsV2'),
      status: fc.constantFrom(200, 404, 503),
      cause: fc.integer({ min: 0, max: 5 }),
    }),
  );
  fc.assert(
    fc.property(events, (facts) => {
      const told = facts.map(({ seq, operation, ...rest }) => call(seq, 's3', operation, rest));
      const begun = fold(EMPTY_MODEL, [], START);
      let stepwise = begun;
      for (const event of told) stepwise = fold(stepwise, [event], START);
      expect(stepwise).toEqual(fold(begun, told, START));
    }),
  );
});

test('folding leaves the model before as it was', () => {
  const before = fold(EMPTY_MODEL, JOURNEY, START);
  const copy = structuredClone(before.operations);
  fold(before, [call(50, 's3', 'GetObject')], START);
  expect(before.operations).toEqual(copy);
});

test('what was told twice counts once', () => {
  const { operations } = fold(EMPTY_MODEL, [call(1, 's3', 'GetObject'), call(1, 's3', 'GetObject')], START);
  expect(operations.get('s3 GetObject')?.count).toBe(1);
});

test('a model stays bounded however much it is told', () => {
  let model = EMPTY_MODEL;
  for (let batch = 0; batch < 20; batch += 1) {
    const events = Array.from({ length: 1_000 }, (_, index) =>
      call(batch * 1_000 + index + 1, 's3', 'GetObject'),
    );
    model = fold(model, events, START);
  }
  expect(model.entries.size).toBe(4_000);
  expect(model.journeys.length).toBe(200);
  expect(model.operations.get('s3 GetObject')?.durations.length).toBe(200);
  expect(model.operations.get('s3 GetObject')?.count).toBe(20_000);
});

test('calls that wait for work are no journeys', () => {
  expect(fold(EMPTY_MODEL, [call(1, 'sqs', 'ReceiveMessage')], START).journeys).toEqual([]);
});

test('hits are counted where the edge is', () => {
  const request = (seq: number, result: string) =>
    entry({ seq, type: 'cdn.request', pop: 'FRA60-P6', result });
  const { cdn } = fold(EMPTY_MODEL, [request(1, 'Miss'), request(2, 'Hit'), request(3, 'RefreshHit')], START);
  expect(cdn.places.get('FRA60-P6')).toEqual({ hits: 2, requests: 3 });
});

test('a hit of a shield is told apart from a miss', () => {
  const shielded = entry({
    seq: 1,
    type: 'cdn.request',
    pop: 'FRA60-P6',
    result: 'Miss',
    detail: 'OriginShieldHit',
  });
  expect(fold(EMPTY_MODEL, [shielded], START).cdn.shieldHits).toBe(1);
});

test('a request of a function that runs again after a failure is a retry', () => {
  const invocation = (seq: number, facts: object) =>
    entry({ seq, type: 'lambda.invocation', requestId: 'r1', ...facts });
  const { pipeline } = fold(EMPTY_MODEL, [invocation(1, { error: 'Unhandled' }), invocation(2, {})], START);
  expect(pipeline).toMatchObject({ invocations: 2, failures: 1, retries: 1 });
});

test('seconds pass out of the window, silent ones too', () => {
  let window = NO_SECONDS;
  for (let index = 0; index < 50; index += 1) window = counted(window, START + index * 100);
  expect(rate(movedTo(window, START + 5_000), 5)).toBe(10);
  expect(rate(movedTo(window, START + 70_000), 5)).toBe(0);
});

test('storage is what the meter added from one midnight to the next', () => {
  const usage = (storageClass: string, byteHours: number) => ({
    service: 's3',
    usageType: 'TimedStorage-ByteHrs',
    operation: storageClass,
    resource: 'photos',
    accountId: '0',
    region: 'us-east-1',
    quantity: byteHours,
  });
  let history = storageAfter(NO_STORAGE, [], START + 5);
  history = storageAfter(history, [usage('STANDARD', 100 * 24)], START + DAY);
  history = storageAfter(history, [usage('STANDARD', 100 * 24)], START + DAY + 60);
  const later = [
    usage('STANDARD', 100 * 24 * 2),
    usage('STANDARD_IA', 70 * 24),
    usage('StandardIASizeOverhead', 10 * 24),
  ];
  history = storageAfter(history, later, START + 3 * DAY);
  expect(history.samples.map(({ bytes }) => Object.fromEntries(bytes))).toEqual([
    { STANDARD: 100 },
    { STANDARD: 50, STANDARD_IA: 35 },
  ]);
});

const progress = (seq: number, facts: object): DashboardEvent =>
  entry({
    seq,
    type: 'load.progress',
    journey: 'upload',
    profile: 'steady',
    state: 'running',
    elapsed: seq,
    seconds: 60,
    failures: 0,
    dropped: 0,
    ...facts,
  });

test('a load test is followed second by second, and forgotten a minute after its last word', () => {
  const running = fold(EMPTY_MODEL, [progress(1, { iterations: 5 }), progress(2, { iterations: 12 })], START);
  expect(running.load).toMatchObject({ journey: 'upload', iterations: 12, rates: [5, 7] });
  const another = fold(running, [progress(3, { iterations: 1, journey: 'browse' })], START);
  expect(another.load).toMatchObject({ journey: 'browse', rates: [1] });
  expect(fold(another, [], START + 59_000).load).toBeDefined();
  expect(fold(another, [], START + 61_000).load).toBeUndefined();
});

test('cost says what has grown since the dashboard began', () => {
  const usage = (requests: number): DashboardEvent => ({
    kind: 'usage',
    at: START,
    usage: [
      {
        service: 's3',
        usageType: 'Requests',
        operation: 'PutObject',
        resource: 'photos',
        accountId: '0',
        region: 'us-east-1',
        quantity: requests,
      },
    ],
  });
  const { cost } = fold(EMPTY_MODEL, [usage(1_000), usage(3_000)], START);
  expect(cost.grown.map(({ name, usd }) => [name, usd.toString()])).toEqual([
    ['S3 requests.PUT_COPY_POST_LIST.STANDARD', '0.01'],
  ]);
});
