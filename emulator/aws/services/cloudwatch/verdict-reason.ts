/**
 * Why an alarm is in its state, in CloudWatch's words. Evidence: LocalStack's recordings against AWS (2023-09-12 to
 * 2023-10-26) for one metric with all of its periods breaching or missing; the words for M of N as consoles show them.
 */
import { seconds, toIso, type Duration, type Instant } from '../../kernel/instant.ts';
import { breaches, type Comparison, type MetricAlarmDefinition } from './alarm.ts';
import type { Grounds, Reading, Verdict } from './judgement.ts';

const WORDS: Readonly<Record<Comparison, string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

export function describeVerdict(
  definition: MetricAlarmDefinition,
  grounds: Grounds,
  readings: readonly Reading[],
  period: Duration,
  now: Instant,
): Verdict {
  return {
    state: grounds.state,
    reason: reasonOf(definition, grounds),
    reasonData: JSON.stringify(reasonData(definition, grounds, readings, period, now)),
  };
}

function reasonOf(definition: MetricAlarmDefinition, { state, decisive, filled, as }: Grounds): string {
  const { evaluationPeriods, datapointsToAlarm, comparison, threshold } = definition;
  if (state === 'INSUFFICIENT_DATA') {
    return `Insufficient Data: ${plural(filled, 'datapoint')} ${filled === 1 ? 'was' : 'were'} unknown.`;
  }
  const missing =
    as === undefined
      ? ''
      : `${plural(filled, 'missing datapoint')} ${filled === 1 ? 'was' : 'were'} treated as [${as}]`;
  if (decisive.length === 0) {
    return `Threshold Crossed: no datapoints were received for ${plural(evaluationPeriods, 'period')} and ${missing}.`;
  }
  const telling = decisive.filter(({ value }) => breaches(definition, value!) === (state === 'ALARM'));
  const shown = telling.length === 0 ? decisive : telling;
  const values = shown.map(({ at, value }) => `${double(value!)} (${dateOf(at)})`).join(', ');
  const verb = shown.length === 1 ? 'was' : 'were';
  const not = state === 'OK' ? ' not' : '';
  const end = `${verb}${not} ${WORDS[comparison]} the threshold (${double(threshold)})`;
  const and = missing === '' ? '' : ` and ${missing}`;
  if (datapointsToAlarm === undefined) {
    return `Threshold Crossed: ${plural(shown.length, 'datapoint')} [${values}] ${end}${and}.`;
  }
  const least = state === 'ALARM' ? datapointsToAlarm : evaluationPeriods - datapointsToAlarm + 1;
  const transition = state === 'ALARM' ? 'OK -> ALARM' : 'ALARM -> OK';
  return `Threshold Crossed: ${shown.length} out of the last ${evaluationPeriods} datapoints [${values}] ${end}${and} (minimum ${plural(least, 'datapoint')} for ${transition} transition).`;
}

function reasonData(
  definition: MetricAlarmDefinition,
  { decisive }: Grounds,
  readings: readonly Reading[],
  period: Duration,
  now: Instant,
): object {
  const { watched, threshold, evaluationPeriods } = definition;
  const single = 'queries' in watched ? undefined : watched;
  const oldestFirst = decisive.toReversed();
  const evaluated = decisive.length === 0 ? readings.slice(0, evaluationPeriods) : decisive;
  return {
    version: '1.0',
    queryDate: timestamp(now),
    ...(oldestFirst[0] !== undefined && { startDate: timestamp(oldestFirst[0].at) }),
    ...(single?.unit !== undefined && { unit: single.unit }),
    ...(single !== undefined && { statistic: single.statistic }),
    period: period / seconds(1),
    recentDatapoints: oldestFirst.map(({ value }) => value),
    threshold,
    evaluatedDatapoints: evaluated.map(({ at, count, value }) => ({
      timestamp: timestamp(at),
      ...(count !== undefined && { sampleCount: count }),
      ...(value !== undefined && { value }),
    })),
  };
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `21.5`, and `2.0` where others write 2: the number is a Java double. */
const double = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

/** `2026-11-20T10:11:12.345+0000` */
export const timestamp = (at: Instant): string => toIso(at).replace('Z', '+0000');

/** `26/10/23 16:42:00` */
function dateOf(at: Instant): string {
  const iso = toIso(at);
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(2, 4)} ${iso.slice(11, 19)}`;
}
