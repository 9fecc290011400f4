import { amount, formatQuantity } from '../../projections/money.ts';
import { line, span, sparkline, type Line } from '../line.ts';
import type { Panel } from './panel.ts';

/** Bytes by storage class over emulated days: lifecycle at work. */
export const storage: Panel = {
  title: 'Storage by class',
  lines({ storage: { samples } }, { width, rows, ascii }): readonly Line[] {
    const [newest] = samples.slice(-1);
    if (newest === undefined) {
      return [
        line(span('counted at midnight UTC: a and m', 'dim')),
        line(span('let a day or a month pass', 'dim')),
      ];
    }
    const classes = [...new Set(samples.flatMap(({ bytes }) => [...bytes.keys()]))].toSorted();
    return classes.slice(0, rows).map((name) =>
      line(
        `${name.padEnd(13).slice(0, 13)} `,
        span(
          sparkline(
            samples.map(({ bytes }) => bytes.get(name) ?? 0),
            Math.max(4, width - 27),
            ascii,
          ),
          'accent',
        ),
        span(sizeOf(newest.bytes.get(name) ?? 0).padStart(12), 'strong'),
      ),
    );
  },
};

function sizeOf(bytes: number): string {
  const [scale, unit] = (
    [
      [2 ** 30, 'GiB'],
      [2 ** 20, 'MiB'],
      [2 ** 10, 'KiB'],
    ] as const
  ).find(([size]) => bytes >= size) ?? [1, 'B'];
  return `${formatQuantity(amount(Number((bytes / scale).toPrecision(3))))} ${unit}`;
}
