/**
 * A pipeline that safelight knows nothing of but its configuration and its template: deployed, judged, and, with a
 * promise that it does not keep, found out.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SafelightConfig } from './config.ts';
import type { Report } from '../report/verdict.ts';
import { outerEnvironment } from '../suite/outer-environment.ts';
import { SHRINKER, writeShrinker } from './shrinker-project.ts';

const LAUNCH = fileURLToPath(new URL('../cli/launch.ts', import.meta.url));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safelight-judging-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function judge(
  config: SafelightConfig,
  ...options: readonly string[]
): Promise<{ code: number; report: Report; said: string }> {
  await writeShrinker(folder, config);
  const args = [LAUNCH, 'test', '--json', join(folder, 'report.json'), ...options];
  const ran = spawnSync(process.execPath, args, { cwd: folder, env: outerEnvironment(), encoding: 'utf8' });
  const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as Report;
  return { code: ran.status ?? -1, report, said: ran.stdout + ran.stderr };
}

const outcomeOf = ({ verdicts }: Report, part: RegExp) =>
  verdicts.filter(({ sentence }) => part.test(sentence)).map(({ outcome, reason }) => [outcome, reason]);

test('a pipeline of one’s own is deployed from its template and judged; what it does not have is not verifiable', async () => {
  const { code, report, said } = await judge(SHRINKER);
  const failed = report.verdicts.filter(({ outcome }) => outcome === 'failed');
  expect(failed).toEqual([]);
  expect([code, said.includes('not verifiable')]).toEqual([0, true]);
  expect(outcomeOf(report, /^a JPEG becomes/)).toEqual([['passed', undefined]]);
  expect(outcomeOf(report, /^every photo has its item/)).toEqual([['passed', undefined]]);
  expect(outcomeOf(report, /^the CDN shows/)).toEqual([
    ['not verifiable', 'the configuration of shrinker names no pipeline.delivery'],
  ]);
  expect(outcomeOf(report, /^a WebP becomes/)).toEqual([
    [
      'not verifiable',
      'the configuration of shrinker does not list image/webp in pipeline.uploads.contentTypes',
    ],
  ]);
}, 300_000);

test('a promise that the pipeline does not keep fails, and so does the run', async () => {
  const small = { ...SHRINKER.pipeline.renditions.small, width: 100, height: 100 };
  const { code, report } = await judge(
    { pipeline: { ...SHRINKER.pipeline, renditions: { small } } },
    '--suite',
    'renditions/',
  );
  expect(code).toBe(1);
  expect(outcomeOf(report, /fits into its frame/)[0]?.[0]).toBe('failed');
  expect(outcomeOf(report, /^a JPEG becomes/)[0]?.[0]).toBe('passed');
}, 300_000);
