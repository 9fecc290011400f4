import { expect, test } from 'vitest';
import { movementsBetween, type ReportOfRun } from './against.ts';

const NOTHING = { count: 0, p50: 0, p95: 0 };

/** A run whose PUTs took these medians, one for each window. */
const run = (medians: readonly number[], journey = 'upload'): ReportOfRun => ({
  journey,
  profile: 'steady',
  pace: { rate: 5, seconds: medians.length },
  startedAt: '2026-11-28T20:00:00Z',
  windows: medians.map((p50) => ({
    iterations: 5,
    steps: { 'put object': { count: 5, p50, p95: p50 * 2 } },
    toThumbnail: NOTHING,
    eventLag: NOTHING,
  })),
});

const QUIET = [10, 11, 10, 9, 10, 10, 11, 9];
const movedIn = (before: readonly number[], now: readonly number[]) =>
  movementsBetween(run(before), run(now)).map(({ what, moved }) => [what, moved]);

test('half as slow again is slower, and the other way round faster', () => {
  const slow = QUIET.map((value) => value * 1.5);
  expect(movedIn(QUIET, slow)).toEqual([
    ['put object p50', 'slower'],
    ['put object p95', 'slower'],
  ]);
  expect(movedIn(slow, QUIET)[0]).toEqual(['put object p50', 'faster']);
});

test('the same difference between runs that scatter is noise', () => {
  expect(movedIn([2, 30, 4, 25, 3, 8, 2, 20], [3, 40, 5, 35, 4, 12, 3, 30])[0]?.[1]).toBe('within noise');
});

test('runs of a few seconds cannot tell', () => {
  expect(movedIn([10, 11], [15, 16])[0]?.[1]).toBe('cannot be told');
});

test('runs of different journeys are not compared', () => {
  expect(() => movementsBetween(run(QUIET), run(QUIET, 'browse'))).toThrow(
    expect.objectContaining({ code: 'ERR_AGAINST' }),
  );
});
