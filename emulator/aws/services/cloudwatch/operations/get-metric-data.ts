import type { GetMetricDataInput, GetMetricDataOutput, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { seconds, toDate, type Instant } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../access.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { constraint, invalidNextToken, missingParameter, validationError } from '../errors.ts';
import type { Series } from '../math/value.ts';
import { QueryRun, readQueries, seriesShown, type Query } from '../metric-queries.ts';
import { alignedRange } from '../series.ts';

const MOST_QUERIES = 500;
const MOST_DATAPOINTS = 100_800;

interface Shown {
  readonly result: MetricDataResult;
  readonly points: readonly (readonly [Instant, number])[];
}

/** GetMetricData: metrics and math over them, newest first unless asked otherwise. A page ends after so many datapoints. */
export const getMetricData: Operation<CloudWatch, GetMetricDataInput, GetMetricDataOutput> = (
  cloudwatch,
  input,
  call,
) => {
  allow(call);
  const { MetricDataQueries: given, StartTime, EndTime, MaxDatapoints: most = MOST_DATAPOINTS } = input;
  if (given === undefined) throw missingParameter('MetricDataQueries');
  if (StartTime === undefined) throw missingParameter('StartTime');
  if (EndTime === undefined) throw missingParameter('EndTime');
  if (given.length > MOST_QUERIES) {
    throw constraint(
      `[${given.length} queries]`,
      'metricDataQueries',
      `have length less than or equal to ${MOST_QUERIES}`,
    );
  }
  if (most < 1 || most > MOST_DATAPOINTS) {
    throw constraint(most, 'maxDatapoints', `have value between 1 and ${MOST_DATAPOINTS}`);
  }
  const [from, until] = [StartTime.getTime(), EndTime.getTime()];
  if (from >= until)
    throw validationError('The parameter StartTime must be less than the parameter EndTime.');
  const queries = readQueries(call.scope, given);
  for (const query of queries) checkSize(query, from, until);
  const run = new QueryRun(cloudwatch.metrics, queries, (period) =>
    alignedRange({ from, until, period }, call.now),
  );
  const newestFirst = input.ScanBy !== 'TimestampAscending';
  const shown = queries
    .filter(({ returned }) => returned)
    .flatMap((query) => show(query, run, queries, newestFirst));
  return cutPage(shown, readOffset(input.NextToken), most);
};

function checkSize(query: Query, from: Instant, until: Instant): void {
  if (query.kind === 'metric' && (until - from) / query.period > MOST_DATAPOINTS) {
    throw validationError(`The query ${query.id} asks for more than ${MOST_DATAPOINTS} datapoints.`);
  }
}

function show(
  query: Query,
  run: QueryRun,
  queries: readonly Query[],
  newestFirst: boolean,
): readonly Shown[] {
  const result = run.result(query.id);
  const label = query.label ?? usualLabel(query, queries);
  return seriesShown(result).map((series) => ({
    result: {
      Id: query.id,
      Label: label,
      StatusCode: 'Complete',
      ...(result.messages.length > 0 && { Messages: [...result.messages] }),
    },
    points: pointsOf(series, newestFirst),
  }));
}

function pointsOf({ points }: Series, newestFirst: boolean): readonly (readonly [Instant, number])[] {
  const finite = [...points].filter(([, value]) => Number.isFinite(value));
  return newestFirst ? finite.toReversed() : finite;
}

/**
 * The metric's name, and whatever else tells the queries of metrics of that name apart: statistic, period (LocalStack's
 * recordings against AWS, 2023-12-15).
 */
function usualLabel(query: Query, queries: readonly Query[]): string {
  if (query.kind === 'math') return query.id;
  const alike = queries.filter((other) => other.kind === 'metric' && other.metric.name === query.metric.name);
  const differ = (of: 'stat' | 'period'): boolean =>
    alike.some((other) => other.kind === 'metric' && other[of] !== query[of]);
  const parts = [
    query.metric.name,
    ...(differ('stat') ? [query.stat] : []),
    ...(differ('period') ? [query.period / seconds(1)] : []),
  ];
  return parts.join(' ');
}

/** The datapoints of all results counted through, from `offset` on. */
function cutPage(shown: readonly Shown[], offset: number, most: number): GetMetricDataOutput {
  const total = shown.reduce((sum, { points }) => sum + points.length, 0);
  const end = offset + most;
  let before = 0;
  const results: MetricDataResult[] = [];
  for (const { result, points } of shown) {
    const part = points.slice(Math.max(0, offset - before), Math.max(0, end - before));
    const rest = before + points.length > end;
    before += points.length;
    if (part.length === 0 && (offset > 0 || rest)) continue;
    results.push({
      ...result,
      StatusCode: rest ? 'PartialData' : 'Complete',
      Timestamps: part.map(([at]) => toDate(at)),
      Values: part.map(([, value]) => value),
    });
  }
  return { MetricDataResults: results, Messages: [], NextToken: end < total ? `o${end}` : undefined };
}

function readOffset(token: string | undefined): number {
  if (token === undefined) return 0;
  if (!/^o\d{1,9}$/.test(token)) throw invalidNextToken();
  return Number(token.slice(1));
}
