import type {
  Datapoint,
  GetMetricStatisticsInput,
  GetMetricStatisticsOutput,
  StandardUnit,
} from '@aws-sdk/client-cloudwatch';
import { seconds, toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../access.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { invalidCombination, invalidValue, missingParameter } from '../errors.ts';
import { checkNamespace } from '../metric-data.ts';
import { invalidPeriod } from '../metric-queries.ts';
import { readDimensions } from '../metric.ts';
import type { Sample } from '../sample.ts';
import { alignedRange, isPeriod, readSeries, type Range } from '../series.ts';
import { isSimpleStatistic, statisticNamed } from '../statistics.ts';

const MOST_DATAPOINTS = 1_440;

/** GetMetricStatistics: one datapoint per period and unit, in no promised order. */
export const getMetricStatistics: Operation<
  CloudWatch,
  GetMetricStatisticsInput,
  GetMetricStatisticsOutput
> = (cloudwatch, input, call) => {
  const namespace = checkNamespace(input.Namespace);
  allow(call);
  const { MetricName: name, Statistics: simple = [], ExtendedStatistics: extended = [] } = input;
  if (name === undefined) throw missingParameter('MetricName');
  if (simple.length + extended.length === 0) {
    throw invalidCombination(
      'At least one of the parameters ExtendedStatistics, Statistics must be specified.',
    );
  }
  const wrong = [...simple.filter((stat) => !isSimpleStatistic(stat)), ...extended].find(
    (stat) => statisticNamed(stat) === undefined,
  );
  if (wrong !== undefined) throw invalidValue(`The value ${wrong} is not a statistic.`);
  const range = alignedRange(readRange(input), call.now);
  const metric = { scope: call.scope, namespace, name, dimensions: readDimensions(input.Dimensions) };
  const byUnit = readSeries(cloudwatch.metrics, metric, range, input.Unit);
  const Datapoints = [...byUnit].flatMap(([unit, samples]) =>
    [...samples].map(([at, sample]): Datapoint => ({
      Timestamp: toDate(at),
      ...datapointOf(sample, simple, extended),
      Unit: unit as StandardUnit,
    })),
  );
  return { Label: name, Datapoints };
};

function readRange({ StartTime, EndTime, Period = 0 }: GetMetricStatisticsInput): Range {
  if (StartTime === undefined) throw missingParameter('StartTime');
  if (EndTime === undefined) throw missingParameter('EndTime');
  const [from, until] = [StartTime.getTime(), EndTime.getTime()];
  const period = seconds(Period);
  if (!isPeriod(period)) throw invalidPeriod(Period);
  if (from >= until) throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
  const datapoints = Math.floor((until - from) / period);
  if (datapoints > MOST_DATAPOINTS) {
    throw invalidCombination(
      `You have requested up to ${datapoints} datapoints, which exceeds the limit of ${MOST_DATAPOINTS}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  }
  return { from, until, period };
}

function datapointOf(sample: Sample, simple: readonly string[], extended: readonly string[]): Datapoint {
  const values = (names: readonly string[]) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = statisticNamed(name)?.(sample);
        return value === undefined ? [] : [[name, value] as const];
      }),
    );
  return { ...values(simple), ...(extended.length > 0 && { ExtendedStatistics: values(extended) }) };
}
