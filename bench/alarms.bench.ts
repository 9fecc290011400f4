/** What a minute of emulated time costs while ten thousand alarms watch ten thousand metrics that all have data. */
import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { createCloud } from '#aws';
import type { Figure } from './measure.ts';

const ALARMS = 10_000;
const AT_ONCE = 50;
const MINUTE = 60_000;

async function minuteOfAlarms(): Promise<number> {
  await using cloud = await createCloud({ clock: 'manual' });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const api = new CloudWatch({ endpoint: cloud.endpoint, region: cloud.region, credentials });
  const names = Array.from({ length: ALARMS }, (_, i) => `errors-${i}`);
  const left = [...names];
  const define = async (): Promise<void> => {
    for (let MetricName = left.pop(); MetricName !== undefined; MetricName = left.pop()) {
      await api.putMetricAlarm({
        AlarmName: MetricName,
        Namespace: 'bench',
        MetricName,
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 2,
        Threshold: 10,
        ComparisonOperator: 'GreaterThanThreshold',
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, define));
  const times: number[] = [];
  for (let minute = 0; minute < 6; minute += 1) {
    for (let from = 0; from < ALARMS; from += 1_000) {
      const MetricData = names
        .slice(from, from + 1_000)
        .map((MetricName, i) => ({ MetricName, Value: (i + minute) % 20 }));
      await api.putMetricData({ Namespace: 'bench', MetricData });
    }
    const start = performance.now();
    await cloud.clock.advance(MINUTE);
    times.push(performance.now() - start);
  }
  const { MetricAlarms: alarmed = [] } = await api.describeAlarms({ StateValue: 'ALARM', MaxRecords: 1 });
  if (alarmed.length === 0) throw new Error('no alarm went off: nothing was evaluated');
  return times.toSorted((a, b) => a - b)[3]!;
}

export const figures: readonly Figure[] = [
  { name: 'a minute of 10,000 alarms, median of six', unit: 'ms', measure: minuteOfAlarms },
];
