import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildProgram, type CloudProcess, type Program } from './cloud-process.ts';
import { fillUp, sizesIn } from './full-disk.ts';
import { beginLife } from './world.ts';

const LAUNCH = join(import.meta.dirname, '../cli/launch.ts');
let program: Program;
const data = mkdtempSync(join(tmpdir(), 'safelight-folder-'));

beforeAll(async () => {
  program = await buildProgram();
});
afterAll(() => {
  program[Symbol.dispose]();
  rmSync(data, { recursive: true, force: true });
});

async function started(...under: string[]): Promise<CloudProcess> {
  const cloud = await program.start(data, { under });
  if (cloud === undefined) throw new Error('the cloud does not start');
  return cloud;
}

test('a disk that is full refuses in words, keeps what it has, and works again when there is room', async () => {
  // A file may not grow past this size: as on a full disk, the write that would do it fails.
  const full = await started('prlimit', `--fsize=${2 * 2 ** 20}`);
  const life = beginLife(full.endpoint);
  life.keepTime(Date.parse((await life.control.clock()).now));
  const { kept, refusals } = await fillUp(life, 4 * 2 ** 20);
  for (const { status, message } of refusals) {
    expect(status).toBe(503);
    expect(message).toMatch(/^The disk that holds the data of this cloud .*: nothing was changed\.$/);
  }
  expect(kept.size).toBeGreaterThan(20);
  expect(await sizesIn(life)).toEqual(kept);
  const journal = await life.control.journal(0);
  expect(journal.filter(({ type }) => type === 'storage').length).toBeGreaterThanOrEqual(refusals.length);
  expect(journal.filter(({ type }) => type === 'defect')).toEqual([]);
  life.destroy();
  await full.kill('SIGKILL');

  const roomy = await started();
  const next = beginLife(roomy.endpoint);
  next.keepTime(Date.parse((await next.control.clock()).now));
  expect(await sizesIn(next)).toEqual(kept);
  await next.s3.putObject({ Bucket: 'full', Key: 'large', Body: 'x'.repeat(4 * 2 ** 20) });
  expect((await sizesIn(next)).size).toBe(kept.size + 1);
  expect(
    readdirSync(join(data, 'blobs'), { recursive: true, withFileTypes: true }).filter((e) => e.isFile()),
  ).toHaveLength(1);
  next.destroy();
  await roomy.kill('SIGTERM');
}, 60_000);

test('a second process on a folder is refused by name, and the first goes on', async () => {
  const first = await started();
  const args = [LAUNCH, 'up', '--data', data, '--port', '0', '--blueprint', 'none', '--json'];
  const second = promisify(execFile)(process.execPath, args);
  await expect(second).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining(
      `ERR_DATA_FOLDER_IN_USE: Process ${first.pid} uses the data folder ${data}.`,
    ) as string,
  });
  expect((await fetch(`${first.endpoint}/_safelight/health`)).status).toBe(200);
  await first.kill('SIGTERM');
}, 60_000);
