/** Alarms as they are kept: what each watches, the state it is in and why. */
import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { Instant } from '../../kernel/instant.ts';
import { arn, type Scope } from '../../kernel/scope.ts';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
export type AlarmKind = 'MetricAlarm' | 'CompositeAlarm';
export type MissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

export type Comparison =
  | 'GreaterThanOrEqualToThreshold'
  | 'GreaterThanThreshold'
  | 'LessThanThreshold'
  | 'LessThanOrEqualToThreshold';

export interface AlarmActions {
  readonly alarm: readonly string[];
  readonly ok: readonly string[];
  readonly insufficientData: readonly string[];
}

export interface MetricAlarmDefinition {
  readonly kind: 'MetricAlarm';
  readonly description: string | undefined;
  readonly actions: AlarmActions;
  readonly comparison: Comparison;
  readonly threshold: number;
  readonly evaluationPeriods: number;
  /** M of N; all of them when absent. */
  readonly datapointsToAlarm: number | undefined;
  /** As given; `missing` when absent. */
  readonly missingData: MissingData | undefined;
  readonly lowSampleCount: string | undefined;
  /** What it watches: one metric as its own members name it, or queries of which one is returned. */
  readonly watched: WatchedMetric | { readonly queries: readonly MetricDataQuery[] };
}

export interface WatchedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly (readonly [name: string, value: string])[];
  /** Seconds. */
  readonly period: number;
  readonly statistic: string;
  readonly unit: string | undefined;
}

export interface CompositeAlarmDefinition {
  readonly kind: 'CompositeAlarm';
  readonly description: string | undefined;
  readonly actions: AlarmActions;
  /** `ALARM("a") AND NOT OK(b)` */
  readonly rule: string;
}

export type AlarmDefinition = MetricAlarmDefinition | CompositeAlarmDefinition;

export interface Alarm<Definition extends AlarmDefinition = AlarmDefinition> {
  readonly id: number;
  readonly scope: Scope;
  readonly name: string;
  readonly definition: Definition;
  readonly actionsEnabled: boolean;
  readonly state: AlarmState;
  readonly reason: string;
  /** JSON. */
  readonly reasonData: string | undefined;
  readonly updatedAt: Instant;
  readonly transitionedAt: Instant;
  readonly configuredAt: Instant;
  readonly tags: Readonly<Record<string, string>>;
}

export type MetricAlarm = Alarm<MetricAlarmDefinition>;
export type CompositeAlarm = Alarm<CompositeAlarmDefinition>;

export const isMetricAlarm = (alarm: Alarm): alarm is MetricAlarm => alarm.definition.kind === 'MetricAlarm';
export const isCompositeAlarm = (alarm: Alarm): alarm is CompositeAlarm =>
  alarm.definition.kind === 'CompositeAlarm';

export const alarmArn = ({ scope, name }: Pick<Alarm, 'scope' | 'name'>): string =>
  arn('cloudwatch', scope, `alarm:${name}`);

/** The actions that entering a state sets off. */
export function actionsFor({ actions }: AlarmDefinition, state: AlarmState): readonly string[] {
  if (state === 'ALARM') return actions.alarm;
  return state === 'OK' ? actions.ok : actions.insufficientData;
}

const COMPARISONS: Readonly<Record<Comparison, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

export const breaches = ({ comparison, threshold }: MetricAlarmDefinition, value: number): boolean =>
  COMPARISONS[comparison](value, threshold);
