import { formatDuration } from '../../duration-text.ts';
import { quantile } from '../../projections/random.ts';
import { line, span, sparkline } from '../line.ts';
import type { OperationTraffic } from '../model.ts';
import { rate } from '../window.ts';
import type { Panel } from './panel.ts';

const FIGURES_WIDTH = 24;
/** What is left for the name, at most. */
const nameWidth = (width: number): number => Math.max(10, Math.min(24, width - FIGURES_WIDTH));

/** Requests a second, errors, and the busiest operations with how long they take. */
export const traffic: Panel = {
  title: 'Traffic',
  lines(model, { width, rows, ascii }, { filter }) {
    const errors = rate(model.errors);
    const head = line(
      span(`${rate(model.traffic).toFixed(1)}/s`, 'strong'),
      '  ',
      span(`${errors.toFixed(1)} errors/s`, errors > 0 ? 'bad' : 'dim'),
      '  ',
      span(sparkline(model.traffic.counts, Math.max(8, width - 28), ascii), 'accent'),
    );
    const busiest = [...model.operations.values()]
      .filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase()))
      .toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name));
    const columns = span(`${'operation'.padEnd(nameWidth(width))} calls err    p50    p95`, 'dim');
    return [
      head,
      line(columns),
      ...busiest.slice(0, rows - 2).map((each) => operationLine(each, width, ascii)),
    ];
  },
};

function operationLine(
  { name, count, errors, durations, perSecond }: OperationTraffic,
  width: number,
  ascii: boolean,
): ReturnType<typeof line> {
  const sorted = durations.toSorted((a, b) => a - b);
  const at = (share: number): string => formatDuration(quantile(sorted, share)).replace(' ', '').padStart(6);
  const columns = nameWidth(width);
  const shown = name.length > columns ? `${name.slice(0, columns - 1)}…` : name.padEnd(columns);
  const room = width - columns - FIGURES_WIDTH - 1;
  return line(
    `${shown}${String(count).padStart(6)}`,
    span(String(errors).padStart(4), errors > 0 ? 'bad' : 'dim'),
    ` ${at(0.5)} ${at(0.95)}`,
    span(room > 4 ? ` ${sparkline(perSecond.counts, room, ascii)}` : '', 'accent'),
  );
}
