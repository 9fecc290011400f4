import { expect, test } from 'vitest';
import { runBacklog } from './backlog.ts';

test('of a backlog whose function keeps dying, every message is done or a dead letter with a reason', async () => {
  const backlog = await runBacklog({ messages: 300, poisonEvery: 50, crashes: 0.2, seed: 'a small one' });
  expect(backlog.wrong).toEqual([]);
  expect(backlog.crashed).toBeGreaterThan(0);
  expect(backlog.repeated).toBeGreaterThan(0);
  expect(backlog.dead['no function can do it']).toBe(6);
  const buried = Object.values(backlog.dead).reduce((sum, count) => sum + count, 0);
  expect(backlog.done + buried).toBe(300);
}, 120_000);
