import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { deviationsPlace, namedDeviations } from './named-deviations.ts';

const folder = mkdtempSync(join(tmpdir(), 'safelight-deviations-'));
const file = join(folder, 'known.json');
afterAll(() => rmSync(folder, { recursive: true }));

test('an emulator that is known is found by its name, wherever that is asked', async () => {
  expect(deviationsPlace('moto')).toBe('moto');
  const known = await namedDeviations('moto');
  expect(known.map(({ scenario }) => scenario)).toContain('an alarm begins without data');
});

test('another list is read from a file', async () => {
  const own = [
    { scenario: 'a cat purrs', instead: 'it barks', link: 'seen on Monday' },
    { scenario: 'a cat sleeps', instead: 'it is awake', link: 'seen on Tuesday', sometimes: true },
  ];
  writeFileSync(file, JSON.stringify(own));
  expect(await namedDeviations(file)).toEqual(own);
});

test.each(['{', '{}', '[{ "scenario": "a cat purrs" }]', '[{ "sentence": "a cat purrs" }]'])(
  'a file that holds %s is refused',
  async (text) => {
    writeFileSync(file, text);
    await expect(namedDeviations(file)).rejects.toMatchObject({ code: 'ERR_DEVIATIONS', exitCode: 2 });
  },
);

test('a name that nobody knows is taken for a file, which is not there', async () => {
  await expect(namedDeviations('motto')).rejects.toThrow('motto is no list of deviations');
});
