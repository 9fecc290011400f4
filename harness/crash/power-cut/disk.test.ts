import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Dice } from '../world.ts';
import { DiskFile, DiskFolder } from './disk.ts';

const SECTOR = 512;
const CUTS = Array.from({ length: 200 }, (_, n) => new Dice(`disk/${n}`));
const place = mkdtempSync(join(tmpdir(), 'safelight-disk-'));
afterAll(() => rmSync(place, { recursive: true }));

/** The names and contents that each of many cuts leaves of a folder. */
function afterCuts(folder: DiskFolder): ReadonlySet<string> {
  const left = CUTS.map((dice, n) => {
    const at = join(mkdtempSync(join(place, 'cut-')), String(n));
    folder.writeAfterCut(at, dice);
    return readdirSync(at)
      .toSorted()
      .map((name) => `${name}=${readFileSync(join(at, name), 'latin1')}`)
      .join(' ');
  });
  return new Set(left);
}

test('bytes that were synced are there after every cut', () => {
  const file = new DiskFile();
  file.write(0, Buffer.from('synced'));
  file.sync();
  expect(new Set(CUTS.map((dice) => file.afterCut(dice).toString()))).toEqual(new Set(['synced']));
});

test('of bytes that were not synced, each sector is old or new, and both happen in one file', () => {
  const file = new DiskFile(Buffer.alloc(4 * SECTOR, 'o'));
  file.write(0, Buffer.alloc(4 * SECTOR, 'n'));
  const left = CUTS.map((dice) => file.afterCut(dice));
  const sectors = left.map((bytes) =>
    [0, 1, 2, 3].map((n) => bytes.toString('latin1', n * SECTOR, (n + 1) * SECTOR)),
  );
  expect(new Set(sectors.flat())).toEqual(new Set(['o'.repeat(SECTOR), 'n'.repeat(SECTOR)]));
  expect(sectors.some((all) => new Set(all).size === 2)).toBe(true);
});

test('a size can arrive before its bytes: between them are zeros', () => {
  const file = new DiskFile();
  file.write(0, Buffer.alloc(SECTOR, 'n'));
  const left = new Set(CUTS.map((dice) => file.afterCut(dice).toString('latin1')));
  expect(left).toEqual(new Set(['', '\0'.repeat(SECTOR), 'n'.repeat(SECTOR)]));
});

test('a call that did not come back is not seen by programs, and may have happened', () => {
  const file = new DiskFile(Buffer.from('old'));
  file.write(0, Buffer.from('new'), false);
  expect(file.now.toString()).toBe('old');
  expect(new Set(CUTS.map((dice) => file.afterCut(dice).toString()))).toEqual(new Set(['old', 'new']));
});

test('what was cut off does not come back when the file grows again', () => {
  const file = new DiskFile(Buffer.from('abcdef'));
  file.resize(2);
  file.resize(4);
  expect(file.now.toString('latin1')).toBe('ab\0\0');
});

test('a name that was not synced may be missing, one that was is there', () => {
  const folder = new DiskFolder();
  folder.set('synced', new DiskFile(Buffer.from('1')));
  folder.sync();
  folder.set('new', new DiskFile(Buffer.from('2')));
  expect(afterCuts(folder)).toEqual(new Set(['synced=1', 'new=2 synced=1']));
});

test('a synced file under a name that was not synced may be gone', () => {
  const folder = new DiskFolder();
  const file = new DiskFile();
  file.write(0, Buffer.from('body'));
  file.sync();
  folder.set('body', file);
  expect(afterCuts(folder)).toEqual(new Set(['', 'body=body']));
});

test('of a renaming that was not synced, either name or both or none may be there', () => {
  const folder = new DiskFolder();
  const file = new DiskFile(Buffer.from('x'));
  folder.set('old', file);
  folder.sync();
  folder.set('new', file);
  folder.set('old', undefined);
  expect(afterCuts(folder)).toEqual(new Set(['', 'new=x', 'old=x', 'new=x old=x']));
  folder.sync();
  expect(afterCuts(folder)).toEqual(new Set(['new=x']));
});
