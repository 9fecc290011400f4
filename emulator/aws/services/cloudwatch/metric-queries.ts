/**
 * Metric data queries: metrics and the math over them, as GetMetricData answers them and alarms watch them. Where a metric
 * was reported in several units and the query names none, the first in alphabetical order is taken and a message says so
 * (LocalStack's recordings against AWS, 2023-12-15).
 *
 * Gap: labels are taken as they are given; their dynamic parts (`${MAX}`) are not filled in.
 */
import type { MessageData, MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { notImplemented } from '../../kernel/aws-error.ts';
import { seconds, type Instant } from '../../kernel/instant.ts';
import type { Scope } from '../../kernel/scope.ts';
import { invalidCombination, missingParameter, validationError } from './errors.ts';
import { evaluate } from './math/evaluate.ts';
import type { Expression } from './math/expression.ts';
import { parseExpression } from './math/parse.ts';
import { isList, type Series, type Value } from './math/value.ts';
import { readDimensions, type MetricName } from './metric.ts';
import type { Metrics } from './metrics.ts';
import { isPeriod, readSeries } from './series.ts';
import { statisticNamed, type Statistic } from './statistics.ts';

export interface MetricQuery {
  readonly kind: 'metric';
  readonly id: string;
  readonly label: string | undefined;
  readonly returned: boolean;
  readonly metric: MetricName;
  readonly period: number;
  readonly stat: string;
  readonly statistic: Statistic;
  readonly unit: string | undefined;
}

export interface MathQuery {
  readonly kind: 'math';
  readonly id: string;
  readonly label: string | undefined;
  readonly returned: boolean;
  readonly expression: Expression;
}

export type Query = MetricQuery | MathQuery;

export interface QueryResult {
  readonly value: Value;
  readonly messages: readonly MessageData[];
  /** How many values each point of a metric was made of. */
  readonly counts: ReadonlyMap<Instant, number>;
}

const ID = /^[a-z]\w{0,254}$/;

/** @throws AwsError ValidationException, MissingRequiredParameterException, InvalidParameterCombinationException */
export function readQueries(scope: Scope, given: readonly MetricDataQuery[]): readonly Query[] {
  const queries = given.map((query) => readQuery(scope, query));
  if (new Set(queries.map(({ id }) => id)).size < queries.length) {
    throw validationError('The values for parameter id in MetricDataQueries must be unique.');
  }
  return queries;
}

function readQuery(scope: Scope, query: MetricDataQuery): Query {
  const {
    Id: id = '',
    Label: label,
    ReturnData: returned = true,
    MetricStat: stat,
    Expression: text,
  } = query;
  if (!ID.test(id))
    throw validationError(`The value ${id} for parameter MetricDataQueries.member.Id is not valid.`);
  if (stat !== undefined && text !== undefined) {
    throw invalidCombination(
      'The parameters MetricDataQueries.member.MetricStat and MetricDataQueries.member.Expression are mutually exclusive and you have specified both.',
    );
  }
  const common = { id, label, returned };
  if (text !== undefined) {
    if (/^\s*SELECT\s/i.test(text)) throw notImplemented('cloudwatch', 'metric insights queries');
    return { kind: 'math', ...common, expression: parseExpression(text) };
  }
  if (stat === undefined) throw missingParameter('MetricDataQueries.member.MetricStat');
  const { Metric: metric = {}, Period: period = 0, Stat: name = '' } = stat;
  const statistic = statisticNamed(name);
  if (statistic === undefined)
    throw validationError(`The value ${name} for parameter Stat is not a statistic.`);
  if (!isPeriod(seconds(period))) throw invalidPeriod(period);
  if (metric.Namespace === undefined) throw missingParameter('MetricStat.Metric.Namespace');
  if (metric.MetricName === undefined) throw missingParameter('MetricStat.Metric.MetricName');
  return {
    kind: 'metric',
    ...common,
    metric: {
      scope,
      namespace: metric.Namespace,
      name: metric.MetricName,
      dimensions: readDimensions(metric.Dimensions),
    },
    period: seconds(period),
    stat: name,
    statistic,
    unit: stat.Unit,
  };
}

export const invalidPeriod = (period: number): Error =>
  validationError(
    `The value ${period} for parameter Period is not valid: it must be 1, 5, 10, 20, 30 or a multiple of 60.`,
  );

/**
 * Answers queries over a range of time, each computed once.
 *
 * @param range from where and until when a query of a period looks
 */
export class QueryRun {
  readonly #metrics: Metrics;
  readonly #queries: ReadonlyMap<string, Query>;
  readonly #range: (period: number) => { readonly from: Instant; readonly until: Instant };
  readonly #results = new Map<string, QueryResult>();
  readonly #computing = new Set<string>();

  constructor(
    metrics: Metrics,
    queries: readonly Query[],
    range: (period: number) => { readonly from: Instant; readonly until: Instant },
  ) {
    this.#metrics = metrics;
    this.#queries = new Map(queries.map((query) => [query.id, query]));
    this.#range = range;
  }

  /** @throws AwsError ValidationException for ids that are not there, and expressions that need themselves */
  result(id: string): QueryResult {
    const known = this.#results.get(id);
    if (known !== undefined) return known;
    const query = this.#queries.get(id);
    if (query === undefined || this.#computing.has(id)) {
      throw validationError(`Error in expression: Unable to resolve metric reference '${id}'.`);
    }
    this.#computing.add(id);
    const result = query.kind === 'metric' ? this.#measure(query) : this.#compute(query);
    this.#results.set(id, result);
    return result;
  }

  #measure(query: MetricQuery): QueryResult {
    const { metric, period, statistic, unit } = query;
    const byUnit = readSeries(this.#metrics, metric, { ...this.#range(period), period }, unit);
    const [samples = new Map<never, never>()] = byUnit.values();
    const points = new Map<Instant, number>();
    const counts = new Map<Instant, number>();
    for (const [at, sample] of samples) {
      const value = statistic(sample);
      if (value === undefined) continue;
      points.set(at, value);
      counts.set(at, sample.count);
    }
    const units = [...byUnit.keys()].join(', ');
    const messages =
      byUnit.size > 1 ? [{ Code: 'MultipleUnits', Value: `Multiple units returned: '[${units}]'` }] : [];
    return { value: { period, points }, messages, counts };
  }

  #compute(query: MathQuery): QueryResult {
    const value = evaluate(query.expression, {
      resultOf: (id) => this.result(id).value,
      metrics: (part) => this.#seriesOf(part),
      grid: ({ period }) => this.#grid(period),
    });
    return { value, messages: [], counts: new Map() };
  }

  #seriesOf(part: string): readonly Series[] {
    return [...this.#queries.values()]
      .filter((query) => query.kind === 'metric' && query.id.includes(part))
      .map(({ id }) => this.result(id).value as Series);
  }

  #grid(period: number): readonly Instant[] {
    const { from, until } = this.#range(period);
    const instants: Instant[] = [];
    for (let at = from; at < until; at += period) instants.push(at);
    return instants;
  }
}

/** The series that a result shows: a number has none of its own. */
export function seriesShown({ value }: QueryResult): readonly Series[] {
  if (typeof value === 'number')
    throw validationError('Error in expression: the result must be a time series.');
  return isList(value) ? value : [value];
}
