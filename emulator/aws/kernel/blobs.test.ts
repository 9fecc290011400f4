import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { Blobs } from './blobs.ts';
import { Ids } from './ids.ts';
import { Store } from './store.ts';

const folders: string[] = [];

function newBlobs(): { blobs: Blobs; store: Store; folder: string; files: () => number } {
  const folder = mkdtempSync(join(tmpdir(), 'safelight-blobs-'));
  folders.push(folder);
  const store = new Store(':memory:');
  const blobs = new Blobs(store, new Ids('seed'), folder);
  const files = (): number =>
    readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
  return { blobs, store, folder, files };
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const bytesOf = (body: Uint8Array | Readable): Promise<Buffer> =>
  body instanceof Readable ? buffer(body) : Promise.resolve(Buffer.from(body));

const pattern = (size: number): Buffer => Buffer.alloc(size).map((_, i) => (i * 31) % 251) as Buffer;

test.each([0, 1, 8_192, 8_193, 1_048_576, 3_000_001])('%i bytes come back as they went in', async (size) => {
  const { blobs } = newBlobs();
  const bytes = pattern(size);
  const staged = await blobs.stage(Readable.from([bytes.subarray(0, size / 2), bytes.subarray(size / 2)]));
  expect(staged.size).toBe(size);
  const name = blobs.adopt(staged);
  expect(await bytesOf(blobs.read(name))).toEqual(bytes);
});

test.each([100, 20_000, 2_500_000])('a range of %i bytes is cut out exactly', async (size) => {
  const { blobs } = newBlobs();
  const bytes = pattern(size);
  const name = blobs.adopt(await blobs.stage(bytes));
  expect(await bytesOf(blobs.read(name, { first: 10, last: size - 7 }))).toEqual(
    bytes.subarray(10, size - 6),
  );
});

test('a body of thousands of tiny chunks is written whole', async () => {
  const { blobs } = newBlobs();
  const chunks = Array.from({ length: 5_000 }, (_, i) => Buffer.from([i % 256, 1, 2]));
  const name = blobs.adopt(await blobs.stage(Readable.from(chunks)));
  expect(await bytesOf(blobs.read(name))).toEqual(Buffer.concat(chunks));
});

test('a chunk that nobody else holds gives its memory back once it is kept, a slice of something larger does not', async () => {
  const { blobs } = newBlobs();
  const whole = new Uint8Array(pattern(20_000));
  const larger = new Uint8Array(pattern(20_000));
  const bytes = Buffer.concat([whole, larger.subarray(0, 9_000)]);
  const chunks = [whole, larger.subarray(0, 9_000)];
  const name = blobs.adopt(await blobs.stage(Readable.from(chunks), undefined, undefined, true));
  expect(whole).toHaveLength(0);
  expect(larger).toHaveLength(20_000);
  expect(await bytesOf(blobs.read(name))).toEqual(bytes);
});

test('a chunk that somebody may hold stays as it is', async () => {
  const { blobs } = newBlobs();
  const chunk = new Uint8Array(pattern(20_000));
  await blobs.stage(Readable.from([chunk]));
  expect(chunk).toEqual(new Uint8Array(pattern(20_000)));
});

test('folders that nothing is left in are removed, and made again for the next body', async () => {
  const { blobs, folder, files } = newBlobs();
  const body = pattern(20_000);
  for (let i = 0; i < 20; i += 1) await blobs.stage(body);
  expect(blobs.reconcile(false).orphans).toBe(20);
  expect(readdirSync(folder)).toEqual([]);
  for (let i = 0; i < 300; i += 1) blobs.adopt(await blobs.stage(body));
  expect(blobs.reconcile(true)).toEqual({ orphans: 0, missing: [] });
  expect(files()).toBe(300);
});

test('a body that is on its way when its folder is removed comes back as it went in', async () => {
  const { blobs } = newBlobs();
  const bytes = pattern(20_000);
  const arriving = (async function* chunks() {
    yield bytes.subarray(0, 100);
    blobs.reconcile(false);
    yield bytes.subarray(100);
  })();
  const name = blobs.adopt(await blobs.stage(arriving));
  expect(await bytesOf(blobs.read(name))).toEqual(bytes);
});

test('a body that fails leaves nothing behind', async () => {
  const { blobs, files } = newBlobs();
  const failing = Readable.from(
    (async function* chunks() {
      yield pattern(2_000_000);
      throw new Error('connection lost');
    })(),
  );
  await expect(blobs.stage(failing)).rejects.toThrow('connection lost');
  expect(files()).toBe(0);
});

test('files that no record names are collected, named ones are kept', async () => {
  const { blobs, files } = newBlobs();
  const kept = blobs.adopt(await blobs.stage(pattern(50_000)));
  await blobs.stage(pattern(60_000));
  expect(files()).toBe(2);
  expect(blobs.reconcile(true)).toEqual({ orphans: 1, missing: [] });
  expect(await bytesOf(blobs.read(kept))).toEqual(pattern(50_000));
});

test('a reader finishes although the blob is released meanwhile', async () => {
  const { blobs, store, files } = newBlobs();
  const bytes = pattern(3_000_000);
  const name = blobs.adopt(await blobs.stage(bytes));
  const reading = blobs.read(name);
  store.transact(() => blobs.release(name));
  expect(files()).toBe(0);
  expect(await bytesOf(reading)).toEqual(bytes);
});

test('a release that is rolled back releases nothing', async () => {
  const { blobs, store } = newBlobs();
  const name = blobs.adopt(await blobs.stage(pattern(50_000)));
  expect(() =>
    store.transact(() => {
      blobs.release(name);
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(await bytesOf(blobs.read(name))).toEqual(pattern(50_000));
});

test.each([100, 20_000])(
  'a body of %i bytes that is read often is kept in memory until it is released',
  async (size) => {
    const { blobs, store } = newBlobs();
    const bytes = pattern(size);
    const name = blobs.adopt(await blobs.stage(bytes));
    const [first, second, third] = [blobs.read(name), blobs.read(name), blobs.read(name)] as Uint8Array[];
    expect(second!.buffer).not.toBe(first!.buffer);
    expect(third!.buffer).toBe(second!.buffer);
    expect(Buffer.from(blobs.read(name, { first: 10, last: 19 }) as Uint8Array)).toEqual(
      bytes.subarray(10, 20),
    );
    store.transact(() => blobs.release(name));
    expect(() => blobs.read(name)).toThrow('no blob');
  },
);

test('a cut out of a body is not taken for the whole of it', async () => {
  const { blobs } = newBlobs();
  const bytes = pattern(20_000);
  const name = blobs.adopt(await blobs.stage(bytes));
  for (let i = 0; i < 3; i += 1) blobs.read(name, { first: 10, last: 19 });
  expect(Buffer.from(blobs.read(name) as Uint8Array)).toEqual(bytes);
});

const SMALL = 10;
const LARGE = 20_000;

test.each([
  [SMALL, SMALL],
  [SMALL, LARGE],
  [LARGE, SMALL],
  [LARGE, LARGE],
])('of %i bytes that %i replace nothing is left', async (before, after) => {
  const { blobs, store, files } = newBlobs();
  const former = blobs.adopt(await blobs.stage(pattern(before)));
  const staged = await blobs.stage(pattern(after));
  const name = store.transact(() => blobs.replace(former, staged));
  expect(await bytesOf(blobs.read(name))).toEqual(pattern(after));
  expect(() => blobs.read(former)).toThrow(former);
  expect(files()).toBe(after === LARGE ? 1 : 0);
});

test.each([SMALL, LARGE])('nothing is kept of a body without bytes that replaces one of %i', async (size) => {
  const { blobs, store, files } = newBlobs();
  const records = store.statement('SELECT name FROM blobs');
  const former = blobs.adopt(await blobs.stage(pattern(size)));
  const empty = await blobs.stage(Readable.from([]));
  const name = store.transact(() => blobs.replace(former, empty));
  expect(blobs.adopt(await blobs.stage(new Uint8Array(0)))).toBe(name);
  expect(await bytesOf(blobs.read(name))).toEqual(Buffer.alloc(0));
  expect([records.all(), files()]).toEqual([[], 0]);
  store.transact(() => blobs.release(name));
  expect(await bytesOf(blobs.read(name))).toEqual(Buffer.alloc(0));
  const next = await blobs.stage(pattern(size));
  expect(await bytesOf(blobs.read(store.transact(() => blobs.replace(name, next))))).toEqual(pattern(size));
});

test('names grow, and their files are spread over folders', async () => {
  const { blobs, folder } = newBlobs();
  const names: string[] = [];
  for (let i = 0; i < 300; i += 1) names.push(blobs.adopt(await blobs.stage(pattern(LARGE))));
  expect(names.toSorted()).toEqual(names);
  expect(readdirSync(folder).length).toBeGreaterThan(128);
});

test('a file with a name of the former kind is found in its folder, and removed with its record', async () => {
  const { blobs, store, folder, files } = newBlobs();
  const name = 'c0ffee'.padEnd(32, '0');
  mkdirSync(join(folder, 'c0'));
  writeFileSync(join(folder, 'c0', name), pattern(LARGE));
  store.statement('INSERT INTO blobs (name, size) VALUES (?, ?)').run(name, LARGE);
  expect(blobs.reconcile(true)).toEqual({ orphans: 0, missing: [] });
  expect(await bytesOf(blobs.read(name))).toEqual(pattern(LARGE));
  store.transact(() => blobs.release(name));
  expect(files()).toBe(0);
});
