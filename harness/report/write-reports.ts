/** A run's reports as files, and those of earlier runs read back. */
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { SafelightError } from '#aws';
import { annotationsOf, stepSummaryOf } from './github.ts';
import { htmlOf } from './html.ts';
import { junitOf } from './junit.ts';
import type { Report } from './verdict.ts';

interface ReportFiles {
  readonly junit?: string | undefined;
  readonly json?: string | undefined;
  readonly html?: string | undefined;
}

/**
 * Puts them where they were asked for.
 *
 * @param beside reports of earlier runs, for the page's further columns
 */
export async function writeReports(
  report: Report,
  { junit, json, html }: ReportFiles,
  beside: readonly Report[] = [],
  env = process.env,
): Promise<void> {
  if (junit !== undefined) await write(junit, junitOf(report));
  if (json !== undefined) await write(json, `${JSON.stringify(report, undefined, 2)}\n`);
  if (html !== undefined) await write(html, htmlOf([report, ...beside]));
  if (env['GITHUB_ACTIONS'] === 'true') process.stdout.write(annotationsOf(report));
  const summary = env['GITHUB_STEP_SUMMARY'];
  if (summary !== undefined) await appendFile(summary, stepSummaryOf(report));
}

async function write(file: string, text: string): Promise<void> {
  const path = resolve(file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

/**
 * A report of an earlier run.
 *
 * @throws SafelightError ERR_REPORT when it cannot be read
 */
export async function readReport(file: string): Promise<Report> {
  try {
    const report = JSON.parse(await readFile(file, 'utf8')) as Partial<Report>;
    if (typeof report.target === 'string' && Array.isArray(report.verdicts)) return report as Report;
  } catch (cause) {
    throw unreadable(file, cause);
  }
  throw unreadable(file);
}

const unreadable = (file: string, cause?: unknown): SafelightError =>
  new SafelightError('ERR_REPORT', `${file} is no report of a run.`, {
    hint: 'Give files that `safelight test --json FILE` wrote.',
    ...(cause !== undefined && { cause }),
  });
