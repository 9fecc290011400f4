/**
 * A journey as a waterfall: each step that the journal tells of, when it began, how long it took, and which step
 * brought it about. A pure function of journal entries.
 */
import { formatDuration } from '../duration-text.ts';
import { printable } from '../printable.ts';

/** What it has to know of an entry of the journal; browsers draw waterfalls too, and have no cloud to ask for its types. */
export interface Step {
  readonly seq: number;
  readonly at: number;
  readonly cause: number;
  readonly type: string;
  readonly duration?: number;
  readonly [fact: string]: unknown;
}

export interface WaterfallRow {
  readonly seq: number;
  /** How many causes lie between this step and the first. */
  readonly depth: number;
  /** `s3 PutObject`, `lambda generate-thumbnail` */
  readonly label: string;
  /** Milliseconds after the first step's begin. */
  readonly start: number;
  /** Milliseconds; 0 for a fact that takes no time. */
  readonly duration: number;
  /** Label of the causing step; empty for what came from outside. */
  readonly cause: string;
  /** Error code, if the step failed. */
  readonly error: string | undefined;
}

/** Rows in the order in which their steps began. Entries of calls are written when the call ends. */
export function waterfall(entries: readonly Step[]): readonly WaterfallRow[] {
  const bySeq = new Map(entries.map((entry) => [entry.seq, entry]));
  const begin = (entry: Step): number => entry.at - (entry.duration ?? 0);
  const depth = (entry: Step): number => {
    const cause = bySeq.get(entry.cause);
    return cause === undefined ? 0 : depth(cause) + 1;
  };
  const origin = Math.min(...entries.map(begin));
  return entries
    .toSorted((a, b) => begin(a) - begin(b) || a.seq - b.seq)
    .map((entry) => {
      const cause = bySeq.get(entry.cause);
      return {
        seq: entry.seq,
        depth: depth(entry),
        label: labelOf(entry),
        start: begin(entry) - origin,
        duration: entry.duration ?? 0,
        cause: cause === undefined ? '' : labelOf(cause),
        error: typeof entry['error'] === 'string' ? entry['error'].split('\n')[0] : undefined,
      };
    });
}

function labelOf(entry: Step): string {
  const fact = (name: string): string => {
    const value = entry[name];
    return typeof value === 'string' ? value : '';
  };
  if (entry.type === 'call') return `${fact('service')} ${fact('operation')}`;
  const subject = fact('function') || fact('endpoint') || fact('queue') || fact('topic') || fact('event');
  return subject === '' ? entry.type : `${entry.type} ${nameIn(subject)}`;
}

/** The last part of an ARN: what its owner calls it. */
const nameIn = (text: string): string => (text.startsWith('arn:') ? (text.split(':').at(-1) ?? text) : text);

export interface RenderOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly colour: boolean;
}

const LABEL_WIDTH = 44;
const TIME_WIDTH = 9;
const CAUSE_WIDTH = 34;

/** The waterfall as lines of text: step, begin, bar, duration, cause. */
export function renderWaterfall(rows: readonly WaterfallRow[], { width, colour }: RenderOptions): string {
  if (rows.length === 0) return '';
  const total = Math.max(1, ...rows.map((row) => row.start + row.duration));
  const barWidth = Math.max(10, width - LABEL_WIDTH - 2 * TIME_WIDTH - CAUSE_WIDTH - 5);
  const dim = (text: string): string => (colour ? `\u001b[2m${text}\u001b[22m` : text);
  const red = (text: string): string => (colour ? `\u001b[31m${text}\u001b[39m` : text);
  const lines = rows.map((row) => {
    const label = fit(`${'  '.repeat(Math.min(row.depth, 8))}${row.label}`, LABEL_WIDTH);
    const from = Math.min(barWidth - 1, Math.floor((row.start / total) * barWidth));
    const length = Math.max(1, Math.round((row.duration / total) * barWidth));
    const bar = `${' '.repeat(from)}${'█'.repeat(Math.min(length, barWidth - from))}`.padEnd(barWidth);
    const start = `+${formatDuration(row.start)}`.padStart(TIME_WIDTH);
    const duration = row.duration === 0 ? '' : formatDuration(row.duration);
    const cause = row.cause === '' ? '' : fit(`← ${row.cause}`, CAUSE_WIDTH).trimEnd();
    const tail = row.error === undefined ? dim(cause) : red(printable(row.error));
    return `${label} ${start} ${bar} ${duration.padStart(TIME_WIDTH)}  ${tail}`.trimEnd();
  });
  return `${lines.join('\n')}\n`;
}

function fit(text: string, width: number): string {
  const shown = printable(text);
  return shown.length > width ? `${shown.slice(0, width - 1)}…` : shown.padEnd(width);
}
