import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { startFunction } from '../../../testing/start-function.ts';
import { zip } from '../../../testing/zip.ts';
import { compileCache } from './compiled-code.ts';

/** A machine's folder for temporary files of the test's own. */
function temporaryFolder(): string {
  const before = process.env['TMPDIR'];
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'compiled-')));
  process.env['TMPDIR'] = folder;
  onTestFinished(() => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(folder, { recursive: true });
  });
  return folder;
}

const compiledIn = (folder: string): readonly string[] =>
  readdirSync(join(folder, 'node-compile-cache'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .toSorted();

async function runIn(folder: string, archive: Uint8Array): Promise<readonly string[]> {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(cloud, '', { Code: { ZipFile: archive } });
  expect((await invoke()).result).toBe('ran');
  // The second invocation begins after what the first compiled was kept.
  expect((await invoke()).result).toBe('ran');
  return compiledIn(folder);
}

test.skipIf(process.platform === 'win32')(
  'what one cloud compiled of a function the next one finds, and other code is compiled anew',
  async () => {
    const folder = temporaryFolder();
    const source = `exports.handler = async () => 'ran';`;
    const archive = zip({ 'index.js': source });
    const first = await runIn(folder, archive);
    expect(first.length).toBeGreaterThan(0);
    expect(await runIn(folder, archive)).toEqual(first);
    expect(await runIn(folder, zip({ 'index.js': `${source} // differs` }))).toHaveLength(first.length + 1);
  },
);

test('a link to a folder that is gone leads to the one of today', () => {
  const folder = temporaryFolder();
  const cloud = join(folder, 'cloud');
  mkdirSync(cloud);
  const { NODE_COMPILE_CACHE: place = '' } = compileCache(cloud);
  rmSync(realpathSync(place), { recursive: true });
  expect(existsSync(place)).toBe(false);
  expect(realpathSync(compileCache(cloud)['NODE_COMPILE_CACHE'] ?? '')).toBe(
    join(folder, 'node-compile-cache'),
  );
});
