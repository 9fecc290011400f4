import { expect, test } from 'vitest';
import { Clock } from './clock.ts';
import { Faults } from './faults.ts';
import { seconds } from './instant.ts';
import { Journal } from './journal.ts';
import { Outbox, type Delivery } from './outbox.ts';
import { StorageFailure } from './storage-failure.ts';
import { Store } from './store.ts';

const START = 1_800_000_000_000;

function parts(store = new Store(':memory:')) {
  const clock = new Clock('manual', START, (error) => {
    throw error;
  });
  const journal = new Journal(() => clock.now());
  const faults = new Faults('seed');
  return { store, clock, journal, faults, outbox: new Outbox(store, clock, journal, faults) };
}

test('a delivery is carried out after its transaction is stored', async () => {
  const { store, clock, outbox } = parts();
  const seen: unknown[] = [];
  outbox.handle<{ n: number }>('topic', ({ payload, attempt }) => void seen.push([payload.n, attempt]));
  store.transact(() => {
    outbox.add('topic', { n: 1 }, { cause: 7 });
    expect(seen).toEqual([]);
  });
  await clock.settle();
  expect(seen).toEqual([[1, 1]]);
  expect(outbox.pending()).toBe(0);
});

test('a rolled back transaction delivers nothing', async () => {
  const { store, clock, outbox } = parts();
  let ran = false;
  outbox.handle('topic', () => void (ran = true));
  expect(() =>
    store.transact(() => {
      outbox.add('topic', {}, { cause: 0 });
      throw new Error('no');
    }),
  ).toThrow('no');
  await clock.settle();
  expect(ran).toBe(false);
  expect(outbox.pending()).toBe(0);
});

test('a handler that asks for a retry is called again when it said', async () => {
  const { clock, outbox } = parts();
  const attempts: [number, number][] = [];
  outbox.handle('topic', ({ attempt }) => {
    attempts.push([attempt, clock.now() - START]);
    return attempt < 3 ? { retryAt: clock.now() + seconds(60) } : undefined;
  });
  outbox.add('topic', {}, { cause: 0 });
  await clock.advance(seconds(300));
  expect(attempts).toEqual([
    [1, 0],
    [2, seconds(60)],
    [3, seconds(120)],
  ]);
});

test('a handler that throws is a defect in the journal and is tried again', async () => {
  const { clock, outbox, journal } = parts();
  let calls = 0;
  outbox.handle('topic', () => {
    calls += 1;
    if (calls === 1) throw new Error('broken');
  });
  outbox.add('topic', {}, { cause: 3 });
  await clock.advance(seconds(2));
  expect(calls).toBe(2);
  expect(journal.entries().map(({ type, cause }) => [type, cause])).toEqual([['defect', 3]]);
});

test('deliveries that an earlier process left are taken up again', async () => {
  const first = parts();
  first.outbox.add('topic', { left: true }, { at: START + seconds(5), cause: 0 });
  const second = parts(first.store);
  const seen: Delivery[] = [];
  second.outbox.handle('topic', (delivery) => void seen.push(delivery));
  expect(second.outbox.recover()).toBe(1);
  await second.clock.advance(seconds(5));
  expect(seen.map(({ payload }) => payload)).toEqual([{ left: true }]);
});

test('a seeded fault duplicates a delivery and says so in the journal', async () => {
  const { clock, outbox, faults, journal } = parts();
  faults.add({ id: 'twice', on: 'delivery', target: 'topic', probability: 1, effect: { kind: 'duplicate' } });
  let calls = 0;
  outbox.handle('topic', () => void (calls += 1));
  outbox.add('topic', {}, { cause: 9 });
  await clock.settle();
  expect(calls).toBe(2);
  expect(journal.entries()).toMatchObject([{ type: 'fault', cause: 9, fault: 'twice', effect: 'duplicate' }]);
});

test('a delivery that is dropped comes a second later', async () => {
  const { clock, outbox, faults, journal } = parts();
  faults.add({ on: 'delivery', target: 'topic', probability: 1, times: 1, effect: { kind: 'drop' } });
  const seen: number[] = [];
  outbox.handle('topic', () => void seen.push(clock.now() - START));
  outbox.add('topic', {}, { cause: 9 });
  outbox.add('topic', {}, { cause: 9 });
  await clock.advance(seconds(2));
  expect(seen).toEqual([0, 1_000]);
  expect(journal.entries()).toMatchObject([{ type: 'fault', cause: 9, effect: 'drop', topic: 'topic' }]);
});

test('a delivery whose end cannot be stored is made again, and its trouble is in the journal', async () => {
  const { store, clock, outbox, journal } = parts();
  let calls = 0;
  outbox.handle('topic', () => {
    calls += 1;
    if (calls > 1) return;
    store.beforeCommit = () => {
      store.beforeCommit = () => undefined;
      throw new StorageFailure('full');
    };
  });
  outbox.add('topic', {}, { cause: 3 });
  await clock.settle();
  expect(outbox.pending()).toBe(1);
  await clock.advance(seconds(2));
  expect(calls).toBe(2);
  expect(outbox.pending()).toBe(0);
  expect(journal.entries()[0]).toMatchObject({ type: 'storage', trouble: 'full', cause: 3, topic: 'topic' });
});
