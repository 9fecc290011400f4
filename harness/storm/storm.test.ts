import { expect, test } from 'vitest';
import { runStorm } from './storm.ts';
import { stormText } from './storm-report.ts';

test('uploads come through duplicates, reorderings and crashes as one thumbnail and one record each', async () => {
  const storm = await runStorm({
    uploads: 30,
    poison: 2,
    seed: 'a small one',
    duplicates: 0.05,
    reorders: 0.05,
    crashes: 0.1,
  });
  expect(storm.reckoning.wrong).toEqual([]);
  expect(storm.reckoning).toMatchObject({ thumbnails: 30, records: 30 });
  for (const times of Object.values(storm.struck)) expect(times).toBeGreaterThan(0);
  expect(stormText(storm)).toContain('thumbnails: 30 of 30\n');
  const text = 'the bytes are no JPEG, PNG, WebP, GIF or AVIF image';
  const letters = storm.reckoning.queues.filter(({ name }) => name.endsWith('-dlq'));
  for (const { reasons } of letters) expect(Object.keys(reasons)).toContain(text);
  expect(letters).toHaveLength(2);
}, 120_000);
