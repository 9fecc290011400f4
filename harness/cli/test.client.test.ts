/** What `safelight test` says to a selection that makes no sense, before or instead of a run. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { outerEnvironment } from '../suite/outer-environment.ts';

const LAUNCH = fileURLToPath(new URL('launch.ts', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'safelight-selecting-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  [
    'a tag that is no expression',
    ['--family', 'tables', '--tag', 'cdn and ('],
    'ERR_SELECTION: family tables, tag cdn and (:',
  ],
  [
    'a family that there is not',
    ['--family', 'tabels'],
    'ERR_NO_SCENARIO: No scenario matches family tabels',
  ],
  [
    'a report that is not there',
    ['--beside', 'none.json', '--html', 'page.html'],
    'ERR_REPORT: none.json is no report',
  ],
])('%s is refused', { timeout: 120_000 }, (_, options, said) => {
  const { status, stderr, stdout } = spawnSync(process.execPath, [LAUNCH, 'test', ...options], {
    cwd: folder,
    env: outerEnvironment(),
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([2, expect.stringContaining(said)]);
  expect(stdout).not.toContain('passed');
});
