/**
 * What an alarm watches, as queries, and when it looks. Evidence: CloudWatch user guide "Evaluating an alarm", read
 * 2026-11-20: once a minute, every ten seconds for periods under a minute, once an hour when the periods together are
 * longer than a day; each time over the periods that end then. It looks at more periods than it has to judge, so that
 * data which come late or not at all do less harm.
 *
 * Gap: how many more depends on things AWS does not tell; here it is always two.
 */
import { days, hours, minutes, seconds, type Duration } from '../../kernel/instant.ts';
import type { MetricAlarm, MetricAlarmDefinition } from './alarm.ts';
import { readQueries, type Query } from './metric-queries.ts';
import { statisticNamed } from './statistics.ts';

const EXTRA_PERIODS = 2;

export interface Watching {
  /** What is judged by; read once, since an alarm that changes is watched anew. */
  readonly definition: MetricAlarmDefinition;
  readonly queries: readonly Query[];
  /** The query whose result is judged. */
  readonly judged: string;
  readonly period: Duration;
  /** How many periods are looked at. */
  readonly periods: number;
  /** How far the evaluations lie apart. */
  readonly step: Duration;
}

/** @throws AwsError when the queries are not valid */
export function watchingOf({ scope, definition }: Pick<MetricAlarm, 'scope' | 'definition'>): Watching {
  const { watched, evaluationPeriods } = definition;
  const periods = evaluationPeriods + EXTRA_PERIODS;
  if ('queries' in watched) {
    const queries = readQueries(scope, watched.queries);
    const period = Math.max(...queries.map((query) => (query.kind === 'metric' ? query.period : 0)));
    const judged = queries.find(({ returned }) => returned)?.id ?? '';
    return { definition, queries, judged, period, periods, step: stepOf(period, evaluationPeriods) };
  }
  const { namespace, name, dimensions, statistic, unit } = watched;
  const period = seconds(watched.period);
  const query: Query = {
    kind: 'metric',
    id: 'm1',
    label: undefined,
    returned: true,
    metric: { scope, namespace, name, dimensions },
    period,
    stat: statistic,
    statistic: statisticNamed(statistic)!,
    unit,
  };
  const step = stepOf(period, evaluationPeriods);
  return { definition, queries: [query], judged: 'm1', period, periods, step };
}

function stepOf(period: Duration, evaluationPeriods: number): Duration {
  if (period < minutes(1)) return seconds(10);
  return period * evaluationPeriods > days(1) ? hours(1) : minutes(1);
}
