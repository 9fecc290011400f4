/**
 * A pipeline that is busy with uploads, against sharp making the same thumbnails of the same bytes and nothing else, and
 * beside the least that takes uploads in and has processes of their own make thumbnails of them (`servers/least.ts`). One at
 * a time shows the way's length; eight at once, how many there can be. Uploads come as PetTracker's do, to presigned URLs.
 */
import { readFile } from 'node:fs/promises';
import { IMAGES } from '#fixtures';
import { renderImage, THUMBNAIL_SIZE } from '#pipeline';
import type { Benchmark, Comparison, Prepared } from './measure.ts';
import { expectOk, rawClient } from './raw-client.ts';
import { startServer } from './server.ts';
import { presignedUpload } from './signed-request.ts';

const BUCKET = 'pettracker-images-prod';
const QUALITY = 80;
const PHOTOS = {
  'a photo of 12 megapixels': IMAGES.photo.path,
  'a photo of 1 megapixel': IMAGES.sideways.path,
};
/**
 * Uploads before anything is counted, by all clients together: environments start with the first ones, and V8 compiles
 * what the others run. sharp needs neither.
 */
const WARM_UP = 96;

async function bareSharp(path: string, concurrency: number): Promise<Prepared> {
  const bytes = await readFile(path);
  return {
    concurrency,
    operation: () => renderImage(bytes, { ...THUMBNAIL_SIZE, quality: QUALITY }),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

async function uploading(
  path: string,
  concurrency: number,
  serverName: 'least' | 'pipeline',
  env: Readonly<Record<string, string>>,
): Promise<Prepared> {
  const body = await readFile(path);
  const server = await startServer(serverName, env);
  const clients = await Promise.all(Array.from({ length: concurrency }, () => rawClient(server.port)));
  const written = signals((hear) => server.onMessage(hear));
  const upload = async (name: string, worker: number): Promise<void> => {
    const headers = { 'content-type': 'image/jpeg', 'content-length': String(body.length) };
    const head = await presignedUpload(server.port, `/${BUCKET}/uploads/bench/${name}.jpg`, headers);
    await expectOk(clients[worker]!, head, body);
    await written();
  };
  await Promise.all(
    clients.map(async (_, worker) => {
      for (let turn = worker; turn < WARM_UP; turn += concurrency) await upload(`warm-${turn}`, worker);
    }),
  );
  return {
    concurrency,
    operation: (turn, worker) => upload(String(turn), worker),
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** Waits for one signal after the other; each wait takes one, whether it came before or comes later. */
function signals(listen: (hear: () => void) => void): () => Promise<void> {
  let ready = 0;
  const waiting: (() => void)[] = [];
  listen(() => {
    const resolve = waiting.shift();
    if (resolve === undefined) ready += 1;
    else resolve();
  });
  return () =>
    new Promise((resolve) => {
      if (ready === 0) return void waiting.push(resolve);
      ready -= 1;
      resolve();
    });
}

const uploads = (
  name: string,
  path: string,
  concurrency: number,
  server: 'least' | 'pipeline',
  env = {},
): Benchmark => ({
  name,
  prepare: () => uploading(path, concurrency, server, env),
});

export const comparisons: readonly Comparison[] = Object.entries(PHOTOS).flatMap(([photo, path]) =>
  [1, 8].map((concurrency) => ({
    name: `thumbnail of ${photo}, ${concurrency === 1 ? 'one at a time' : 'eight at once'}`,
    reference: { name: 'sharp', prepare: () => bareSharp(path, concurrency) },
    contenders: [
      uploads('the least that could do it', path, concurrency, 'least'),
      uploads('upload to thumbnail', path, concurrency, 'pipeline'),
      uploads('with the analysis beside it', path, concurrency, 'pipeline', { BENCH_ANALYSIS: '1' }),
    ],
  })),
);
