/** Projected latencies as a page: percentiles by journey and viewer, then what each journey is made of. */
import type { JourneyLatency } from '../latency/journeys.ts';
import { table, text, type Page } from './page.ts';

const milliseconds = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

export function latencyPage(region: string, latencies: readonly JourneyLatency[]): Page {
  const [first] = latencies;
  const ofFirstViewer = latencies.filter(({ viewer }) => viewer === first?.viewer);
  return {
    title: `Projected latency of a pipeline in ${region}`,
    blocks: [
      text(
        'Sums of steps, drawn from the distributions below. Left out: the last mile between a person and the nearest AWS region, its bandwidth, and name resolution.',
      ),
      table(
        'By journey and viewer',
        ['journey', 'viewer near', 'p50', 'p95', 'p99', 'mean'],
        latencies.map(({ journey, viewer, p50, p95, p99, mean }) => [
          journey,
          viewer,
          ...[p50, p95, p99, mean].map(milliseconds),
        ]),
        [2, 3, 4, 5],
      ),
      ...ofFirstViewer
        .filter(({ steps }) => steps.length > 0)
        .map(({ journey, viewer, steps }) =>
          table(
            `${journey}, from ${viewer}`,
            ['step', 'p50', 'p99', 'evidence', 'source'],
            steps.map(({ name, percentiles, evidence, source }) => [
              name,
              milliseconds(percentiles.p50),
              milliseconds(percentiles.p99),
              evidence,
              source,
            ]),
            [1, 2],
          ),
        ),
    ],
  };
}
