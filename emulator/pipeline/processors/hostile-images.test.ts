import { Chance, IMAGES, imageBytes, mutateBytes } from '#fixtures';
import { expect, test } from 'vitest';
import { renderImage, RENDITION_SIZES } from './rendition.ts';
import { UnprocessableImage } from './source-image.ts';

const SMALL = ['chelsea', 'webp', 'avif', 'gif', 'sideways'] as const;

test(
  'a damaged image is shown as far as it goes or is unprocessable, and never anything else',
  { timeout: 120_000 },
  async () => {
    const chance = new Chance(Number(process.env['SEED'] ?? 20_261_128));
    const sources = await Promise.all(SMALL.map((name) => imageBytes(IMAGES[name])));
    let refused = 0;
    const cases = Number(process.env['CASES'] ?? 80);
    for (let at = 0; at < cases; at += 1) {
      let bytes: Uint8Array = chance.of(sources);
      for (let times = chance.of([1, 2, 5]); times > 0; times -= 1) bytes = mutateBytes(bytes, chance);
      const outcome = await renderImage(bytes, { ...RENDITION_SIZES.thumbnail, quality: 80 }).catch(
        (error: unknown) => (error instanceof UnprocessableImage ? 'refused' : error),
      );
      expect(outcome).not.toBeInstanceOf(Error);
      if (outcome === 'refused') refused += 1;
    }
    expect(refused).toBeGreaterThan(cases / 10);
    expect(process.memoryUsage().rss).toBeLessThan(2 * 2 ** 30);
  },
);
