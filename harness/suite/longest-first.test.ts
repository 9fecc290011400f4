import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BaseSequencer, createVitest } from 'vitest/node';
import { LONGEST, longestFirst } from './longest-first.ts';

const ROOT = join(import.meta.dirname, '../..');

test.each(LONGEST)('there are scenarios of %s', (name) => {
  expect(existsSync(join(ROOT, `scenarios/${name}.scenario.ts`))).toBe(true);
});

test('the longest files begin, the rest keeps its order', { timeout: 60_000 }, async () => {
  const vitest = await createVitest('test', { root: ROOT, project: ['scenarios'], watch: false });
  try {
    const files = await vitest.globTestSpecifications();
    const sortedBy = (Sequencer: typeof BaseSequencer) =>
      // oxlint-disable-next-line unicorn/no-array-sort -- a sequencer's own, which gives a new array
      new Sequencer(vitest).sort(files);
    const usual = await sortedBy(BaseSequencer);
    const sorted = await sortedBy(longestFirst(BaseSequencer));
    expect(sorted).toHaveLength(files.length);
    for (const [rank, name] of LONGEST.entries()) expect(sorted[rank]?.moduleId).toContain(`/${name}.`);
    const rest = sorted.slice(LONGEST.length);
    expect(rest).toEqual(usual.filter((file) => rest.includes(file)));
  } finally {
    await vitest.close();
  }
});
