/**
 * What k6's `handleSummary` gets, in either shape: `metrics` by name, which k6 2.2 writes unless told otherwise, and the
 * machine-readable one (`K6_NEW_MACHINE_READABLE_SUMMARY`) with `results`, which names percentiles `p95` instead of
 * `p(95)` and says nothing of thresholds. Seen with k6 2.2.0 on 2026-11-20.
 */
import { SafelightError } from '#aws';

export interface Metric {
  /** With its tags, as thresholds name it: `http_req_duration{name:put object}`. */
  readonly name: string;
  /** `p(95)`, `count`, `rate`, …; times are milliseconds. */
  readonly values: Readonly<Record<string, number>>;
}

interface Threshold {
  readonly metric: string;
  /** `p(95)<500` */
  readonly expression: string;
  readonly holds: boolean;
}

export interface Summary {
  readonly metrics: readonly Metric[];
  /** Empty in the machine-readable shape: k6's exit code still tells whether all of them hold. */
  readonly thresholds: readonly Threshold[];
}

type Values = Readonly<Record<string, number>>;

interface ClassicSummary {
  readonly metrics: Readonly<
    Record<
      string,
      { readonly values: Values; readonly thresholds?: Record<string, { readonly ok: boolean }> }
    >
  >;
}

interface MachineReadableSummary {
  readonly results: { readonly metrics: readonly { readonly name: string; readonly values: Values }[] };
}

/** @throws SafelightError ERR_K6_SUMMARY */
export function readSummary(text: string): Summary {
  const summary = parse(text);
  if (summary !== undefined && 'metrics' in summary) return classic(summary);
  if (summary !== undefined && 'results' in summary) return machineReadable(summary);
  throw new SafelightError('ERR_K6_SUMMARY', 'The summary that k6 wrote cannot be understood.', {
    hint: 'Use k6 2.2, or report this with the version of the k6 that you use.',
  });
}

/** A value of a metric; nothing when it was never measured. */
export const valueOf = ({ metrics }: Summary, metric: string, statistic: string): number | undefined =>
  metrics.find(({ name }) => name === metric)?.values[statistic];

function parse(text: string): ClassicSummary | MachineReadableSummary | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as ClassicSummary) : undefined;
  } catch {
    return undefined;
  }
}

/** Holds always: k6 tells the values of a tag apart only where a threshold names them. */
const TELLING_APART = /^(?:count|rate)>=0$/;

const classic = ({ metrics }: ClassicSummary): Summary => ({
  metrics: Object.entries(metrics).map(([name, { values }]) => ({ name, values })),
  thresholds: Object.entries(metrics).flatMap(([metric, { thresholds = {} }]) =>
    Object.entries(thresholds)
      .filter(([expression]) => !TELLING_APART.test(expression))
      .map(([expression, { ok }]) => ({ metric, expression, holds: ok })),
  ),
});

const machineReadable = ({ results }: MachineReadableSummary): Summary => ({
  metrics: results.metrics.map(({ name, values }) => ({
    name,
    values: Object.fromEntries(
      Object.entries(values).map(([statistic, value]) => [
        statistic.replace(/^p(\d+(?:\.\d+)?)$/, 'p($1)'),
        value,
      ]),
    ),
  })),
  thresholds: [],
});
