/**
 * Which state an alarm's readings put it in. Evidence: CloudWatch user guide "Configuring how CloudWatch alarms treat
 * missing data", read 2026-11-20, whose tables are the tests: with enough data among all periods looked at, the newest N
 * decide; with fewer, missing ones are treated as the alarm says.
 */
import type { Duration, Instant } from '../../kernel/instant.ts';
import { breaches, type AlarmState, type MetricAlarmDefinition } from './alarm.ts';
import { describeVerdict } from './verdict-reason.ts';

/** One period as an alarm sees it. */
export interface Reading {
  readonly at: Instant;
  /** Absent when there was no data. */
  readonly value: number | undefined;
  readonly count: number | undefined;
}

export interface Verdict {
  readonly state: AlarmState;
  readonly reason: string;
  /** JSON. */
  readonly reasonData: string;
}

/** What a verdict rests on. */
export interface Grounds {
  readonly state: AlarmState;
  /** Newest first, of those that decided. */
  readonly decisive: readonly Reading[];
  /** How many missing periods were counted as something. */
  readonly filled: number;
  readonly as: 'Breaching' | 'NonBreaching' | undefined;
}

/**
 * @param readings every period looked at, newest first
 * @param standing the alarm's state: there is no verdict, and no reason is put into words, where it stays
 */
export function judge(
  definition: MetricAlarmDefinition,
  readings: readonly Reading[],
  period: Duration,
  now: Instant,
  standing?: AlarmState,
): Verdict | undefined {
  const grounds = groundsOf(definition, readings);
  if (grounds === undefined || grounds.state === standing) return undefined;
  return describeVerdict(definition, grounds, readings, period, now);
}

function groundsOf(definition: MetricAlarmDefinition, readings: readonly Reading[]): Grounds | undefined {
  const { evaluationPeriods: wanted, datapointsToAlarm = wanted, missingData = 'missing' } = definition;
  const present = readings.filter(({ value }) => value !== undefined);
  const decisive = present.slice(0, wanted);
  const breaching = decisive.filter(({ value }) => breaches(definition, value!)).length;
  const filled = wanted - decisive.length;
  const asState = (alarm: boolean): AlarmState => (alarm ? 'ALARM' : 'OK');
  if (filled === 0)
    return { state: asState(breaching >= datapointsToAlarm), decisive, filled, as: undefined };
  switch (missingData) {
    case 'breaching':
      return { state: asState(breaching + filled >= datapointsToAlarm), decisive, filled, as: 'Breaching' };
    case 'notBreaching':
      return { state: asState(breaching >= datapointsToAlarm), decisive, filled, as: 'NonBreaching' };
    case 'ignore': {
      const decided = breaching >= datapointsToAlarm || breaching < decisive.length;
      if (!decided) return undefined;
      return { state: asState(breaching >= datapointsToAlarm), decisive, filled: 0, as: undefined };
    }
    case 'missing': {
      if (decisive.length === 0) return { state: 'INSUFFICIENT_DATA', decisive, filled, as: undefined };
      const enough = Math.min(datapointsToAlarm, decisive.length);
      return { state: asState(breaching >= enough), decisive, filled: 0, as: undefined };
    }
  }
}
