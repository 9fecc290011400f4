import type { DescribeAlarmsInput, DescribeAlarmsOutput } from '@aws-sdk/client-cloudwatch';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { alarmArn, isCompositeAlarm, isMetricAlarm, type Alarm } from '../alarm.ts';
import { compositeAlarmOutput, metricAlarmOutput } from '../alarm-output.ts';
import { allow } from '../access.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { invalidCombination } from '../errors.ts';
import { page, pageSize, readToken } from '../paging.ts';

const LARGEST_PAGE = 100;
const USUAL_PAGE = 50;

/** DescribeAlarms: metric alarms unless `AlarmTypes` or names ask for composite ones too. */
export const describeAlarms: Operation<CloudWatch, DescribeAlarmsInput, DescribeAlarmsOutput> = (
  cloudwatch,
  input,
  call,
) => {
  allow(call, alarmArn({ scope: call.scope, name: '*' }));
  const { AlarmNames: names, AlarmNamePrefix: prefix = '' } = input;
  if (names !== undefined && prefix !== '') {
    throw invalidCombination('The parameters AlarmNames and AlarmNamePrefix are mutually exclusive.');
  }
  if (input.ChildrenOfAlarmName !== undefined || input.ParentsOfAlarmName !== undefined) {
    throw notImplemented('cloudwatch', 'DescribeAlarms by parent or child');
  }
  const types: readonly string[] = input.AlarmTypes ?? ['MetricAlarm'];
  const wanted = (alarm: Alarm): boolean =>
    types.includes(alarm.definition.kind) &&
    (names?.includes(alarm.name) ?? alarm.name.startsWith(prefix)) &&
    (input.StateValue ?? alarm.state) === alarm.state &&
    (input.ActionPrefix === undefined || hasAction(alarm, input.ActionPrefix));
  const found = cloudwatch.alarms.list(call.scope, readToken(input.NextToken)).filter(wanted);
  const { items, nextToken } = page(
    found,
    pageSize(input.MaxRecords, LARGEST_PAGE, USUAL_PAGE),
    ({ name }) => name,
  );
  return {
    MetricAlarms: items.filter(isMetricAlarm).map(metricAlarmOutput),
    CompositeAlarms: items.filter(isCompositeAlarm).map(compositeAlarmOutput),
    NextToken: nextToken,
  };
};

const hasAction = ({ definition: { actions } }: Alarm, prefix: string): boolean =>
  [...actions.alarm, ...actions.ok, ...actions.insufficientData].some((action) => action.startsWith(prefix));
