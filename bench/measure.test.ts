import { expect, test } from 'vitest';
import { measure } from './measure.ts';

test('no turn repeats, from the warm-up to the end, however many run at once', async () => {
  const turns: number[] = [];
  const measurement = await measure(
    {
      name: 'counting',
      prepare: async () => ({
        concurrency: 3,
        operation: async (turn) => {
          turns.push(turn);
          await new Promise(setImmediate);
        },
        [Symbol.asyncDispose]: async () => {},
      }),
    },
    { warmUp: 5, duration: 20 },
  );
  expect(new Set(turns).size).toBe(turns.length);
  expect(measurement.operations).toBeLessThan(turns.length);
  expect(measurement.p50).toBeLessThanOrEqual(measurement.p99);
});

test('operations to warm up are not counted, however short the time to warm up', async () => {
  let operations = 0;
  const measurement = await measure(
    {
      name: 'warmed up',
      prepare: async () => ({
        operation: () => {
          operations += 1;
          return new Promise(setImmediate);
        },
        [Symbol.asyncDispose]: async () => {},
      }),
    },
    { warmUp: 0, duration: 1, warmUpOperations: 100 },
  );
  expect(operations - measurement.operations).toBe(100);
});

test('the scene is cleared when the operation fails', async () => {
  let cleared = false;
  const failing = measure(
    {
      name: 'failing',
      prepare: async () => ({
        operation: () => {
          throw new Error('no');
        },
        [Symbol.asyncDispose]: async () => {
          cleared = true;
        },
      }),
    },
    { warmUp: 0, duration: 1 },
  );
  await expect(failing).rejects.toThrow('no');
  expect(cleared).toBe(true);
});

test('a rate counts what an operation stands for, and CPU time is told as a part of a core', async () => {
  let used = 0;
  const measurement = await measure(
    {
      name: 'weighed',
      prepare: async () => ({
        weight: 10,
        cpuTime: () => (used += 5),
        operation: () => new Promise(setImmediate),
        [Symbol.asyncDispose]: async () => {},
      }),
    },
    { warmUp: 0, duration: 20 },
  );
  const seconds = 0.005 / measurement.cpu!;
  expect((measurement.rate * seconds) / measurement.operations).toBeCloseTo(10);
});
