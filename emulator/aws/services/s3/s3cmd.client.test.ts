/** s3cmd, which signs as it did in 2015 and cuts uploads at 15 MiB. */
import { expect, test } from 'vitest';
import { ODD_NAMES, programDesk, SIZES, type Desk } from './testing/programs.ts';

const s3cmdAt =
  (desk: Desk) =>
  (...args: readonly string[]): Promise<string> => {
    const host = desk.endpoint.replace('http://', '');
    const keys = ['--access_key=test', '--secret_key=test'];
    const address = [`--host=${host}`, `--host-bucket=${host}`, '--no-ssl', '--no-progress'];
    return desk.run('/usr/bin/s3cmd', [...keys, ...address, ...args]);
  };

test('files of every size and odd names are put, got, listed and deleted', async () => {
  await using desk = await programDesk();
  const s3cmd = s3cmdAt(desk);
  await s3cmd('mb', 's3://s3cmd');
  for (const size of SIZES) {
    await s3cmd('put', desk.write('up', size), `s3://s3cmd/${size}`);
    await s3cmd('get', '--force', `s3://s3cmd/${size}`, 'down');
    expect(desk.holds('down', size)).toBe(true);
  }
  for (const name of ODD_NAMES) await s3cmd('put', desk.write('odd', 5), `s3://s3cmd/${name}`);
  const listed = await s3cmd('ls', 's3://s3cmd');
  for (const name of ODD_NAMES) expect(listed).toContain(name);
  await s3cmd('rb', '--recursive', '--force', 's3://s3cmd');
  expect(await s3cmd('ls')).not.toContain('s3cmd');
});
