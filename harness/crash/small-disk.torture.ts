import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildProgram } from './cloud-process.ts';
import { fillUp, sizesIn } from './full-disk.ts';
import { beginLife } from './world.ts';

const SIZE = 24 * 2 ** 20;

/** A file system of its own, in memory. Mounting it takes root. */
function smallDisk(): Disposable & { readonly place: string } {
  const place = mkdtempSync(join(tmpdir(), 'safelight-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', place]);
  return {
    place,
    [Symbol.dispose]() {
      // Lazily: after a failure a process may still be there that writes to it.
      execFileSync('umount', ['--lazy', place]);
      rmSync(place, { recursive: true });
    },
  };
}

test('a small file system that is full refuses in words, loses nothing through kill -9, and takes more with room', async () => {
  using program = await buildProgram();
  using disk = smallDisk();
  const data = join(disk.place, 'data');
  const others = join(disk.place, 'others');
  writeFileSync(others, Buffer.alloc(2 ** 20));
  const start = async () => {
    const cloud = await program.start(data);
    if (cloud === undefined) throw new Error('the cloud does not start');
    const life = beginLife(cloud.endpoint);
    life.keepTime(Date.parse((await life.control.clock()).now));
    return { cloud, life };
  };

  const first = await start();
  const { kept, refusals } = await fillUp(first.life, SIZE);
  for (const { status, message } of refusals) {
    expect(status).toBe(503);
    expect(message).toMatch(/^The disk that holds the data of this cloud is full: nothing was changed\.$/);
  }
  expect(kept.size).toBeGreaterThan(100);
  expect(await sizesIn(first.life)).toEqual(kept);
  first.life.destroy();
  await first.cloud.kill('SIGKILL');

  rmSync(others);
  const next = await start();
  expect(await sizesIn(next.life)).toEqual(kept);
  await next.life.s3.deleteObject({ Bucket: 'full', Key: 'small 0' });
  await next.life.s3.putObject({ Bucket: 'full', Key: 'again', Body: 'x'.repeat(8_000) });
  expect((await sizesIn(next.life)).size).toBe(kept.size);
  next.life.destroy();
  await next.cloud.kill('SIGTERM');
});
