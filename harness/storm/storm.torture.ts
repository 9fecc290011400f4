import { expect, test } from 'vitest';
import { runStorm } from './storm.ts';
import { stormText } from './storm-report.ts';

test('ten thousand uploads come through a storm', async () => {
  const storm = await runStorm({
    uploads: 10_000,
    poison: 20,
    seed: 'storm',
    duplicates: 0.05,
    reorders: 0.05,
    crashes: 0.02,
  });
  console.log(stormText(storm));
  expect(storm.reckoning.wrong).toEqual([]);
  expect(storm.reckoning).toMatchObject({ thumbnails: 10_000, records: 10_000 });
});
