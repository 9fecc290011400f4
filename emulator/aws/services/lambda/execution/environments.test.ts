/** Who is given which environment, and when; what runs in one is told beside the execution of functions. */
import { availableParallelism } from 'node:os';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { Clock } from '../../../kernel/clock.ts';
import { minutes } from '../../../kernel/instant.ts';
import type { Environment } from './environment.ts';
import { Environments, type Lease, type NewEnvironment } from './environments.ts';
import type { FunctionSpec } from './function-spec.ts';

/** A process that is always well and has nothing to do. */
class Idler implements Environment {
  readonly usable = true;
  readonly peakMemory = 0;
  logTo(): void {}
  async start() {
    return { kind: 'ready' } as const;
  }
  async invoke() {
    return { kind: 'response', payload: Buffer.from('null') } as const;
  }
  async stop(): Promise<void> {}
}

const make = async (): Promise<NewEnvironment> => ({
  environment: new Idler(),
  spec: {} as FunctionSpec,
  origin: '',
  cleanUp: () => undefined,
});

const STARTS = availableParallelism();
let environments: Environments;

beforeEach(() => {
  environments = new Environments(new Clock('real', undefined, () => undefined));
});

const acquire = (key = 'resize'): Promise<Lease> => environments.acquire(1, key, make);

/** As many leases of environments that start as may start at once. */
const startAll = (): Promise<Lease[]> => Promise.all(Array.from({ length: STARTS }, () => acquire()));

/** Whether a promise is settled by now. */
const isSettled = (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([promise.then(() => true), turnOfTheLoop(false)]);

test('no more environments start at once than there are processors', async () => {
  const [first] = await startAll();
  const waiting = acquire();
  expect(await isSettled(waiting)).toBe(false);
  first?.started();
  expect((await waiting).cold).toBe(true);
});

test('whoever waits to start one takes the one that has become idle', async () => {
  const [, ...others] = await startAll();
  const warm = await acquireStarted(others);
  const waiting = acquire();
  expect(await isSettled(waiting)).toBe(false);
  warm.release();
  expect(await waiting).toMatchObject({ cold: false, environment: warm.environment });
});

test('one that is idle goes to the function that waits for it, not to the first in line', async () => {
  const [, ...others] = await startAll();
  const warm = await acquireStarted(others);
  const first = acquire('watermark');
  const second = acquire();
  warm.release();
  expect((await second).environment).toBe(warm.environment);
  expect(await isSettled(first)).toBe(false);
});

test('a start that fails makes room for the next', async () => {
  await Promise.all(Array.from({ length: STARTS - 1 }, () => acquire()));
  const failing = environments.acquire(1, 'resize', async () => {
    throw new Error('no space left');
  });
  const waiting = acquire();
  await expect(failing).rejects.toThrow('no space left');
  expect((await waiting).cold).toBe(true);
});

test('when starts wait for one another, one more begins', async () => {
  await startAll();
  expect((await acquire()).cold).toBe(true);
});

test('one that idled for ten minutes only because time was moved is warm again in a state of before', async () => {
  const clock = new Clock('manual', undefined, () => undefined);
  const moved = new Environments(clock);
  const lease = await moved.acquire(1, 'resize', make);
  lease.release();
  await clock.advance(minutes(10));
  expect((await moved.acquire(1, 'resize', make)).cold).toBe(true);
  environments.adopt(moved.takeIdle(), () => ({ functionId: 1, key: 'resize' }));
  expect(await acquire()).toMatchObject({ cold: false, environment: lease.environment });
});

test('nothing of them is waited for once they are closed, however often time was moved', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  const clock = new Clock('manual', undefined, () => undefined);
  const moved = new Environments(clock);
  for (let turn = 0; turn < 3; turn += 1) {
    const lease = await moved.acquire(1, 'resize', make);
    lease.release();
    await clock.advance(minutes(10));
  }
  await moved.close();
  expect(timers()).toBe(before);
});

/** A lease of one that has started, while as many others start as may. */
async function acquireStarted(starting: readonly Lease[]): Promise<Lease> {
  const [one = await acquire()] = starting;
  one.started();
  await acquire();
  return one;
}
