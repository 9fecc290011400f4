import { expect, test } from 'vitest';
import { holdsToModel } from '../model-check.ts';
import { startCaches } from './cache.ts';

test("a distribution's cache answers as its model does", { timeout: 60_000 }, async () => {
  await using caches = await startCaches();
  expect(await holdsToModel(caches.checked, caches, 100)).toBeGreaterThan(100);
});
