import { expect, test } from 'vitest';
import { findKnee, kneeText } from './find-knee.ts';
import type { LoadResult } from './load-result.ts';

/** What a target that bears so many a second answers to a rate. */
const resultAt = (rate: number, bears: number) =>
  ({
    journey: 'upload',
    pace: { rate, seconds: 1 },
    verdict: rate <= bears ? 'passed' : 'failed',
    dropped: 0,
    summary: {
      metrics: [],
      thresholds: [{ metric: 'checks', expression: 'rate==1', holds: rate <= bears }],
    },
    saturation: { cores: undefined, component: 'the cloud' },
  }) as unknown as LoadResult;

test.each([3, 37, 150, 640])(
  'a target that bears %i a second is found to bear a tenth less at worst',
  async (bears) => {
    const knee = await findKnee(10, 5_000, async (rate) => resultAt(rate, bears));
    expect(knee.holds).toBeLessThanOrEqual(bears);
    expect(knee.breaks).toBeGreaterThan(bears);
    expect((knee.breaks ?? 0) / (knee.holds ?? 1)).toBeLessThan(1.4);
    expect(knee.runs.length).toBeLessThanOrEqual(12);
    expect(kneeText(knee, 'upload')).toContain('Limit: checks rate==1.');
  },
);

test('what bears everything is not searched beyond the most that is asked for', async () => {
  const knee = await findKnee(10, 100, async (rate) => resultAt(rate, 1_000));
  expect(knee).toMatchObject({ holds: 100, breaks: undefined });
  expect(kneeText(knee, 'upload')).toContain('higher was not tried');
});

test('the search ends when the run is ended', async () => {
  const knee = await findKnee(10, 100, async (rate) => ({
    ...resultAt(rate, 1_000),
    verdict: 'interrupted',
  }));
  expect(knee.runs).toEqual([{ rate: 10, verdict: 'interrupted' }]);
});
