import { expect, test } from 'vitest';
import { Clock } from './clock.ts';
import { days, seconds } from './instant.ts';

const START = 1_800_000_000_000;

function manual(): { clock: Clock; defects: unknown[] } {
  const defects: unknown[] = [];
  return { clock: new Clock('manual', START, (error) => defects.push(error)), defects };
}

test('a manual clock stands still until it is moved', async () => {
  const { clock } = manual();
  expect(clock.now()).toBe(START);
  await clock.advance(days(91));
  expect(clock.now()).toBe(START + days(91));
});

test('deadlines run in order of time, not of insertion', async () => {
  const { clock } = manual();
  const seen: [string, number][] = [];
  clock.schedule(START + 20, () => void seen.push(['b', clock.now() - START]));
  clock.schedule(START + 10, () => void seen.push(['a', clock.now() - START]));
  clock.schedule(START + 20, () => void seen.push(['c', clock.now() - START]));
  await clock.advance(100);
  expect(seen).toEqual([
    ['a', 10],
    ['b', 20],
    ['c', 20],
  ]);
});

test('a deadline set by a deadline runs at its own time within one advance', async () => {
  const { clock } = manual();
  const ticks: number[] = [];
  const tick = (): void => {
    ticks.push(clock.now() - START);
    clock.schedule(clock.now() + seconds(30), tick);
  };
  clock.schedule(START + seconds(30), tick);
  await clock.advance(seconds(95));
  expect(ticks).toEqual([seconds(30), seconds(60), seconds(90)]);
  expect(clock.now()).toBe(START + seconds(95));
});

test('advance waits for the work that a deadline started before it moves on', async () => {
  const { clock } = manual();
  const seen: string[] = [];
  clock.schedule(START + 1, async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    seen.push(`first at ${clock.now() - START}`);
  });
  clock.schedule(START + 2, () => void seen.push(`second at ${clock.now() - START}`));
  await clock.advance(10);
  expect(seen).toEqual(['first at 1', 'second at 2']);
});

test('work parked on a wait does not hold time back', async () => {
  const { clock } = manual();
  const poll = clock.run(() =>
    clock.park<string>((resume) => clock.schedule(START + seconds(20), () => resume('timed out'))),
  );
  await clock.advance(seconds(20));
  await expect(poll).resolves.toBe('timed out');
});

test('sleeping in a run ends when time has passed', async () => {
  const { clock } = manual();
  const slept = clock.run(async () => {
    await clock.sleep(seconds(5));
    return clock.now();
  });
  await clock.advance(seconds(5));
  await expect(slept).resolves.toBe(START + seconds(5));
});

test('what is already due runs without anybody moving time', async () => {
  const { clock } = manual();
  await new Promise<void>((resolve) => clock.schedule(START, resolve));
  expect(clock.now()).toBe(START);
});

test('a cancelled deadline does not run', async () => {
  const { clock } = manual();
  let ran = false;
  clock.schedule(START + 1, () => void (ran = true))();
  await clock.advance(10);
  expect(ran).toBe(false);
});

test('a task that throws is reported as a defect and stops nothing else', async () => {
  const { clock, defects } = manual();
  let ran = false;
  clock.schedule(START + 1, () => {
    throw new Error('broken');
  });
  clock.schedule(START + 2, () => void (ran = true));
  await clock.advance(10);
  expect(defects).toHaveLength(1);
  expect(ran).toBe(true);
});

test('a real clock can be frozen, moved and set going again', async () => {
  const clock = new Clock('real', START, () => undefined);
  clock.freeze();
  const frozen = clock.now();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(clock.now()).toBe(frozen);
  await clock.advance(days(1));
  expect(clock.now()).toBe(frozen + days(1));
  expect(clock.reading().rate).toBe(0);
  clock.resume();
  expect(clock.reading().rate).toBe(1);
  clock.close();
});

test('two advances asked for at once happen one after the other', async () => {
  const { clock } = manual();
  await Promise.all([clock.advance(seconds(1)), clock.advance(seconds(2))]);
  expect(clock.now()).toBe(START + seconds(3));
});

test('a wait that ends at once is cleaned up too', async () => {
  const { clock } = manual();
  let cleaned = 0;
  const value = await clock.park<string>((resume) => {
    resume('there already');
    return () => void (cleaned += 1);
  });
  expect([value, cleaned]).toEqual(['there already', 1]);
});

test('moving time does not stop for the ends of waits, but they end', async () => {
  const { clock } = manual();
  let polls = 0;
  const poll = (): void => {
    polls += 1;
    clock.scheduleWait(clock.now() + seconds(20), poll);
  };
  poll();
  const seen: number[] = [];
  clock.schedule(START + days(30), () => void seen.push(clock.now()));
  await clock.advance(days(91));
  expect(polls).toBe(2);
  expect(seen).toEqual([START + days(30)]);
});
