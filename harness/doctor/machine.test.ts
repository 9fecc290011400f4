import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { machineFindings } from './machine.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'safelight-doctor-'));
  for (const name of ['XDG_CACHE_HOME', 'HOME']) vi.stubEnv(name, folder);
  vi.stubEnv('K6_BIN', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const findings = async () =>
  new Map((await machineFindings({ port: 0, host: '127.0.0.1' })).map((each) => [each.what, each]));

test('a program that is not there is said not to be installed, with the way to get it', async () => {
  vi.stubEnv('PATH', folder);
  const found = await findings();
  expect(found.get('k6')).toMatchObject({
    verdict: 'warning',
    found: 'is not installed',
    next: expect.stringContaining('brew install k6'),
  });
  expect(found.get('Docker')).toMatchObject({ verdict: 'warning', found: 'is not installed' });
});

test('a program that is there and fails is told apart from one that is not', async () => {
  for (const name of ['k6', 'docker']) {
    writeFileSync(join(folder, name), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  }
  vi.stubEnv('PATH', [folder, '/bin'].join(delimiter));
  const found = await findings();
  expect(found.get('k6')?.found).toBe(`${join(folder, 'k6')} fails at \`k6 version\``);
  expect(found.get('Docker')).toMatchObject({
    found: 'does not answer',
    next: expect.stringContaining('start'),
  });
});
