import type { DescribeAlarmsForMetricInput, DescribeAlarmsForMetricOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../kernel/operation.ts';
import { alarmArn, isMetricAlarm, type MetricAlarm } from '../alarm.ts';
import { metricAlarmOutput } from '../alarm-output.ts';
import { allow } from '../access.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { readDimensions } from '../metric.ts';

export const describeAlarmsForMetric: Operation<
  CloudWatch,
  DescribeAlarmsForMetricInput,
  DescribeAlarmsForMetricOutput
> = (cloudwatch, input, call) => {
  allow(call, alarmArn({ scope: call.scope, name: '*' }));
  const dimensions = JSON.stringify(readDimensions(input.Dimensions));
  const statistic = input.Statistic ?? input.ExtendedStatistic;
  const watches = ({ definition: { watched } }: MetricAlarm): boolean =>
    !('queries' in watched) &&
    watched.namespace === input.Namespace &&
    watched.name === input.MetricName &&
    JSON.stringify(watched.dimensions) === dimensions &&
    (statistic ?? watched.statistic) === watched.statistic &&
    (input.Period ?? watched.period) === watched.period &&
    (input.Unit ?? watched.unit) === watched.unit;
  const found = cloudwatch.alarms.list(call.scope).filter(isMetricAlarm).filter(watches);
  return { MetricAlarms: found.map(metricAlarmOutput) };
};
