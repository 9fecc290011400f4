/**
 * PutMetricData's data, checked and turned into measurements. Evidence: aws.md section F.4; API reference
 * "PutMetricData" and "MetricDatum", read 2026-11-20: at most 1,000 metrics a request, 150 values a metric, values within
 * ±2^360, times from two weeks ago to two hours ahead.
 *
 * Gaps: the texts about values, units and times are worded after the recorded ones.
 */
import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import { days, hours, type Instant } from '../../kernel/instant.ts';
import type { Scope } from '../../kernel/scope.ts';
import { constraint, invalidCombination, invalidValue, missingParameter } from './errors.ts';
import { readDimensions, type MetricName } from './metric.ts';
import type { Measurement } from './metrics.ts';
import { Sample } from './sample.ts';
import { UNITS } from './units.ts';

export interface ReadDatum {
  readonly metric: MetricName;
  readonly measurement: Measurement;
}

const MOST_DATA = 1_000;
const MOST_VALUES = 150;
const LARGEST_VALUE = 2 ** 360;
const LONGEST_NAME = 255;
const NAMESPACE = /^[\w.\-/#: ]{1,255}$/;

/** @throws AwsError InvalidParameterValueException, MissingRequiredParameterException */
export function checkNamespace(namespace: string | undefined): string {
  if (namespace === undefined) throw missingParameter('Namespace');
  if (namespace.startsWith(':') || !NAMESPACE.test(namespace)) {
    throw invalidValue(`The value ${namespace} for parameter Namespace is not a namespace.`);
  }
  return namespace;
}

/** @throws AwsError InvalidParameterValueException, InvalidParameterCombinationException, MissingRequiredParameterException */
export function readMetricData(
  scope: Scope,
  namespace: string,
  data: readonly MetricDatum[],
  now: Instant,
): readonly ReadDatum[] {
  if (data.length > MOST_DATA) {
    throw constraint(`[${data.length} data]`, 'metricData', `have length less than or equal to ${MOST_DATA}`);
  }
  return data.map((datum, index) =>
    readDatum(scope, namespace, datum, `MetricData.member.${index + 1}`, now),
  );
}

function readDatum(
  scope: Scope,
  namespace: string,
  datum: MetricDatum,
  place: string,
  now: Instant,
): ReadDatum {
  const { MetricName: name = '', Unit: unit = 'None', StorageResolution: resolution = 60 } = datum;
  if (name === '') throw missingParameter(`${place}.MetricName`);
  if (name.length > LONGEST_NAME) {
    throw constraint(name, 'metricName', `have length less than or equal to ${LONGEST_NAME}`);
  }
  if (!UNITS.has(unit))
    throw invalidValue(`The parameter ${place}.Unit must be one of the units of CloudWatch.`);
  if (resolution !== 1 && resolution !== 60) {
    throw invalidValue(`The parameter ${place}.StorageResolution must be 1 or 60.`);
  }
  const at = datum.Timestamp?.getTime() ?? now;
  if (at < now - days(14))
    throw invalidValue(
      `The parameter ${place}.Timestamp must specify a time no more than two weeks in the past.`,
    );
  if (at > now + hours(2))
    throw invalidValue(`The parameter ${place}.Timestamp must specify a time within two hours of now.`);
  return {
    metric: { scope, namespace, name, dimensions: readDimensions(datum.Dimensions) },
    measurement: { at, unit, fine: resolution === 1, sample: readSample(datum, place) },
  };
}

function readSample(datum: MetricDatum, place: string): Sample {
  const { Value, Values, Counts, StatisticValues } = datum;
  const given = Object.entries({ Value, Values, StatisticValues }).filter(([, value]) => value !== undefined);
  const [[first] = [], [second] = []] = given;
  if (second !== undefined) {
    throw invalidCombination(
      `The parameters ${place}.${first} and ${place}.${second} are mutually exclusive and you have specified both.`,
    );
  }
  if (first === undefined) throw missingParameter(`${place}.Value`);
  if (StatisticValues !== undefined) {
    const { SampleCount: count = 0, Sum: sum = 0, Minimum: min = 0, Maximum: max = 0 } = StatisticValues;
    for (const value of [count, sum, min, max]) checkValue(value, place);
    if (count <= 0 || min > max)
      throw invalidValue(`The parameter ${place}.StatisticValues is not a set of statistics.`);
    return Sample.of({ count, sum, min, max }, undefined);
  }
  const values = Values ?? [Value!];
  if (Counts !== undefined && Counts.length !== values.length) {
    throw invalidValue(`The parameters ${place}.Values and ${place}.Counts must be of the same size.`);
  }
  if (values.length === 0 || values.length > MOST_VALUES) {
    throw invalidValue(`The parameter ${place}.Values must hold between 1 and ${MOST_VALUES} values.`);
  }
  const sample = new Sample();
  for (const [index, value] of values.entries()) {
    const times = Counts?.[index] ?? 1;
    checkValue(value, place);
    checkValue(times, place);
    if (times > 0) sample.add(value, times);
  }
  if (sample.count === 0) throw invalidValue(`The parameter ${place}.Counts must count something.`);
  return sample;
}

function checkValue(value: number, place: string): void {
  if (Number.isFinite(value) && Math.abs(value) <= LARGEST_VALUE) return;
  throw invalidValue(
    `The value ${value} for parameter ${place}.Value is not a number that CloudWatch keeps.`,
  );
}
