import { expect, test } from 'vitest';
import { k6Here } from './k6-here.ts';

const WITHOUT = { PATH: '', HOME: '/nonexistent' };

test('without k6 the tests are skipped, and it is said which and why', async () => {
  const told: string[] = [];
  const tell = (line: string): void => void told.push(line);
  expect(await k6Here({ environment: WITHOUT, tell })).toBeUndefined();
  expect(told).toEqual([
    expect.stringMatching(
      /\*\*\* SKIPPED: the tests of load with real k6\. There is no k6 to run: .*PATH has no k6/,
    ),
  ]);
});

test('with CI=true it is a failure', async () => {
  const told: string[] = [];
  const tell = (line: string): void => void told.push(line);
  await expect(k6Here({ environment: { ...WITHOUT, CI: 'true' }, tell })).rejects.toMatchObject({
    code: 'ERR_K6',
  });
  expect(told).toEqual([]);
});
