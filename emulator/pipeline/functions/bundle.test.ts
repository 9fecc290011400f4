import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundleModule } from './bundle.ts';
import type { ModulePackage } from './bundle.ts';

const THUMBNAIL = { module: 'processors/thumbnail.ts', sharp: true };
const ANALYSIS = { module: 'processors/analysis.ts', sharp: true };

/** Calls the handler with an event that is no event, in a folder and a process of its own. */
const PROBE = `import { handler } from './index.mjs';
try {
  await handler({ Records: [{ eventSource: 'aws:sqs', messageId: 'm', body: '{"Event":"s3:TestEvent"}' }] }).then(
    (answer) => console.log(JSON.stringify(answer)),
  );
} catch (error) {
  console.log(error.name + ': ' + error.message);
}`;

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'safelight-function-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run({ zip, environment }: ModulePackage, more: Record<string, string> = {}): Promise<string> {
  for (const [name, bytes] of Object.entries(unzipSync(zip))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  writeFileSync(join(folder, 'probe.mjs'), PROBE);
  const { stdout } = await promisify(execFile)(process.execPath, ['probe.mjs'], {
    cwd: folder,
    env: { AWS_REGION: 'us-east-1', ...environment, ...more },
  });
  return stdout.trim();
}

test('a function with the sharp of its host runs far from any node_modules', async () => {
  const bundle = await bundleModule(THUMBNAIL, { sharp: 'host' });
  expect(Object.keys(unzipSync(bundle.zip))).toEqual(['index.mjs']);
  expect(await run(bundle)).toBe('{"batchItemFailures":[]}');
});

test('without the host, sharp is missed and named', async () => {
  const bundle = await bundleModule(THUMBNAIL, { sharp: 'host' });
  await expect(run({ ...bundle, environment: {} })).rejects.toThrow(/Cannot find module 'sharp'/);
});

test('a function with sharp in its package needs nothing else', async () => {
  const bundle = await bundleModule(THUMBNAIL, { sharp: 'bundled' });
  expect(bundle.environment).toEqual({});
  expect(Object.keys(unzipSync(bundle.zip))).toContain('node_modules/sharp/package.json');
  expect(await run(bundle)).toBe('{"batchItemFailures":[]}');
}, 60_000);

test('the package with sharp stays within what Lambda takes directly, 50 MB zipped and 250 MB unzipped', async () => {
  const { zip } = await bundleModule(THUMBNAIL, { sharp: 'bundled' });
  const unzipped = Object.values(unzipSync(zip)).reduce((sum, bytes) => sum + bytes.byteLength, 0);
  expect(zip.byteLength).toBeLessThan(52_428_800);
  expect(unzipped).toBeLessThan(262_144_000);
}, 60_000);

test('the same sources give the same bytes', async () => {
  const [one, other] = await Promise.all([
    bundleModule(ANALYSIS, { sharp: 'host' }),
    bundleModule(ANALYSIS, { sharp: 'host' }),
  ]);
  expect(Buffer.from(one.zip).equals(other.zip)).toBe(true);
});

test('the analysis has no place to write without a database, and says so', async () => {
  const bundle = await bundleModule(ANALYSIS, { sharp: 'host' });
  expect(await run(bundle)).toContain('DATABASE_URL is not set');
});

test('with a database it runs, and a bundled pg needs none of its native half', async () => {
  const bundle = await bundleModule(ANALYSIS, { sharp: 'host' });
  expect(await run(bundle, { DATABASE_URL: 'postgres://postgres@127.0.0.1:1/postgres' })).toBe(
    '{"batchItemFailures":[]}',
  );
});

test('a module that is no function is refused by name', async () => {
  await expect(bundleModule({ module: 'processors/nothing.ts' }, { sharp: 'host' })).rejects.toThrow(
    /processors\/nothing\.ts is no function of the pipeline/,
  );
});
