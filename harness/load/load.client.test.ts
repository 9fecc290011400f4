/** The load command with the real k6, which `.ci/run` installs. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createCloud } from '#aws';
import { main } from '../cli/main.ts';
import { findJourney } from './journeys.ts';
import { prepareGround } from './ground.ts';
import { runK6 } from './k6-run.ts';
import type { LoadResult } from './load-result.ts';
import { joinLoadTarget, startLoadTarget } from './load-target.ts';
import { paceOf } from './pace.ts';
import { runLoad, type LoadRequest } from './run-load.ts';
import { valueOf } from './summary.ts';
import { k6Here } from './testing/k6-here.ts';

const found = await k6Here();
const k6 = found!;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safelight-load-test-'));
});

beforeEach(({ skip }) => skip(found === undefined, 'there is no k6'));

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Thresholds that were crossed, those of times left out: how fast a machine is that runs tests beside this one says nothing. */
const broken = ({ summary }: Pick<LoadResult, 'summary'>) =>
  summary.thresholds.filter(({ expression, holds }) => !holds && !expression.startsWith('p('));

const NEVER = new AbortController().signal;

type How = Pick<LoadRequest, 'profile' | 'pace'> & Partial<LoadRequest>;

/** A run of a journey on a cloud of its own. */
async function run(name: string, how: How): Promise<LoadResult> {
  const journey = findJourney(name);
  const quiet = (): void => undefined;
  await using target = await startLoadTarget();
  await using ground = await prepareGround(target, journey.blueprint, quiet);
  return await runLoad({ k6, ground, journey, signal: NEVER, onProgress: quiet, ...how });
}

test('uploads become thumbnails, and every threshold holds', async () => {
  const code = await main(['load', 'upload', '--rate', '2', '--duration', '3s', '--out', folder]);
  process.exitCode = undefined;
  const result = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));
  expect(result).toMatchObject({ journey: 'upload', dropped: 0 });
  expect(broken(result)).toEqual([]);
  expect(code).toBe(result.verdict === 'passed' ? 0 : 1);
  const metrics = result.summary.metrics as { name: string; values: Record<string, number> }[];
  const valuesOf = (name: string) => metrics.find((metric) => metric.name === name)?.values;
  expect(valuesOf('iterations')?.['count']).toBeGreaterThanOrEqual(6);
  expect(valuesOf('time_to_thumbnail')?.['count']).toBe(valuesOf('iterations')?.['count']);
  expect(result.work.map(({ name }: { name: string }) => name)).toContain('lambda.invocation');
  const page = await readFile(join(folder, 'report.html'), 'utf8');
  expect(page).toContain('<polyline');
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/(?:src|href)=/);
});

test('an image that the API refuses crosses a threshold: exit code 1', async () => {
  const image = join(folder, 'too-large.jpg');
  await writeFile(image, Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(8 * 2 ** 20)]));
  const args = ['load', 'image-api', '--rate', '1', '--duration', '2s', '--image', image, '--out', folder];
  const code = await main(args);
  process.exitCode = undefined;
  const result = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));
  expect(result.verdict).toBe('failed');
  expect(code).toBe(1);
  expect(result.summary.thresholds).toContainEqual({
    metric: 'checks',
    expression: 'rate==1',
    holds: false,
  });
});

test('images are created, listed, described, fetched and deleted through API Gateway', async () => {
  const result = await run('image-api', {
    profile: 'ramp',
    pace: paceOf('ramp', { rate: 3, duration: 3_000 }),
  });
  expect(broken(result)).toEqual([]);
});

test('thumbnails on the CDN are whole, and asked for again they are hits', async () => {
  const result = await run('browse', {
    profile: 'smoke',
    pace: paceOf('smoke', { rate: 5, duration: 4_000 }),
  });
  expect(broken(result)).toEqual([]);
  const ratioIn = (region: string) => valueOf(result.summary, `cdn_hit{region:${region}}`, 'rate');
  for (const region of ['us-east-1', 'eu-central-1', 'ap-southeast-2']) {
    expect(ratioIn(region)).toBeGreaterThan(0);
    expect(ratioIn(region)).toBeLessThan(1);
  }
});

test('a run that is ended early keeps what it measured', async () => {
  const interruption = new AbortController();
  const result = await run('upload', {
    profile: 'steady',
    pace: paceOf('steady', { rate: 2, duration: 60_000 }),
    signal: interruption.signal,
    onProgress(step) {
      if (/, [1-9]\d* iterations/.test(step)) interruption.abort();
    },
  });
  expect(result.verdict).toBe('interrupted');
  expect(result.windows.length).toBeGreaterThan(0);
});

test("a script that throws is refused with k6's own words", async () => {
  const script = join(folder, 'broken.js');
  await writeFile(script, "throw new Error('no such light');\nexport default function () {}\n");
  const failing = runK6({ k6, script, variables: {}, signal: NEVER, onSample: () => undefined });
  await expect(failing).rejects.toMatchObject({
    code: 'ERR_K6_RUN',
    message: 'k6 could not run the journey: the script threw an exception.',
    hint: expect.stringContaining('no such light'),
  });
});

test('uploads go through S3 and its events to the queue, none lost and none told twice', async () => {
  const result = await run('ingest', {
    profile: 'smoke',
    pace: paceOf('smoke', { rate: 5, duration: 3_000 }),
  });
  expect(broken(result)).toEqual([]);
  const uploads = valueOf(result.summary, 'uploads', 'count');
  expect(uploads).toBeGreaterThanOrEqual(15);
  expect(valueOf(result.summary, 'events_read', 'count')).toBe(uploads);
  expect(valueOf(result.summary, 'event_lag', 'count')).toBe(uploads);
  expect(result.stages.get('event to queue reader')?.count).toBe(uploads);
  expect(result.cost?.images).toBe(uploads);
  expect(result.cost?.usd).toBeGreaterThan(0);
});

test('an event that is told twice crosses a threshold', async () => {
  await using cloud = await createCloud({ port: 0, clock: 'real' });
  const journey = findJourney('ingest');
  const quiet = (): void => undefined;
  await using target = await joinLoadTarget(cloud.endpoint);
  await using ground = await prepareGround(target, journey.blueprint, quiet);
  const effect = { kind: 'duplicate' } as const;
  cloud.faults.add({ on: 'delivery', target: 's3.event', probability: 1, times: 1, effect });
  const how = { profile: 'smoke', pace: paceOf('smoke', { rate: 2, duration: 2_000 }) } as const;
  const result = await runLoad({ k6, ground, journey, signal: NEVER, onProgress: quiet, ...how });
  expect(result.verdict).toBe('failed');
  expect(broken(result)).toEqual([{ metric: 'untold', expression: 'count==0', holds: false }]);
});

test('originals on the CDN are shown by signed URLs alone', async () => {
  const result = await run('browse-signed', {
    profile: 'smoke',
    pace: paceOf('smoke', { rate: 3, duration: 2_000 }),
  });
  expect(broken(result)).toEqual([]);
  expect(result.work.map(({ name }) => name)).toContain('cdn.request Error');
});
