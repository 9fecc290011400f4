import { expect, test } from 'vitest';
import { holdsToModel } from '../model-check.ts';
import { startCaches } from './cache.ts';

test(
  "a distribution's cache answers as its model does, under every policy",
  { timeout: 60_000 },
  async () => {
    await using caches = await startCaches();
    for (const checked of caches.checked) {
      expect(await holdsToModel(checked, caches, 20)).toBeGreaterThan(20);
    }
  },
);
