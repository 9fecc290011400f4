import { expect, test } from 'vitest';
import { minutes } from '../../kernel/instant.ts';
import type { MetricAlarmDefinition, MissingData } from './alarm.ts';
import { judge, type Reading } from './judgement.ts';

const NOW = Date.UTC(2026, 10, 20, 10, 5);

const alarm = (more: Partial<MetricAlarmDefinition>): MetricAlarmDefinition => ({
  kind: 'MetricAlarm',
  description: undefined,
  actions: { alarm: [], ok: [], insufficientData: [] },
  comparison: 'GreaterThanThreshold',
  threshold: 2,
  evaluationPeriods: 3,
  datapointsToAlarm: undefined,
  missingData: undefined,
  lowSampleCount: undefined,
  watched: { namespace: 'a', name: 'm', dimensions: [], period: 60, statistic: 'Average', unit: undefined },
  ...more,
});

/** `0 - X` is oldest first: fine, missing, breaching. */
const readings = (text: string): readonly Reading[] =>
  text
    .split(' ')
    .toReversed()
    .map((sign, index) => ({
      at: NOW - (index + 1) * minutes(1),
      value: sign === '-' ? undefined : sign === 'X' ? 21.5 : 1,
      count: sign === '-' ? undefined : 2,
    }));

const stateOf = (definition: MetricAlarmDefinition, text: string): string =>
  judge(definition, readings(text), minutes(1), NOW)?.state ?? 'stays';

const TREATMENTS: readonly MissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];

// The tables of the user guide, "Configuring how CloudWatch alarms treat missing data", read 2026-11-20.
test.each([
  ['0 - X - X', ['OK', 'OK', 'OK', 'OK']],
  ['0 - - - -', ['OK', 'OK', 'OK', 'OK']],
  ['- - - - -', ['INSUFFICIENT_DATA', 'stays', 'ALARM', 'OK']],
  ['0 X X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['- - X - -', ['ALARM', 'stays', 'ALARM', 'OK']],
])('three of three: %s', (text, states) => {
  expect(TREATMENTS.map((missingData) => stateOf(alarm({ missingData }), text))).toEqual(states);
});

test.each([
  ['0 - X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['0 0 X 0 X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['0 - X - -', ['OK', 'OK', 'ALARM', 'OK']],
  ['- - - - 0', ['OK', 'OK', 'ALARM', 'OK']],
  ['- - - X -', ['ALARM', 'stays', 'ALARM', 'OK']],
])('two of three: %s', (text, states) => {
  const twoOfThree = (missingData: MissingData) => alarm({ datapointsToAlarm: 2, missingData });
  expect(TREATMENTS.map((missingData) => stateOf(twoOfThree(missingData), text))).toEqual(states);
});

test.each([
  [
    alarm({ evaluationPeriods: 1 }),
    'X',
    'Threshold Crossed: 1 datapoint [21.5 (20/11/26 10:04:00)] was greater than the threshold (2.0).',
  ],
  [
    alarm({ evaluationPeriods: 1 }),
    '0',
    'Threshold Crossed: 1 datapoint [1.0 (20/11/26 10:04:00)] was not greater than the threshold (2.0).',
  ],
  [
    alarm({ evaluationPeriods: 2, missingData: 'breaching' }),
    '- -',
    'Threshold Crossed: no datapoints were received for 2 periods and 2 missing datapoints were treated as [Breaching].',
  ],
  [
    alarm({ evaluationPeriods: 1, missingData: 'notBreaching' }),
    '-',
    'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
  ],
  [
    alarm({ datapointsToAlarm: 2 }),
    'X 0 X',
    'Threshold Crossed: 2 out of the last 3 datapoints [21.5 (20/11/26 10:04:00), 21.5 (20/11/26 10:02:00)] were greater than the threshold (2.0) (minimum 2 datapoints for OK -> ALARM transition).',
  ],
  [alarm({}), '- - -', 'Insufficient Data: 3 datapoints were unknown.'],
])('the reason names what decided (%#)', (definition, text, reason) => {
  expect(judge(definition, readings(text), minutes(1), NOW)?.reason).toBe(reason);
});

test.each([
  ['GreaterThanOrEqualToThreshold', 'ALARM'],
  ['GreaterThanThreshold', 'OK'],
  ['LessThanThreshold', 'OK'],
  ['LessThanOrEqualToThreshold', 'ALARM'],
] as const)('a value at the threshold, compared by %s', (comparison, state) => {
  const definition = alarm({ comparison, threshold: 21.5, evaluationPeriods: 1 });
  expect(stateOf(definition, 'X')).toBe(state);
});
