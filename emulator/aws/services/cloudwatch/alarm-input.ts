/**
 * What PutMetricAlarm and PutCompositeAlarm are given, checked and turned into definitions. Evidence: API reference
 * "PutMetricAlarm" and "PutCompositeAlarm", read 2026-11-20.
 *
 * Gaps: texts are worded after those recorded for other members. `EvaluateLowSampleCountPercentile` is kept and shown;
 * percentiles are judged whatever the number of samples.
 */
import type { PutCompositeAlarmInput, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { notImplemented } from '../../kernel/aws-error.ts';
import { days, seconds } from '../../kernel/instant.ts';
import { parseArn, type Scope } from '../../kernel/scope.ts';
import type {
  AlarmActions,
  Comparison,
  CompositeAlarmDefinition,
  MetricAlarmDefinition,
  MissingData,
  WatchedMetric,
} from './alarm.ts';
import { parseAlarmRule } from './alarm-rule.ts';
import { constraint, invalidCombination, missingParameter, validationError } from './errors.ts';
import { checkNamespace } from './metric-data.ts';
import { readDimensions } from './metric.ts';
import { readQueries } from './metric-queries.ts';
import { isPeriod } from './series.ts';
import { isSimpleStatistic, statisticNamed } from './statistics.ts';
import { UNITS } from './units.ts';

const COMPARISONS: readonly string[] = [
  'GreaterThanOrEqualToThreshold',
  'GreaterThanThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
];
const BAND_COMPARISONS: readonly string[] = [
  'LessThanLowerOrGreaterThanUpperThreshold',
  'LessThanLowerThreshold',
  'GreaterThanUpperThreshold',
];
const MISSING_DATA: readonly string[] = ['missing', 'ignore', 'breaching', 'notBreaching'];
const MOST_ACTIONS = 5;
const LONGEST_NAME = 255;
const LONGEST_SPAN = days(7);

/** @throws AwsError ValidationException and its like; NotImplemented for what is watched otherwise */
export function readMetricAlarm(scope: Scope, input: PutMetricAlarmInput): MetricAlarmDefinition {
  refuseUnwatched(input);
  const {
    Threshold: threshold,
    EvaluationPeriods: evaluationPeriods,
    DatapointsToAlarm: datapointsToAlarm,
  } = input;
  const comparison = readComparison(input.ComparisonOperator);
  if (threshold === undefined) throw missingParameter('Threshold');
  if (evaluationPeriods === undefined) throw missingParameter('EvaluationPeriods');
  if (evaluationPeriods < 1) {
    throw constraint(evaluationPeriods, 'evaluationPeriods', 'have value greater than or equal to 1');
  }
  if (datapointsToAlarm !== undefined && (datapointsToAlarm < 1 || datapointsToAlarm > evaluationPeriods)) {
    throw validationError('DatapointsToAlarm must be at least 1 and at most EvaluationPeriods.');
  }
  const missingData = input.TreatMissingData;
  if (missingData !== undefined && !MISSING_DATA.includes(missingData)) {
    throw validationError(
      `The value ${missingData} for TreatMissingData must be one of ${MISSING_DATA.join(', ')}.`,
    );
  }
  const watched = input.Metrics === undefined ? readWatched(input) : readWatchedQueries(scope, input);
  if ('period' in watched && seconds(watched.period) * evaluationPeriods > LONGEST_SPAN) {
    throw validationError(
      'Metrics cannot be checked across more than seven days (EvaluationPeriods * Period must be <= 604800).',
    );
  }
  return {
    kind: 'MetricAlarm',
    description: input.AlarmDescription,
    actions: readActions(input),
    comparison,
    threshold,
    evaluationPeriods,
    datapointsToAlarm,
    missingData: missingData as MissingData | undefined,
    lowSampleCount: input.EvaluateLowSampleCountPercentile,
    watched,
  };
}

/** @throws AwsError ValidationException; NotImplemented for suppressors */
export function readCompositeAlarm(input: PutCompositeAlarmInput): CompositeAlarmDefinition {
  if (input.ActionsSuppressor !== undefined)
    throw notImplemented('cloudwatch', 'suppressors of composite alarms');
  const { AlarmRule: rule = '' } = input;
  parseAlarmRule(rule);
  return { kind: 'CompositeAlarm', description: input.AlarmDescription, actions: readActions(input), rule };
}

/** @throws AwsError ValidationException, MissingRequiredParameterException */
export function readAlarmName(name: string | undefined): string {
  if (name === undefined || name === '') throw missingParameter('AlarmName');
  if (name.length > LONGEST_NAME) {
    throw constraint(name, 'alarmName', `have length less than or equal to ${LONGEST_NAME}`);
  }
  return name;
}

function refuseUnwatched(input: PutMetricAlarmInput): void {
  if (input.EvaluationCriteria !== undefined) throw notImplemented('cloudwatch', 'alarms on PromQL queries');
  if (input.EvaluationWindow !== undefined || input.EvaluationInterval !== undefined) {
    throw notImplemented('cloudwatch', 'alarms with evaluation windows of their own');
  }
  if (input.WarmUpConfiguration !== undefined) throw notImplemented('cloudwatch', 'alarms that warm up');
  if (input.ThresholdMetricId !== undefined || BAND_COMPARISONS.includes(input.ComparisonOperator ?? '')) {
    throw notImplemented('cloudwatch', 'alarms on anomaly detection');
  }
}

function readComparison(given: string | undefined): Comparison {
  if (given === undefined) throw missingParameter('ComparisonOperator');
  if (!COMPARISONS.includes(given)) {
    throw constraint(given, 'comparisonOperator', `satisfy enum value set: [${COMPARISONS.join(', ')}]`);
  }
  return given as Comparison;
}

function readWatched(input: PutMetricAlarmInput): WatchedMetric {
  const { MetricName: name, Period: period, Statistic, ExtendedStatistic, Unit: unit } = input;
  if (name === undefined) throw missingParameter('MetricName');
  if (period === undefined) throw missingParameter('Period');
  if (!isPeriod(seconds(period)) || period === 1 || period === 5) {
    throw validationError('Period must be 10, 20, 30 or a multiple of 60.');
  }
  if (Statistic !== undefined && ExtendedStatistic !== undefined) {
    throw invalidCombination('The parameters Statistic and ExtendedStatistic are mutually exclusive.');
  }
  const statistic = Statistic ?? ExtendedStatistic;
  if (statistic === undefined) throw missingParameter('Statistic');
  if (statisticNamed(statistic) === undefined || (Statistic !== undefined && !isSimpleStatistic(Statistic))) {
    throw validationError(`The value ${statistic} is not a statistic.`);
  }
  if (unit !== undefined && !UNITS.has(unit)) throw validationError(`The value ${unit} is not a unit.`);
  return {
    namespace: checkNamespace(input.Namespace),
    name,
    dimensions: readDimensions(input.Dimensions),
    period,
    statistic,
    unit,
  };
}

function readWatchedQueries(scope: Scope, input: PutMetricAlarmInput): MetricAlarmDefinition['watched'] {
  if (input.MetricName !== undefined || input.Period !== undefined) {
    throw invalidCombination(
      'The parameters Metrics and MetricName, Period and Statistic are mutually exclusive.',
    );
  }
  const given = input.Metrics ?? [];
  const queries = readQueries(scope, given);
  if (queries.filter(({ returned }) => returned).length !== 1) {
    throw validationError('Exactly one element of the metrics list should return data.');
  }
  if (!queries.some(({ kind }) => kind === 'metric'))
    throw validationError('An expression needs a metric to work on.');
  return { queries: given };
}

function readActions(input: {
  readonly AlarmActions?: string[] | undefined;
  readonly OKActions?: string[] | undefined;
  readonly InsufficientDataActions?: string[] | undefined;
}): AlarmActions {
  const {
    AlarmActions: alarm = [],
    OKActions: ok = [],
    InsufficientDataActions: insufficientData = [],
  } = input;
  for (const actions of [alarm, ok, insufficientData]) {
    if (actions.length > MOST_ACTIONS) {
      throw constraint(
        `[${actions.join(', ')}]`,
        'alarmActions',
        `have length less than or equal to ${MOST_ACTIONS}`,
      );
    }
    const wrong = actions.find((action) => parseArn(action) === undefined);
    if (wrong !== undefined) throw validationError(`Invalid arn syntax: ${wrong}`);
  }
  return { alarm, ok, insufficientData };
}
