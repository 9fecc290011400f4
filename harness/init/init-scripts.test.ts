import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCloud } from '#aws';
import { initScripts } from './init-scripts.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'safelight-init-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function script(stage: string, name: string, text: string, mode = 0o755): void {
  mkdirSync(join(folder, `${stage}.d`), { recursive: true });
  writeFileSync(join(folder, `${stage}.d`, name), text, { mode });
}

test('scripts run in the order of their names, executable or not, and a failure stops none', async () => {
  const log = join(folder, 'log');
  script('ready', '2-second.sh', `echo second >> ${log}\nexit 3`, 0o644);
  script('ready', '1-first.sh', `#!/bin/sh\necho "first $GREETING" >> ${log}`);
  script('ready', '3-third.py', `open(${JSON.stringify(log)}, 'a').write('third\\n')`);
  script('ready', 'notes.txt', 'no script');
  const said: string[] = [];
  const scripts = initScripts(folder, (line) => said.push(line));
  await scripts.run('READY', { GREETING: 'hello' });
  expect(readFileSync(log, 'utf8')).toBe('first hello\nsecond\nthird\n');
  expect(said).toEqual(['ready.d/2-second.sh: ended with 3']);
  expect(scripts.report.scripts.map(({ name, state }) => [name, state])).toEqual([
    ['1-first.sh', 'SUCCESSFUL'],
    ['2-second.sh', 'ERROR'],
    ['3-third.py', 'SUCCESSFUL'],
  ]);
});

test('what asks under /_localstack is told as LocalStack tells it', async () => {
  script('boot', 'early.sh', 'exit 0');
  script('ready', 'late.sh', 'exit 0');
  const scripts = initScripts(folder, () => undefined);
  await scripts.run('BOOT');
  await using cloud = await createCloud({ clock: 'manual', init: scripts.report });
  const ask = async (path: string): Promise<unknown> =>
    (await fetch(`${cloud.endpoint}/_localstack/${path}`)).json();
  expect(await ask('init')).toEqual({
    completed: { BOOT: true, START: false, READY: false, SHUTDOWN: false },
    scripts: [
      { stage: 'BOOT', name: 'early.sh', state: 'SUCCESSFUL' },
      { stage: 'READY', name: 'late.sh', state: 'UNKNOWN' },
    ],
  });
  await scripts.run('READY');
  expect(await ask('init/ready')).toEqual({
    completed: true,
    scripts: [{ stage: 'READY', name: 'late.sh', state: 'SUCCESSFUL' }],
  });
});

test('a cloud without scripts is ready, healthy, and names its services as LocalStack does', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const ask = async (path: string): Promise<Response> => fetch(`${cloud.endpoint}/_localstack/${path}`);
  expect(await (await ask('init/ready')).json()).toEqual({ completed: true, scripts: [] });
  expect(await (await ask('health')).json()).toMatchObject({
    services: { s3: 'running', events: 'running', stepfunctions: 'running', logs: 'running' },
    edition: 'community',
  });
  expect(await (await ask('info')).json()).toMatchObject({ is_license_activated: false });
  expect((await ask('init/later')).status).toBe(404);
});
