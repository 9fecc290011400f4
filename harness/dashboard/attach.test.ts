import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCloud } from '#aws';
import { attach } from './attach.ts';
import { Feed } from './feed.ts';
import type { Model } from './model.ts';
import { readRecording } from './recording.ts';

/** Waits until the feed's picture is as wanted. */
async function until(feed: Feed, wanted: (model: Model) => boolean): Promise<Model> {
  if (wanted(feed.model)) return feed.model;
  return await new Promise((resolve) => {
    const stop = feed.subscribe(() => {
      if (!wanted(feed.model)) return;
      stop();
      resolve(feed.model);
    });
  });
}

const healthCheck = (endpoint: string): Promise<Response> => fetch(`${endpoint}/no-such-bucket`);

test('a running cloud is caught up with and followed', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await healthCheck(cloud.endpoint);
  using feed = new Feed();
  const ending = new AbortController();
  const following = attach(cloud.endpoint, feed, ending.signal);
  const { lastSeq } = await until(feed, (model) => model.caughtUp && model.status !== undefined);
  expect(lastSeq).toBeGreaterThan(0);
  await healthCheck(cloud.endpoint);
  const { lost } = await until(feed, (model) => model.lastSeq > lastSeq);
  expect(lost).toBeUndefined();
  ending.abort();
  await following;
});

test('a cloud that goes away leaves its last picture, marked; one that comes back is followed again', async () => {
  const first = await createCloud({ clock: 'manual' });
  await healthCheck(first.endpoint);
  using feed = new Feed();
  const ending = new AbortController();
  const following = attach(first.endpoint, feed, ending.signal);
  await until(feed, (model) => model.caughtUp && model.status !== undefined);
  const port = Number(new URL(first.endpoint).port);
  await first.close(0);
  const { lastSeq } = await until(feed, (model) => model.lost !== undefined);
  expect(lastSeq).toBeGreaterThan(0);
  await using second = await createCloud({ clock: 'manual', port });
  expect(second.endpoint).toBe(first.endpoint);
  const { status } = await until(feed, (model) => model.lost === undefined && model.status !== undefined);
  expect(status?.endpoint).toBe(second.endpoint);
  ending.abort();
  await following;
});

test('a recorded journal is read as a document or as lines', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'safelight-'));
  try {
    const path = join(folder, 'journal.json');
    const entry = { seq: 1, at: 5, cause: 0, type: 'call' };
    await writeFile(path, JSON.stringify({ entries: [entry] }));
    expect(await readRecording(path)).toEqual([entry]);
    await writeFile(path, `${JSON.stringify(entry)}\n${JSON.stringify({ ...entry, seq: 2 })}\n`);
    expect((await readRecording(path)).map(({ seq }) => seq)).toEqual([1, 2]);
    await writeFile(path, JSON.stringify(entry));
    expect(await readRecording(path)).toEqual([entry]);
    for (const wrong of ['no json', '{"entries":[{"seq":"1"}]}', 'null', '5']) {
      await writeFile(path, wrong);
      await expect(readRecording(path)).rejects.toThrow('is no recorded journal');
    }
    await expect(readRecording(join(folder, 'none'))).rejects.toThrow('cannot be read');
  } finally {
    await rm(folder, { recursive: true });
  }
});
