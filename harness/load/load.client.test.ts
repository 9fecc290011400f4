/**
 * The load command with the real k6; `.ci/run` installs it. Where there is none, these fail and say where it was sought.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { main } from '../cli/main.ts';
import { findK6, type K6 } from './find-k6.ts';
import { findJourney } from './journeys.ts';
import { prepareGround } from './ground.ts';
import { runK6 } from './k6-run.ts';
import type { LoadResult } from './load-result.ts';
import { startLoadTarget } from './load-target.ts';
import { paceOf } from './pace.ts';
import { runLoad, type LoadRequest } from './run-load.ts';
import { valueOf } from './summary.ts';

let k6: K6;
let folder: string;

beforeAll(async () => {
  k6 = await findK6();
  folder = await mkdtemp(join(tmpdir(), 'safelight-load-test-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

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
  expect(result).toMatchObject({ journey: 'upload', verdict: 'passed', dropped: 0 });
  expect(code).toBe(0);
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
  expect(result.summary.thresholds.filter(({ holds }) => !holds)).toEqual([]);
  expect(result.verdict).toBe('passed');
});

test('thumbnails on the CDN are whole, and asked for again they are hits', async () => {
  const result = await run('browse', {
    profile: 'smoke',
    pace: paceOf('smoke', { rate: 5, duration: 4_000 }),
  });
  expect(result.summary.thresholds.filter(({ holds }) => !holds)).toEqual([]);
  expect(result.verdict).toBe('passed');
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
  const broken = runK6({ k6, script, variables: {}, signal: NEVER, onSample: () => undefined });
  await expect(broken).rejects.toMatchObject({
    code: 'ERR_K6_RUN',
    message: 'k6 could not run the journey: the script threw an exception.',
    hint: expect.stringContaining('no such light'),
  });
});

test('without k6 every place that was searched is told', async () => {
  const environment = { K6_BIN: join(folder, 'nowhere'), PATH: '', HOME: folder };
  await expect(findK6(environment)).rejects.toMatchObject({
    code: 'ERR_K6',
    exitCode: 2,
    message: expect.stringMatching(/K6_BIN: .* is not there; cache: .* is not there; PATH has no k6\./),
  });
});

test('a k6 of another major version is passed over', async () => {
  const old = join(folder, 'k6-old');
  await writeFile(old, '#!/bin/sh\necho "k6 v1.7.0 (go1.25, linux/amd64)"\n', { mode: 0o755 });
  const finding = findK6({ K6_BIN: old, PATH: '', HOME: folder });
  await expect(finding).rejects.toThrow(/k6-old is k6 1\.7\.0, and only 2\.x will do/);
});
