/** The report of a run, before it has a form. */
import { formatDuration } from '../cli/duration.ts';
import { table, text, type Block, type Chart, type Page } from '../projections/report/page.ts';
import type { LoadResult, Verdict } from './run-load.ts';
import type { Metric } from './summary.ts';
import type { Second } from './timeline.ts';

const VERDICTS: Readonly<Record<Verdict, string>> = {
  passed: 'Passed: every threshold holds.',
  failed: 'Failed: a threshold was crossed.',
  invalid:
    'Invalid: k6 could not send the load that was asked for, so the numbers below are those of a lower one.',
  interrupted: 'Interrupted: the numbers below are those until then.',
};

/** Metrics that are shown, the hit ratio for each region too. */
const MEASURED = /^(?:iterations|checks|http_reqs|time_to_thumbnail|bytes_uploaded|cdn_hit(?:\{.*\})?)$/;
/** Rows of the cloud's work that are shown. */
const WORK_ROWS = 15;

export function loadPage(result: LoadResult): Page {
  const { journey, profile, pace, k6, startedAt, verdict, dropped, summary } = result;
  const title = `Load: ${journey}, ${profile} at ${pace.rate}/s for ${pace.seconds} s`;
  const blocks: readonly Block[] = [
    text(`${VERDICTS[verdict]}${dropped > 0 ? ` Dropped iterations: ${dropped}.` : ''}`),
    text(`Started ${startedAt}, k6 ${k6}, safelight and k6 on the same machine.`),
    table(
      'Thresholds',
      ['threshold', 'of', 'holds'],
      summary.thresholds
        .toSorted((a, b) => a.metric.localeCompare(b.metric))
        .map(({ metric, expression, holds }) => [expression, metric, holds ? 'yes' : 'no']),
      [],
    ),
    table('Steps', ['step', 'count', 'p50', 'p95', 'p99', 'max'], stepRows(result)),
    table(
      'Measured',
      ['metric', 'count', 'per second, or share', 'p50', 'p95'],
      summary.metrics.flatMap(metricRow),
    ),
    table(
      "Where the cloud's time went",
      ['work', 'count', 'total', 'p50', 'p95'],
      result.work
        .slice(0, WORK_ROWS)
        .map(({ name, count, total, p50, p95 }) => [
          name,
          String(count),
          ...[total, p50, p95].map(formatDuration),
        ]),
    ),
    ...charts(result.seconds),
  ];
  return { title, blocks };
}

/** Steps in the order in which a viewer first took them; the summary names them in none. */
function stepRows({ summary, seconds }: LoadResult): readonly (readonly string[])[] {
  return stepsIn(seconds).flatMap((step) => {
    const values = summary.metrics.find(({ name }) => name === `http_req_duration{name:${step}}`)?.values;
    if (values === undefined) return [];
    const times = ['med', 'p(95)', 'p(99)', 'max'].map((statistic) => formatDuration(values[statistic] ?? 0));
    return [[step, String(values['count'] ?? ''), ...times]];
  });
}

const stepsIn = (seconds: readonly Second[]): readonly string[] => [
  ...new Set(seconds.flatMap(({ steps }) => [...steps.keys()])),
];

function metricRow({ name, values }: Metric): readonly (readonly string[])[] {
  if (!MEASURED.test(name)) return [];
  const { count, passes, rate, med } = values;
  const percentile = values['p(95)'];
  return [
    [
      name,
      String(count ?? passes ?? ''),
      rate === undefined ? '' : rate.toFixed(2),
      med === undefined ? '' : formatDuration(med),
      percentile === undefined ? '' : formatDuration(percentile),
    ],
  ];
}

function charts(seconds: readonly Second[]): readonly Chart[] {
  if (seconds.length === 0) return [];
  const points = seconds.map(({ at }) => `${at} s`);
  const steps = stepsIn(seconds);
  const values = (of: (second: Second) => number): readonly number[] => seconds.map(of);
  return [
    {
      kind: 'lines',
      title: 'Latency by step, 95th percentile of each second (0 where nothing was asked)',
      points,
      series: steps.map((name) => ({
        name,
        values: values((second) => second.steps.get(name)?.percentile(0.95) ?? 0),
      })),
      format: formatDuration,
    },
    {
      kind: 'lines',
      title: 'Iterations each second',
      points,
      series: [
        { name: 'ended', values: values(({ iterations }) => iterations) },
        { name: 'dropped', values: values(({ dropped }) => dropped) },
        { name: 'requests failed', values: values(({ failures }) => failures) },
      ],
      format: (value) => value.toFixed(1),
    },
  ];
}
