/** Charts as inline SVG: stacked bars and lines, in colours that the colour-blind can tell apart (Okabe and Ito). */
import type { Chart } from './page.ts';

const COLOURS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#999999', '#f0e442'];
const WIDTH = 860;
const HEIGHT = 280;
const LEFT = 80;
const RIGHT = 170;
const TOP = 10;
const BOTTOM = 30;

export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

export function renderChart(chart: Chart): string {
  const { points, series } = chart;
  const stacked = chart.kind === 'bars';
  const heights = points.map((_, point) => {
    const values = series.map(({ values: all }) => all[point] ?? 0);
    return stacked ? values.reduce((sum, value) => sum + value, 0) : Math.max(0, ...values);
  });
  const top = niceCeiling(Math.max(...heights, 0));
  const y = (value: number): number => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
  const slot = (WIDTH - LEFT - RIGHT) / Math.max(1, points.length);
  const x = (point: number): number => LEFT + slot * (point + 0.5);
  const marks = stacked ? bars(chart, slot, x, y) : lines(chart, x, y);
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(chart.title)}">`,
    ...gridLines(chart, top, y),
    ...pointLabels(points, x),
    ...marks,
    ...legend(chart),
    '</svg>',
  ].join('\n');
}

/** The next of 1, 2, 5, 10, 20, … */
function niceCeiling(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5].find((step) => step * power >= value) ?? 10) * power;
}

const round = (value: number): string => value.toFixed(1);
const colour = (index: number): string => COLOURS[index % COLOURS.length] ?? '#000000';

function bars(
  { series, points, format }: Chart,
  slot: number,
  x: (point: number) => number,
  y: (value: number) => number,
): readonly string[] {
  const base = points.map(() => 0);
  return series.flatMap(({ name, values }, index) =>
    values.map((value, point) => {
      const from = base[point] ?? 0;
      base[point] = from + value;
      const label = `${name}, ${points[point]}: ${format(value)}`;
      return `<rect x="${round(x(point) - slot * 0.4)}" y="${round(y(from + value))}" width="${round(slot * 0.8)}" height="${round(y(from) - y(from + value))}" fill="${colour(index)}"><title>${escapeHtml(label)}</title></rect>`;
    }),
  );
}

function lines(
  { series }: Chart,
  x: (point: number) => number,
  y: (value: number) => number,
): readonly string[] {
  return series.map(({ values }, index) => {
    const path = values.map((value, point) => `${round(x(point))},${round(y(value))}`).join(' ');
    return `<polyline points="${path}" fill="none" stroke="${colour(index)}" stroke-width="2"${index % 2 === 1 ? ' stroke-dasharray="6 3"' : ''}/>`;
  });
}

function gridLines({ format }: Chart, top: number, y: (value: number) => number): readonly string[] {
  return [0, 0.25, 0.5, 0.75, 1].flatMap((share) => {
    const at = round(y(top * share));
    return [
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}" class="grid"/>`,
      `<text x="${LEFT - 8}" y="${at}" text-anchor="end" dominant-baseline="middle">${escapeHtml(format(top * share))}</text>`,
    ];
  });
}

function pointLabels(points: readonly string[], x: (point: number) => number): readonly string[] {
  const every = Math.ceil(points.length / 12);
  return points.flatMap((point, index) =>
    index % every === 0
      ? [`<text x="${round(x(index))}" y="${HEIGHT - 8}" text-anchor="middle">${escapeHtml(point)}</text>`]
      : [],
  );
}

const legend = ({ series }: Chart): readonly string[] =>
  series.flatMap(({ name }, index) => [
    `<rect x="${WIDTH - RIGHT + 14}" y="${TOP + index * 20}" width="12" height="12" fill="${colour(index)}"/>`,
    `<text x="${WIDTH - RIGHT + 32}" y="${TOP + 10 + index * 20}">${escapeHtml(name)}</text>`,
  ]);
