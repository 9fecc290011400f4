/**
 * The functions of metric math. Evidence: CloudWatch user guide "Using math expressions", read 2026-11-20.
 *
 * Gaps: SEARCH, SERVICE_QUOTA, ANOMALY_DETECTION_BAND, INSIGHT_RULE_METRIC, LAMBDA, SLICE, SORT, REMOVE_EMPTY,
 * TIME_SERIES, FIRST, LAST, DATAPOINT_COUNT, the calendar's (DAY, HOUR …), metric insights queries (SELECT …) and FILL's
 * LINEAR are refused by name.
 */
import { notImplemented } from '../../../kernel/aws-error.ts';
import { seconds, type Instant } from '../../../kernel/instant.ts';
import { validationError } from '../errors.ts';
import { isList, mapSeries, mapValue, type Series, type Value } from './value.ts';

type Reduce = (values: readonly number[]) => number;

const sum: Reduce = (values) => values.reduce((total, value) => total + value, 0);
const mean: Reduce = (values) => sum(values) / values.length;

const REDUCTIONS: Readonly<Record<string, Reduce>> = {
  SUM: sum,
  AVG: mean,
  MIN: (values) => Math.min(...values),
  MAX: (values) => Math.max(...values),
  STDDEV: (values) => {
    const middle = mean(values);
    return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
  },
};

const POINTWISE: Readonly<Record<string, (value: number) => number>> = {
  ABS: Math.abs,
  CEIL: Math.ceil,
  FLOOR: Math.floor,
  LOG: Math.log,
  LOG10: Math.log10,
};

const STEPWISE: Readonly<Record<string, (value: number, before: number, elapsed: number) => number>> = {
  DIFF: (value, before) => value - before,
  RATE: (value, before, elapsed) => (value - before) / (elapsed / seconds(1)),
};

/** Starts of all periods that the query looks at. */
export type Grid = (series: Series) => readonly Instant[];

const FUNCTIONS: ReadonlySet<string> = new Set([
  ...Object.keys(REDUCTIONS),
  ...Object.keys(POINTWISE),
  ...Object.keys(STEPWISE),
  'RUNNING_SUM',
  'PERIOD',
  'IF',
]);

/** @throws AwsError NotImplemented for functions that are not here */
export function requireFunction(name: string): void {
  if (!FUNCTIONS.has(name)) throw notImplemented('cloudwatch', `the metric math function ${name}`);
}

/** @throws AwsError ValidationException */
export function callFunction(name: string, args: readonly Value[]): Value {
  const [first, second, third] = args;
  if (first === undefined) throw wrongArguments(name);
  const reduce = REDUCTIONS[name];
  if (reduce !== undefined)
    return args.length === 1 ? reduced(first, reduce) : reduced(args as Series[], reduce);
  const pointwise = POINTWISE[name];
  if (pointwise !== undefined) return mapValue(first, pointwise);
  const stepwise = STEPWISE[name];
  if (stepwise !== undefined) return eachSeries(name, first, (series) => steps(series, stepwise));
  switch (name) {
    case 'RUNNING_SUM':
      return eachSeries(name, first, runningSum);
    case 'PERIOD':
      if (typeof first === 'number' || isList(first)) throw wrongArguments(name);
      return first.period / seconds(1);
    default:
      return choose(first, second, third);
  }
}

/**
 * @param filler a number or metric to fill gaps with, or `undefined` to repeat what came before
 * @throws AwsError ValidationException
 */
export function fill(value: Value, filler: Value | undefined, grid: Grid): Value {
  return eachSeries('FILL', value, (series) => {
    const points = new Map<Instant, number>();
    let before: number | undefined;
    for (const at of grid(series)) {
      const known = series.points.get(at);
      const instead =
        filler === undefined
          ? before
          : typeof filler === 'number'
            ? filler
            : isList(filler)
              ? undefined
              : filler.points.get(at);
      const chosen = known ?? instead;
      if (chosen !== undefined) points.set(at, chosen);
      before = known ?? before;
    }
    return { period: series.period, points };
  });
}

/** A series becomes the number that sums it up, a list the series that sums it up at each instant. */
function reduced(value: Value, reduce: Reduce): Value {
  if (typeof value === 'number') return value;
  if (!isList(value)) return value.points.size === 0 ? Number.NaN : reduce([...value.points.values()]);
  const [first] = value;
  if (first === undefined) return [];
  const instants = new Set(value.flatMap((series) => [...series.points.keys()]));
  const points = [...instants]
    .toSorted((a, b) => a - b)
    .map((at): [Instant, number] => {
      const values = value.map((series) => series.points.get(at)).filter((found) => found !== undefined);
      return [at, reduce(values)];
    });
  return { period: first.period, points: new Map(points) };
}

function eachSeries(name: string, value: Value, change: (series: Series) => Series): Value {
  if (typeof value === 'number') throw wrongArguments(name);
  return isList(value) ? value.map(change) : change(value);
}

function steps(series: Series, step: (value: number, before: number, elapsed: number) => number): Series {
  const points = new Map<Instant, number>();
  let before: readonly [Instant, number] | undefined;
  for (const [at, value] of series.points) {
    if (before !== undefined) points.set(at, step(value, before[1], at - before[0]));
    before = [at, value];
  }
  return { period: series.period, points };
}

function runningSum(series: Series): Series {
  let total = 0;
  return mapSeries(series, (value) => (total += value));
}

function choose(condition: Value, then: Value | undefined, otherwise: Value | undefined): Value {
  if (then === undefined || isList(condition) || isList(then)) throw wrongArguments('IF');
  if (otherwise !== undefined && isList(otherwise)) throw wrongArguments('IF');
  if (typeof condition === 'number') {
    const chosen = condition === 0 ? otherwise : then;
    if (chosen === undefined) throw wrongArguments('IF');
    return chosen;
  }
  const points = new Map<Instant, number>();
  for (const [at, truth] of condition.points) {
    const chosen = truth === 0 ? otherwise : then;
    const value = typeof chosen === 'number' ? chosen : chosen?.points.get(at);
    if (value !== undefined) points.set(at, value);
  }
  return { period: condition.period, points };
}

const wrongArguments = (name: string): Error =>
  validationError(`Error in expression: the function ${name} cannot be applied to what it is given.`);
