/**
 * How an alarm's change of state is told: to topics, to functions and on the event bus. Evidence: LocalStack's recordings
 * against AWS (2023-09-12 to 2026-02-26); CloudWatch user guide "Alarm events and EventBridge", read 2026-11-20.
 */
import type { Instant } from '../../kernel/instant.ts';
import type { Scope } from '../../kernel/scope.ts';
import {
  alarmArn,
  isMetricAlarm,
  type Alarm,
  type AlarmState,
  type MetricAlarmDefinition,
  type WatchedMetric,
} from './alarm.ts';
import { regionName } from './region-names.ts';
import { timestamp } from './verdict-reason.ts';

interface StateFacts {
  readonly value: AlarmState;
  readonly reason: string;
  readonly reasonData: string | undefined;
  readonly at: Instant;
}

/** A change as it is kept until everybody has been told. */
export interface AlarmChange {
  readonly scope: Scope;
  /** In its new state. */
  readonly alarm: Alarm;
  readonly previous: StateFacts;
  readonly at: Instant;
  /** What the alarm's one metric is called where metrics have ids. */
  readonly metricId: string;
}

export const stateFacts = ({ state, reason, reasonData, updatedAt }: Alarm): StateFacts => ({
  value: state,
  reason,
  reasonData,
  at: updatedAt,
});

/** `ALARM: "name" in US East (N. Virginia)` */
export const notificationSubject = ({ alarm, scope }: AlarmChange): string =>
  `${alarm.state}: "${alarm.name}" in ${regionName(scope.region)}`.slice(0, 99);

/** The message that topics get. */
export function notificationText(change: AlarmChange): string {
  const { alarm, previous, scope, at } = change;
  const { actions, description } = alarm.definition;
  return JSON.stringify({
    AlarmName: alarm.name,
    AlarmDescription: description ?? null,
    AWSAccountId: scope.accountId,
    AlarmConfigurationUpdatedTimestamp: timestamp(alarm.configuredAt),
    NewStateValue: alarm.state,
    NewStateReason: alarm.reason,
    StateChangeTime: timestamp(at),
    Region: regionName(scope.region),
    AlarmArn: alarmArn(alarm),
    OldStateValue: previous.value,
    ActionExecutedAfterMuteWindow: false,
    OKActions: actions.ok,
    AlarmActions: actions.alarm,
    InsufficientDataActions: actions.insufficientData,
    ...(isMetricAlarm(alarm)
      ? { Trigger: triggerOf(alarm.definition) }
      : { AlarmRule: 'rule' in alarm.definition ? alarm.definition.rule : '' }),
  });
}

function triggerOf(definition: MetricAlarmDefinition): object {
  const { watched } = definition;
  const judged = {
    EvaluationPeriods: definition.evaluationPeriods,
    ...(definition.datapointsToAlarm !== undefined && { DatapointsToAlarm: definition.datapointsToAlarm }),
    ComparisonOperator: definition.comparison,
    Threshold: definition.threshold,
    TreatMissingData: definition.missingData ?? '',
    EvaluateLowSampleCountPercentile: definition.lowSampleCount ?? '',
  };
  if ('queries' in watched) {
    const Metrics = watched.queries.map((query) => ({
      ...query,
      ReturnData: query.ReturnData ?? true,
    }));
    return { Metrics, ...judged };
  }
  return {
    MetricName: watched.name,
    Namespace: watched.namespace,
    ...statisticOf(watched),
    Unit: watched.unit ?? null,
    Dimensions: watched.dimensions.map(([name, value]) => ({ value, name })),
    Period: watched.period,
    ...judged,
  };
}

const statisticOf = ({ statistic }: WatchedMetric): object =>
  NAMED_STATISTICS.has(statistic)
    ? { StatisticType: 'Statistic', Statistic: STATISTIC_NAMES[statistic] ?? statistic.toUpperCase() }
    : { StatisticType: 'ExtendedStatistic', ExtendedStatistic: statistic };

const NAMED_STATISTICS: ReadonlySet<string> = new Set([
  'SampleCount',
  'Average',
  'Sum',
  'Minimum',
  'Maximum',
]);
const STATISTIC_NAMES: Readonly<Record<string, string>> = { SampleCount: 'SAMPLE_COUNT' };

/** The event that functions get. */
export const functionEvent = (change: AlarmChange): string =>
  JSON.stringify({
    source: 'aws.cloudwatch',
    alarmArn: alarmArn(change.alarm),
    accountId: change.scope.accountId,
    time: timestamp(change.at),
    region: change.scope.region,
    alarmData: alarmData(change),
  });

/** What the event bus gets as the event's detail. */
export function alarmData({ alarm, previous, metricId }: AlarmChange): object {
  return {
    alarmName: alarm.name,
    state: told(stateFacts(alarm)),
    previousState: told(previous),
    configuration: {
      ...(alarm.definition.description !== undefined && { description: alarm.definition.description }),
      ...(isMetricAlarm(alarm) && { metrics: metricsOf(alarm.definition, metricId) }),
      ...('rule' in alarm.definition && { alarmRule: alarm.definition.rule }),
    },
  };
}

const told = ({ value, reason, reasonData, at }: StateFacts): object => ({
  value,
  reason,
  ...(reasonData !== undefined && { reasonData }),
  timestamp: timestamp(at),
});

function metricsOf({ watched }: MetricAlarmDefinition, metricId: string): readonly object[] {
  if ('queries' in watched) {
    return watched.queries.map(({ Id: id, MetricStat: stat, Expression, Label, ReturnData = true }) => ({
      id,
      ...(stat !== undefined && {
        metricStat: {
          metric: {
            namespace: stat.Metric?.Namespace,
            name: stat.Metric?.MetricName,
            dimensions: Object.fromEntries(
              (stat.Metric?.Dimensions ?? []).map(({ Name, Value }) => [Name, Value]),
            ),
          },
          period: stat.Period,
          stat: stat.Stat,
        },
      }),
      ...(Expression !== undefined && { expression: Expression }),
      ...(Label !== undefined && { label: Label }),
      returnData: ReturnData,
    }));
  }
  const { namespace, name, dimensions, period, statistic, unit } = watched;
  return [
    {
      id: metricId,
      metricStat: {
        metric: { namespace, name, dimensions: Object.fromEntries(dimensions) },
        period,
        stat: statistic,
        ...(unit !== undefined && { unit }),
      },
      returnData: true,
    },
  ];
}
