/**
 * What moved since an earlier run, and whether by more than runs move anyway. The noise of a figure is taken from within
 * each run: how far its windows scatter, over the root of how many there are. A difference counts beyond twice the noise
 * of both, and beyond a twentieth.
 */
import { readFile } from 'node:fs/promises';
import { SafelightError } from '#aws';
import { formatDuration } from '../duration-text.ts';
import { table, text, type Block } from '../projections/report/page.ts';

/** What is read of a report: `report.json` of a run. */
export interface ReportOfRun {
  readonly journey: string;
  readonly profile: string;
  readonly pace: { readonly rate: number; readonly seconds: number };
  readonly startedAt: string;
  readonly windows: readonly {
    readonly iterations: number;
    readonly steps: Readonly<Record<string, Percentiles>>;
    readonly toThumbnail: Percentiles;
    readonly eventLag: Percentiles;
  }[];
  readonly cost?: { readonly perThousand?: number };
}

type Percentiles = Readonly<Record<'count' | 'p50' | 'p95', number>>;

export interface Movement {
  /** `put object p95` */
  readonly what: string;
  readonly before: number;
  readonly now: number;
  /** A part of the earlier figure: 0.2 is a fifth more. */
  readonly change: number;
  /** What may be chance, as a part of the earlier figure; nothing where one run has too few windows to tell. */
  readonly noise: number | undefined;
  readonly moved: 'slower' | 'faster' | 'within noise' | 'cannot be told';
}

/** A difference that is too small to matter, however sure. */
const LEAST = 0.05;
/** Standard errors that chance rarely exceeds. */
const SURE = 2;
/** Windows from which on their scatter says something. */
const ENOUGH = 5;

/** @throws SafelightError ERR_AGAINST */
export async function readEarlier(file: string): Promise<ReportOfRun> {
  const refuse = (why: string): SafelightError =>
    new SafelightError('ERR_AGAINST', `${file} ${why}.`, {
      hint: 'Name the report.json of an earlier `safelight load … --out FOLDER`.',
    });
  let report: unknown;
  try {
    report = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw refuse(error instanceof SyntaxError ? 'is no JSON' : 'cannot be read');
  }
  if (!isReport(report)) throw refuse('is no report of a load run');
  return report;
}

function isReport(value: unknown): value is ReportOfRun {
  if (typeof value !== 'object' || value === null) return false;
  const { journey, windows } = value as Partial<ReportOfRun>;
  return typeof journey === 'string' && Array.isArray(windows);
}

/** @throws SafelightError ERR_AGAINST when they are runs of different journeys */
export function movementsBetween(before: ReportOfRun, now: ReportOfRun): readonly Movement[] {
  if (before.journey !== now.journey) {
    throw new SafelightError(
      'ERR_AGAINST',
      `The earlier run was of ${before.journey}, this one of ${now.journey}.`,
      {
        hint: 'Compare runs of one journey.',
      },
    );
  }
  const figures = [...figuresOf(before).keys()];
  const [earlier, later] = [figuresOf(before), figuresOf(now)];
  return figures.flatMap((what) => {
    const [old, fresh] = [earlier.get(what) ?? [], later.get(what) ?? []];
    return old.length === 0 || fresh.length === 0 ? [] : [movementOf(what, old, fresh)];
  });
}

function movementOf(what: string, old: readonly number[], fresh: readonly number[]): Movement {
  const [before, now] = [meanOf(old), meanOf(fresh)];
  const change = before === 0 ? 0 : (now - before) / before;
  if (old.length < ENOUGH || fresh.length < ENOUGH || before === 0) {
    return { what, before, now, change, noise: undefined, moved: 'cannot be told' };
  }
  const noise = (SURE * Math.hypot(errorOf(old), errorOf(fresh))) / before;
  const matters = Math.abs(change) > Math.max(noise, LEAST);
  return {
    what,
    before,
    now,
    change,
    noise,
    moved: !matters ? 'within noise' : change > 0 ? 'slower' : 'faster',
  };
}

/** Milliseconds in each window, by figure. Windows in which nothing was asked have none. */
function figuresOf({ windows }: ReportOfRun): ReadonlyMap<string, readonly number[]> {
  const figures = new Map<string, number[]>();
  const add = (what: string, { count, p50, p95 }: Percentiles): void => {
    if (count === 0) return;
    for (const [name, value] of [
      [`${what} p50`, p50],
      [`${what} p95`, p95],
    ] as const) {
      figures.set(name, [...(figures.get(name) ?? []), value]);
    }
  };
  for (const { steps, toThumbnail, eventLag } of windows) {
    for (const [step, percentiles] of Object.entries(steps)) add(step, percentiles);
    add('upload to thumbnail', toThumbnail);
    add('event lag', eventLag);
  }
  return figures;
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The standard error of the mean. */
function errorOf(values: readonly number[]): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

const percent = (part: number): string => `${part > 0 ? '+' : ''}${(part * 100).toFixed(0)} %`;

/** The comparison as blocks of a report. */
export function againstBlocks(before: ReportOfRun, now: ReportOfRun): readonly Block[] {
  const movements = movementsBetween(before, now);
  const samePace = before.profile === now.profile && before.pace.rate === now.pace.rate;
  return [
    table(
      `Against the run of ${before.startedAt} (means over windows)`,
      ['figure', 'before', 'now', 'change', 'noise', 'moved'],
      movements.map(({ what, before: old, now: fresh, change, noise, moved }) => [
        what,
        formatDuration(old),
        formatDuration(fresh),
        percent(change),
        noise === undefined ? '' : `±${(noise * 100).toFixed(0)} %`,
        moved,
      ]),
      [1, 2, 3, 4],
    ),
    ...(samePace
      ? []
      : [
          text(
            `The earlier run was ${before.profile} at ${before.pace.rate}/s: another load, so the change is of both.`,
          ),
        ]),
  ];
}
