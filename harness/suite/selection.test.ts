import { expect, test } from 'vitest';
import { createVitest } from 'vitest/node';
import { vitestOptions } from './selection.ts';

test('a family is its folder, a name is taken to the letter, and tags and order are handed on', () => {
  const { filters, options } = vitestOptions({
    families: ['cors'],
    files: ['put'],
    name: 'a.b (c)',
    tags: ['functions and not cdn'],
    seed: 7,
  });
  expect(filters).toEqual(['scenarios/cors/', 'put']);
  expect(options['testNamePattern']).toEqual(/a\.b \(c\)/i);
  expect(options['tagsFilter']).toEqual(['functions and not cdn']);
  expect(options['sequence']).toEqual({ shuffle: { files: true, tests: true }, seed: 7 });
});

test.each(['0/3', '4/3', '1', '1/x', ''])('%s is no part of a run', (shard) => {
  expect(() => vitestOptions({ shard })).toThrow(expect.objectContaining({ code: 'ERR_SHARD', exitCode: 2 }));
});

/** The files of each part, cut as Vitest cuts them when it runs. */
async function partsOf(count: number): Promise<readonly (readonly string[])[]> {
  const parts: string[][] = [];
  for (let index = 1; index <= count; index++) {
    const { options } = vitestOptions({ shard: `${index}/${count}` });
    const vitest = await createVitest('test', { ...options, project: ['scenarios'], watch: false });
    try {
      const Sequencer = vitest.config.sequence.sequencer;
      const files = await new Sequencer(vitest).shard(await vitest.globTestSpecifications());
      parts.push(files.map(({ moduleId }) => moduleId).toSorted());
    } finally {
      await vitest.close();
    }
  }
  return parts;
}

test(
  'parts of a run are the same each time, have nothing in common and leave nothing out',
  { timeout: 60_000 },
  async () => {
    const [[all = []], three, again] = [await partsOf(1), await partsOf(3), await partsOf(3)];
    expect(three).toEqual(again);
    expect(three.flat()).toHaveLength(all.length);
    expect(three.flat().toSorted()).toEqual(all);
    for (const part of three) expect(part.length).toBeGreaterThan(0);
  },
);
