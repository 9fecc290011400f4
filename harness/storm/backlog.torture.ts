import { expect, test } from 'vitest';
import { runBacklog } from './backlog.ts';
import type { Memory } from './memory.ts';

const MESSAGES = 10_000;
/** What may remain on the heap: a journal that was empty before, and the account that this test keeps. */
const LEVEL = 32 * 2 ** 20;
/** What the system may count more after the second backlog than after the first: the allocator gives nothing back at once. */
const GROWTH = 64 * 2 ** 20;

const mebibytes = ({ heap, rss }: Memory): string =>
  [heap, rss].map((bytes) => Math.round(bytes / 2 ** 20)).join(' / ');

test('10,000 deliveries queued at once come through while their function keeps dying, and memory is at its level', async () => {
  const after: Memory[] = [];
  for (const seed of ['first', 'second']) {
    const { memory, wrong, ...told } = await runBacklog({
      messages: MESSAGES,
      poisonEvery: 500,
      crashes: 0.2,
      seed,
    });
    const levels = Object.entries(memory).map(([when, level]) => [when, mebibytes(level)]);
    process.stdout.write(
      `${JSON.stringify({ seed, ...told, 'heap / rss in MiB': Object.fromEntries(levels) })}\n`,
    );
    expect(wrong).toEqual([]);
    const buried = Object.values(told.dead).reduce((sum, count) => sum + count, 0);
    expect(told.done + buried).toBe(MESSAGES);
    expect(memory.after.heap).toBeLessThan(memory.before.heap + LEVEL);
    after.push(memory.after);
  }
  expect(after[1]!.rss).toBeLessThan(after[0]!.rss + GROWTH);
});
