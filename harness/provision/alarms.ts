import type { CloudWatch, PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import type { AlarmSpec } from '#pipeline';
import { changed, covers, type Change } from './change.ts';

/** Makes an alarm what its description says. */
export async function ensureAlarm(cloudwatch: CloudWatch, spec: AlarmSpec): Promise<Change> {
  const wanted: PutMetricAlarmCommandInput = {
    AlarmName: spec.name,
    AlarmDescription: spec.description,
    Namespace: spec.namespace,
    MetricName: spec.metric,
    Dimensions: Object.entries(spec.dimensions).map(([Name, Value]) => ({ Name, Value })),
    Statistic: spec.statistic,
    Period: spec.period,
    EvaluationPeriods: spec.evaluationPeriods,
    Threshold: spec.threshold,
    ComparisonOperator: 'GreaterThanThreshold',
  };
  const { MetricAlarms = [] } = await cloudwatch.describeAlarms({ AlarmNames: [spec.name] });
  const [standing] = MetricAlarms;
  const same = standing !== undefined && covers(wanted, standing);
  if (!same) await cloudwatch.putMetricAlarm(wanted);
  return standing === undefined
    ? { kind: 'alarm', name: spec.name, outcome: 'created' }
    : changed('alarm', spec.name, same ? [] : ['definition']);
}
