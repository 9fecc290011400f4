/** The report of a run, before it has a form. */
import { formatDuration } from '../duration-text.ts';
import { table, text, type Block, type Page } from '../projections/report/page.ts';
import { loadCharts } from './load-charts.ts';
import type { LoadResult } from './load-result.ts';
import type { Verdict } from './verdict.ts';
import type { RunCost } from './run-cost.ts';
import { PARTS } from './processor-time.ts';
import type { Metric } from './summary.ts';
import type { Window } from './timeline.ts';

const VERDICTS: Readonly<Record<Verdict, string>> = {
  passed: 'Passed: every threshold holds.',
  failed: 'Failed: a threshold was crossed.',
  invalid:
    'Invalid: k6 could not send the load that was asked for, so the numbers below are those of a lower one.',
  interrupted: 'Interrupted: the numbers below are those until then.',
};

/** Metrics that are shown, those of regions and classes too. */
const MEASURED =
  /^(?:iterations|checks|http_reqs|time_to_thumbnail|event_lag|events_read|uploads|(?:cdn_hit|bytes)(?:\{.*\})?)$/;
/** Rows of the cloud's work that are shown. */
const WORK_ROWS = 15;

/** @param comparison with an earlier run, if there is one */
export function loadPage(result: LoadResult, comparison: readonly Block[] = []): Page {
  const { journey, profile, pace, verdict, dropped, summary } = result;
  const title = `Load: ${journey}, ${profile} at ${pace.rate}/s for ${pace.seconds} s`;
  const blocks: readonly Block[] = [
    text(`${VERDICTS[verdict]}${dropped > 0 ? ` Dropped iterations: ${dropped}.` : ''}`),
    text(circumstances(result)),
    table(
      'Thresholds',
      ['threshold', 'of', 'holds'],
      summary.thresholds
        .toSorted((a, b) => a.metric.localeCompare(b.metric))
        .map(({ metric, expression, holds }) => [expression, metric, holds ? 'yes' : 'no']),
      [],
    ),
    ...comparison,
    table('Steps', ['step', 'count', 'p50', 'p95', 'p99', 'max'], stepRows(result)),
    table(
      'Measured',
      ['metric', 'count', 'per second, or share', 'p50', 'p95'],
      summary.metrics.flatMap(metricRow),
    ),
    ...whereTimeWent(result),
    ...loadCharts(result),
    ...(result.cost === undefined ? [] : costBlocks(result.cost)),
  ];
  return { title, blocks };
}

function circumstances({
  startedAt,
  k6,
  target,
  machine,
  imageBytes,
  saturation,
  samples,
}: LoadResult): string {
  const memory = samples.flatMap((sample) => sample.memory ?? []);
  const mebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;
  return [
    `Started ${startedAt}; k6 ${k6.version} (${k6.origin}) and the ${target.name} target ${target.endpoint} on one machine`,
    `with ${machine.processors} processors and ${mebibytes(machine.memory)}, Node ${machine.node}; images of ${imageBytes} bytes.`,
    `Saturated: ${saturation.component}.`,
    ...(memory.length === 0
      ? []
      : [
          `Memory of the cloud: ${mebibytes(memory[0] ?? 0)} at the start, ${mebibytes(Math.max(...memory))} at most, ${mebibytes(memory.at(-1) ?? 0)} at the end.`,
        ]),
  ].join(' ');
}

/** Steps in the order in which a viewer first took them; the summary names them in none. */
function stepRows({ summary, windows }: LoadResult): readonly (readonly string[])[] {
  return stepsIn(windows).flatMap((step) => {
    const values = summary.metrics.find(({ name }) => name === `http_req_duration{name:${step}}`)?.values;
    if (values === undefined) return [];
    const times = ['med', 'p(95)', 'p(99)', 'max'].map((statistic) => formatDuration(values[statistic] ?? 0));
    return [[step, String(values['count'] ?? ''), ...times]];
  });
}

const stepsIn = (windows: readonly Window[]): readonly string[] => [
  ...new Set(windows.flatMap(({ steps }) => [...steps.keys()])),
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

function whereTimeWent({ work, stages, missedEntries, saturation: { cores } }: LoadResult): readonly Block[] {
  return [
    ...(stages.size === 0
      ? []
      : [
          table(
            "Where an upload's time went, by the cloud's journal",
            ['stage', 'count', 'p50', 'p95', 'p99'],
            [...stages].map(([stage, latencies]) => [
              stage,
              String(latencies.count),
              ...[0.5, 0.95, 0.99].map((share) => formatDuration(latencies.percentile(share))),
            ]),
          ),
        ]),
    ...(work.length === 0
      ? []
      : [
          table(
            "Where the cloud's time went",
            ['work', 'count', 'total', 'p50', 'p95'],
            work
              .slice(0, WORK_ROWS)
              .map(({ name, count, total, p50, p95 }) => [
                name,
                String(count),
                ...[total, p50, p95].map(formatDuration),
              ]),
          ),
        ]),
    ...(cores === undefined
      ? []
      : [
          table(
            'Processors taken, second half of the run',
            ['part', 'of one processor'],
            PARTS.map((part) => [part, cores[part].toFixed(2)]),
          ),
        ]),
    ...(missedEntries === 0
      ? []
      : [text(`The journal was faster than its reader: ${missedEntries} of its entries are missing above.`)]),
  ];
}

function costBlocks({ usd, perThousand, images, noun, lines, unpriced }: RunCost): readonly Block[] {
  const dollars = (value: number): string => `$${value.toPrecision(3)}`;
  const each = perThousand === undefined ? '' : ` For 1,000 ${noun}: ${dollars(perThousand)}.`;
  return [
    table(
      "The run's cost at AWS's list prices",
      ['dimension', 'quantity', 'unit', 'US dollars'],
      lines.map(({ what, quantity, unit, usd: price }) => [
        what,
        quantity.toPrecision(3),
        unit,
        dollars(price),
      ]),
      [1, 3],
    ),
    text(
      `In all ${dollars(usd)} for ${images} ${noun}.${each} Free allowances are not taken off, and storing for longer than the run is not in it.${
        unpriced.length === 0 ? '' : ` Without a price: ${[...new Set(unpriced)].join('; ')}.`
      }`,
    ),
  ];
}
