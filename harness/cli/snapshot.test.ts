import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createCloud } from '#aws';

const LAUNCH = join(import.meta.dirname, 'launch.ts');

test('a running cloud is saved, listed and loaded from the command line', async () => {
  const snapshots = mkdtempSync(join(tmpdir(), 'safelight-snapshots-'));
  const startAt = Date.parse('2026-01-01T00:00:00Z');
  await using cloud = await createCloud({ clock: 'manual', startAt, snapshots });
  const snapshot = (...args: string[]) =>
    promisify(execFile)(process.execPath, [LAUNCH, 'snapshot', ...args, '--endpoint', cloud.endpoint]);
  try {
    expect((await snapshot('save', 'monday')).stdout).toMatch(/^monday +2026-01-01T00:00:00\.000Z {2}/);
    await cloud.clock.advance(86_400_000);
    await expect(snapshot('save', 'monday')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^ERR_SNAPSHOT_EXISTS: .*\n\s*.*--replace/) as string,
    });
    const { stdout } = await snapshot('list', '--json');
    expect(JSON.parse(stdout)).toMatchObject([{ name: 'monday', accountId: '000000000000' }]);
    expect((await snapshot('load', 'monday')).stdout).toBe(
      `${cloud.endpoint} is as monday was, at 2026-01-01T00:00:00.000Z.\n`,
    );
    expect(cloud.clock.now()).toBe(startAt);
  } finally {
    rmSync(snapshots, { recursive: true });
  }
}, 60_000);
