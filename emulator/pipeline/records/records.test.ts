import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { START_TIMEOUT, startRecords } from '../testing/start-records.ts';
import { openRecords } from './records.ts';
import type { ImageRecord, Records } from './records.ts';

const IMAGE: ImageRecord = {
  bucket: 'pettracker-images-prod',
  key: "uploads/user-123/2024/01/15/it's my dog+1 ünï.jpg",
  version: 'v1',
  eTag: '"d41d8cd98f00b204e9800998ecf8427e"',
  bytes: 5_000_000_000,
  format: 'jpeg',
  width: 4000,
  height: 3000,
  dominantColour: '#a08060',
  perceptualHash: 'f0e1d2c3b4a59687',
  sharpness: 123.456,
  breed: null,
  confidence: 0,
  model: 'none',
  modifiedAt: new Date('2024-01-15T10:30:00Z'),
  analysedAt: new Date('2024-01-15T10:30:02.345Z'),
};

async function serve(engine: PGlite, socket: Socket): Promise<void> {
  for await (const message of socket) socket.write(await engine.execProtocolRaw(message as Buffer));
}

/** A PostgreSQL server: PGlite behind a socket. */
async function listen(engine: PGlite): Promise<{ url: string; close: () => void }> {
  const server = createServer((socket) => {
    serve(engine, socket).catch(() => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, close: () => server.close() };
}

const behaviour = (records: () => Records): void => {
  test('all records are saved and put back, whatever came between', async () => {
    await records().saveImage(IMAGE);
    const saved = await records().save();
    await records().clear();
    expect(await records().findImage(IMAGE)).toBeUndefined();
    await records().saveImage({ ...IMAGE, version: 'v2', breed: "it's" });
    await records().load(saved);
    expect(await records().findImage(IMAGE)).toEqual(IMAGE);
    expect(await records().findVersion(IMAGE, 'v2')).toBeUndefined();
    await records().clear();
    expect(await records().findImage(IMAGE)).toBeUndefined();
  });

  test('what was saved is found again, and null stays null', async () => {
    await records().saveImage(IMAGE);
    expect(await records().findImage(IMAGE)).toEqual(IMAGE);
    expect(await records().findVersion(IMAGE, 'v1')).toEqual(IMAGE);
  });

  test('what was never saved is absent', async () => {
    expect(await records().findImage({ bucket: IMAGE.bucket, key: 'uploads/nobody' })).toBeUndefined();
    expect(await records().findVersion(IMAGE, 'v0')).toBeUndefined();
    expect(await records().findThumbnail({ bucket: IMAGE.bucket, key: 'uploads/nobody' })).toBeUndefined();
  });

  test('saving a version again replaces it', async () => {
    await records().saveImage({ ...IMAGE, breed: 'Bengal', confidence: 0.75, model: 'breed-model-v2' });
    expect(await records().findImage(IMAGE)).toEqual({
      ...IMAGE,
      breed: 'Bengal',
      confidence: 0.75,
      model: 'breed-model-v2',
    });
  });

  test('the newest version counts, also when an older one is analysed later', async () => {
    const newer = { ...IMAGE, version: 'v2', modifiedAt: new Date('2024-01-15T10:31:00Z') };
    await records().saveImage(newer);
    await records().saveImage({ ...IMAGE, analysedAt: new Date('2024-01-15T11:00:00Z') });
    expect((await records().findImage(IMAGE))?.version).toBe('v2');
  });

  test('removing an object forgets all its versions and its thumbnail', async () => {
    const thumbnail = {
      bucket: IMAGE.bucket,
      key: IMAGE.key,
      thumbnailKey: 'thumbnails/a-thumb.jpg',
      sourceETag: IMAGE.eTag,
      madeAt: new Date('2024-01-15T10:30:01Z'),
    };
    await records().saveThumbnail(thumbnail);
    await records().saveThumbnail(thumbnail);
    expect(await records().findThumbnail(IMAGE)).toEqual(thumbnail);
    await records().remove(IMAGE);
    expect(await records().findImage(IMAGE)).toBeUndefined();
    expect(await records().findThumbnail(IMAGE)).toBeUndefined();
  });
};

describe('the embedded engine', () => {
  let records: Records;
  beforeAll(async () => {
    records = await startRecords();
  }, START_TIMEOUT);
  afterAll(() => records.close());
  behaviour(() => records);
});

describe('a server at DATABASE_URL', () => {
  let engine: PGlite;
  let server: { url: string; close: () => void };
  let records: Records;
  beforeAll(async () => {
    engine = await PGlite.create();
    server = await listen(engine);
    records = openRecords({ databaseUrl: server.url });
    await records.findImage(IMAGE);
  }, START_TIMEOUT);
  afterAll(async () => {
    await records.close();
    server.close();
    await engine.close();
  });
  behaviour(() => records);

  test('opening it again keeps what is there', async () => {
    await records.saveImage(IMAGE);
    await records.close();
    const again = openRecords({ databaseUrl: server.url });
    expect(await again.findImage(IMAGE)).toEqual(IMAGE);
    await again.close();
  });
});

test('a server that is not there fails the query, and opening did not', async () => {
  const records = openRecords({ databaseUrl: 'postgres://postgres@127.0.0.1:1/postgres' });
  await expect(records.findImage(IMAGE)).rejects.toThrow(/ECONNREFUSED/);
  await records.close();
});
