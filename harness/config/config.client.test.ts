import { execFile } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const LAUNCH = fileURLToPath(new URL('../cli/launch.ts', import.meta.url));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safelight-config-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a configuration in TypeScript needs no safelight beside it, and no project of modules', async () => {
  // As `npm init` writes it.
  await writeFile(join(folder, 'package.json'), '{ "type": "commonjs" }');
  await writeFile(join(folder, 'port.ts'), 'export const port: number = 4999;\n');
  const text =
    "import { defineConfig } from 'safelight/config';\nimport { port } from './port.ts';\nexport default defineConfig({ cloud: { port } });\n";
  const file = join(folder, 'safelight.config.ts');
  await writeFile(file, text);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      '-e',
      `import(${JSON.stringify(new URL('read-config.ts', import.meta.url).href)}).then(async (m) => console.log(JSON.stringify((await m.findConfig(process.cwd())).config)))`,
    ],
    { cwd: folder },
  );
  expect(JSON.parse(stdout)).toEqual({ cloud: { port: 4999 } });
  await rm(file);
});

test('up takes its port, seed and blueprint from the configuration, and options outrank it', async () => {
  const own = join(folder, 'up');
  await mkdir(own);
  await writeFile(
    join(own, 'safelight.config.json'),
    JSON.stringify({
      region: 'eu-central-1',
      cloud: { port: 1, blueprint: 'none', clock: 'manual', seed: 'spring' },
    }),
  );
  const running = execFile(process.execPath, [LAUNCH, 'up', '--port', '0', '--json'], { cwd: own });
  const ended = new Promise((resolve) => running.once('exit', resolve));
  try {
    const line = await new Promise<string>((resolve, reject) => {
      running.stdout?.once('data', (chunk: string) => resolve(chunk));
      running.once('exit', () => reject(new Error('it ended')));
    });
    const ready = JSON.parse(line) as { endpoint: string; blueprint: string; region: string };
    expect(ready).toMatchObject({ blueprint: 'none', region: 'eu-central-1' });
    const status = (await (await fetch(`${ready.endpoint}/_safelight/status`)).json()) as object;
    expect(status).toMatchObject({ seed: 'spring', clock: { mode: 'manual' } });
  } finally {
    running.kill('SIGTERM');
    await ended;
  }
});
