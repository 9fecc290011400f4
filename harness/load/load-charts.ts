/** A run over time: what its report draws. */
import { formatDuration } from '../duration-text.ts';
import type { Chart } from '../projections/report/page.ts';
import type { Latencies } from './latencies.ts';
import type { LoadResult } from './load-result.ts';
import type { Sample } from './observer.ts';
import { PARTS } from './processor-time.ts';
import type { Window } from './timeline.ts';

const PERCENTILES = [0.5, 0.95, 0.99] as const;
const percentileName = (share: number): string => `p${share * 100}`;

export function loadCharts(result: LoadResult): readonly Chart[] {
  const { windows } = result;
  if (windows.length === 0) return [];
  return [...latencyCharts(windows), ...rateCharts(windows), ...cloudCharts(result)];
}

const linesOver = (
  windows: readonly Window[],
  title: string,
  format: (value: number) => string,
  series: readonly { readonly name: string; readonly of: (window: Window) => number }[],
): Chart => ({
  kind: 'lines',
  title,
  points: windows.map(({ at }) => `${at} s`),
  series: series.map(({ name, of }) => ({ name, values: windows.map(of) })),
  format,
});

function latencyCharts(windows: readonly Window[]): readonly Chart[] {
  const steps = [...new Set(windows.flatMap((window) => [...window.steps.keys()]))];
  const percentiles = (of: (window: Window) => Latencies) =>
    PERCENTILES.map((share) => ({
      name: percentileName(share),
      of: (window: Window) => of(window).percentile(share),
    }));
  const measured = (title: string, of: (window: Window) => Latencies): readonly Chart[] =>
    windows.some((window) => of(window).count > 0)
      ? [linesOver(windows, title, formatDuration, percentiles(of))]
      : [];
  return [
    ...PERCENTILES.map((share) =>
      linesOver(
        windows,
        `Latency by step, ${percentileName(share)} (0 where nothing was asked)`,
        formatDuration,
        steps.map((name) => ({ name, of: ({ steps: all }) => all.get(name)?.percentile(share) ?? 0 })),
      ),
    ),
    ...measured('From upload to visible thumbnail', ({ toThumbnail }) => toThumbnail),
    ...measured('Event lag: from S3 to whoever takes the event', ({ eventLag }) => eventLag),
  ];
}

function rateCharts(windows: readonly Window[]): readonly Chart[] {
  const width = (windows[1]?.at ?? 1) - (windows[0]?.at ?? 0) || 1;
  const perSecond = (value: number): number => value / width;
  const regions = [...new Set(windows.flatMap((window) => [...window.regions.keys()]))];
  return [
    linesOver(windows, 'Throughput, per second', (value) => value.toFixed(1), [
      { name: 'iterations', of: ({ iterations }) => perSecond(iterations) },
      { name: 'requests', of: ({ requests }) => perSecond(requests) },
    ]),
    linesOver(windows, 'Errors, per second', (value) => value.toFixed(1), [
      { name: 'requests failed', of: ({ failures }) => perSecond(failures) },
      { name: 'arrivals dropped', of: ({ dropped }) => perSecond(dropped) },
    ]),
    ...(regions.length === 0
      ? []
      : [
          linesOver(
            windows,
            'Hit ratio of the CDN by region',
            (value) => `${Math.round(value * 100)} %`,
            regions.map((name) => ({
              name,
              of({ regions: all }: Window) {
                const { hits, all: asked } = all.get(name) ?? { hits: 0, all: 0 };
                return asked === 0 ? 0 : hits / asked;
              },
            })),
          ),
        ]),
  ];
}

/** What the cloud showed in each window; where it was not looked at, what it showed before. */
function cloudCharts({ windows, windowStart, samples }: LoadResult): readonly Chart[] {
  const within = new Map<number, Sample>();
  const width = ((windows[1]?.at ?? 1) - (windows[0]?.at ?? 0) || 1) * 1_000;
  for (const sample of samples) within.set(Math.floor((sample.at - windowStart) / width), sample);
  let latest = samples[0];
  const perWindow = windows.map((_, index) => (latest = within.get(index) ?? latest));
  const points = windows.map(({ at }) => `${at} s`);
  const charts: Chart[] = [];
  if (samples.some(({ memory }) => memory !== undefined)) {
    charts.push({
      kind: 'lines',
      title: 'Memory of the cloud',
      points,
      series: [{ name: 'resident', values: perWindow.map((sample) => sample?.memory ?? 0) }],
      format: (value) => `${Math.round(value / 2 ** 20)} MiB`,
    });
  }
  if (samples.some(({ cores }) => cores !== undefined)) {
    charts.push({
      kind: 'bars',
      title: 'Processors taken',
      points,
      series: PARTS.map((part) => ({
        name: part,
        values: perWindow.map((sample) => sample?.cores?.[part] ?? 0),
      })),
      format: (value) => value.toFixed(2),
    });
  }
  return charts;
}
