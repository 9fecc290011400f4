/** The forms of a run's result: JSON for programs, HTML and text for people. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SafelightError } from '#aws';
import { renderPage, writeOut } from '../projections/report/write-page.ts';
import { loadPage } from './load-page.ts';
import type { LoadResult } from './run-load.ts';

const PERCENTILES = { p50: 0.5, p95: 0.95, p99: 0.99 };

/** The result as JSON; latencies in milliseconds. */
export function loadJson(result: LoadResult): string {
  const seconds = result.seconds.map(({ steps, ...second }) => ({
    ...second,
    steps: Object.fromEntries(
      [...steps].map(([step, latencies]) => [
        step,
        {
          count: latencies.count,
          ...Object.fromEntries(
            Object.entries(PERCENTILES).map(([name, share]) => [name, latencies.percentile(share)]),
          ),
        },
      ]),
    ),
  }));
  return `${JSON.stringify({ ...result, seconds })}\n`;
}

export const loadText = (result: LoadResult): string => renderPage(loadPage(result), 'text');

/**
 * Writes `report.html` and `report.json` into a folder, which is made if need be.
 *
 * @throws SafelightError ERR_CANNOT_WRITE
 */
export async function writeReports(result: LoadResult, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: Error) => {
    throw new SafelightError('ERR_CANNOT_WRITE', `${folder} cannot be made.`, { hint: cause.message, cause });
  });
  await writeOut(renderPage(loadPage(result), 'html'), join(folder, 'report.html'));
  await writeOut(loadJson(result), join(folder, 'report.json'));
}
