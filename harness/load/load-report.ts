/** The forms of a run's result: JSON and JUnit for programs, HTML and text for people. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SafelightError } from '#aws';
import type { Block } from '../projections/report/page.ts';
import { renderPage, writeOut } from '../projections/report/write-page.ts';
import { junitOf } from '../report/junit.ts';
import type { Verdict as ScenarioVerdict } from '../report/verdict.ts';
import type { Latencies } from './latencies.ts';
import { loadPage } from './load-page.ts';
import type { LoadResult } from './load-result.ts';

const PERCENTILES = { p50: 0.5, p95: 0.95, p99: 0.99 };

const numbersOf = (latencies: Latencies) => ({
  count: latencies.count,
  ...Object.fromEntries(
    Object.entries(PERCENTILES).map(([name, share]) => [name, latencies.percentile(share)]),
  ),
});

const numbersBy = <K extends string>(map: ReadonlyMap<K, Latencies>) =>
  Object.fromEntries([...map].map(([name, latencies]) => [name, numbersOf(latencies)]));

/** The result as JSON; times in milliseconds. */
export function loadJson(result: LoadResult): string {
  const windows = result.windows.map(({ steps, regions, toThumbnail, eventLag, ...window }) => ({
    ...window,
    steps: numbersBy(steps),
    regions: Object.fromEntries(regions),
    toThumbnail: numbersOf(toThumbnail),
    eventLag: numbersOf(eventLag),
  }));
  return `${JSON.stringify({ ...result, windows, stages: numbersBy(result.stages) })}\n`;
}

export const loadText = (result: LoadResult, comparison: readonly Block[] = []): string =>
  renderPage(loadPage(result, comparison), 'text');

/** Every threshold as a test case, and one for the run as a whole. */
function loadJunit({
  journey,
  profile,
  startedAt,
  target,
  verdict,
  dropped,
  summary,
  pace,
}: LoadResult): string {
  const about = { family: `load: ${journey}, ${profile}`, source: 'safelight load', milliseconds: 0 };
  const cases: readonly ScenarioVerdict[] = [
    {
      ...about,
      sentence: `${pace.rate} iterations a second are sent for ${pace.seconds} s`,
      milliseconds: pace.seconds * 1_000,
      outcome: verdict === 'invalid' || verdict === 'interrupted' ? 'failed' : 'passed',
      reason: verdict === 'invalid' ? `${dropped} arrivals were dropped` : `the run was ${verdict}`,
    },
    ...summary.thresholds.map(({ metric, expression, holds }) => ({
      ...about,
      sentence: `${metric} ${expression}`,
      outcome: holds ? ('passed' as const) : ('failed' as const),
      reason: holds ? '' : `${metric} is not ${expression}`,
    })),
  ];
  return junitOf({ target: target.name, judged: target.endpoint, at: startedAt, verdicts: cases });
}

/**
 * Writes `report.html`, `report.json` and `junit.xml` into a folder, which is made if need be.
 *
 * @throws SafelightError ERR_CANNOT_WRITE
 */
export async function writeReports(
  result: LoadResult,
  folder: string,
  comparison: readonly Block[] = [],
): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: Error) => {
    throw new SafelightError('ERR_CANNOT_WRITE', `${folder} cannot be made.`, { hint: cause.message, cause });
  });
  await writeOut(renderPage(loadPage(result, comparison), 'html'), join(folder, 'report.html'));
  await writeOut(loadJson(result), join(folder, 'report.json'));
  await writeOut(loadJunit(result), join(folder, 'junit.xml'));
}
