/** Alarms as DescribeAlarms shows them (LocalStack's recording of a minimal alarm, 2025-09-19). */
import type {
  CompositeAlarm as CompositeAlarmOutput,
  MetricAlarm as MetricAlarmOutput,
  StandardUnit,
  Statistic,
} from '@aws-sdk/client-cloudwatch';
import { toDate } from '../../kernel/instant.ts';
import { alarmArn, type Alarm, type CompositeAlarm, type MetricAlarm } from './alarm.ts';
import { dimensionsOutput } from './metric.ts';
import { isSimpleStatistic } from './statistics.ts';

const common = (alarm: Alarm) => ({
  AlarmName: alarm.name,
  AlarmArn: alarmArn(alarm),
  AlarmDescription: alarm.definition.description,
  AlarmConfigurationUpdatedTimestamp: toDate(alarm.configuredAt),
  ActionsEnabled: alarm.actionsEnabled,
  OKActions: [...alarm.definition.actions.ok],
  AlarmActions: [...alarm.definition.actions.alarm],
  InsufficientDataActions: [...alarm.definition.actions.insufficientData],
  StateValue: alarm.state,
  StateReason: alarm.reason,
  StateReasonData: alarm.reasonData,
  StateUpdatedTimestamp: toDate(alarm.updatedAt),
  StateTransitionedTimestamp: toDate(alarm.transitionedAt),
});

export function metricAlarmOutput(alarm: MetricAlarm): MetricAlarmOutput {
  const { definition } = alarm;
  const { watched } = definition;
  return {
    ...common(alarm),
    ...('queries' in watched
      ? { Metrics: [...watched.queries], Dimensions: [] }
      : {
          MetricName: watched.name,
          Namespace: watched.namespace,
          ...(isSimpleStatistic(watched.statistic)
            ? { Statistic: watched.statistic as Statistic }
            : { ExtendedStatistic: watched.statistic }),
          Dimensions: dimensionsOutput(watched.dimensions),
          Period: watched.period,
          Unit: watched.unit as StandardUnit | undefined,
        }),
    EvaluationPeriods: definition.evaluationPeriods,
    DatapointsToAlarm: definition.datapointsToAlarm,
    Threshold: definition.threshold,
    ComparisonOperator: definition.comparison,
    TreatMissingData: definition.missingData,
    EvaluateLowSampleCountPercentile: definition.lowSampleCount,
  };
}

export const compositeAlarmOutput = (alarm: CompositeAlarm): CompositeAlarmOutput => ({
  ...common(alarm),
  AlarmRule: alarm.definition.rule,
});
