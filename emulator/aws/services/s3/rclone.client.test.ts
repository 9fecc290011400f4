/** rclone: sync, and its own check of what it has synchronised. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ODD_NAMES, programDesk, SIZES, type Desk } from './testing/programs.ts';

const rcloneAt =
  (desk: Desk) =>
  (...args: readonly string[]): Promise<string> =>
    desk.run('/usr/bin/rclone', args, {
      RCLONE_CONFIG: join(desk.folder, 'rclone.conf'),
      RCLONE_CONFIG_S_TYPE: 's3',
      // The provider AWS insists on a host name per bucket, which nobody resolves here.
      RCLONE_CONFIG_S_PROVIDER: 'Other',
      // Releases before 1.61 send an ACL with every object unless told which; buckets of today take only this one.
      RCLONE_CONFIG_S_ACL: 'bucket-owner-full-control',
      RCLONE_CONFIG_S_ACCESS_KEY_ID: 'test',
      RCLONE_CONFIG_S_SECRET_ACCESS_KEY: 'test',
      RCLONE_CONFIG_S_REGION: 'us-east-1',
      RCLONE_CONFIG_S_ENDPOINT: desk.endpoint,
      // Above this it uploads in parts.
      RCLONE_S3_UPLOAD_CUTOFF: '5Mi',
    });

test('a tree of every size and of odd names is synchronised, checked and fetched', async () => {
  await using desk = await programDesk();
  const rclone = rcloneAt(desk);
  for (const name of ODD_NAMES) desk.write(`photos/2026/${name}`, 2_000);
  for (const size of SIZES) desk.write(`photos/sizes/${size}`, size);
  await rclone('mkdir', 's:rclone');
  await rclone('sync', 'photos', 's:rclone/photos');
  await rclone('check', '--download', 'photos', 's:rclone/photos');
  const listed = await rclone('lsf', '-R', 's:rclone');
  for (const name of ODD_NAMES) expect(listed).toContain(name);
  await rclone('sync', 's:rclone/photos', 'back');
  for (const size of SIZES) expect(desk.holds(`back/sizes/${size}`, size)).toBe(true);
  for (const name of ODD_NAMES) expect(desk.holds(`back/2026/${name}`, 2_000)).toBe(true);
});

test('check notices a file that differs', async () => {
  await using desk = await programDesk();
  const rclone = rcloneAt(desk);
  desk.write('photos/a', 10);
  await rclone('mkdir', 's:rclone');
  await rclone('sync', 'photos', 's:rclone');
  desk.write('photos/a', 11);
  await expect(rclone('check', 'photos', 's:rclone')).rejects.toThrow('1 differences found');
});
