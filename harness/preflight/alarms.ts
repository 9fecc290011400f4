/** Whether alarms hear of what they watch: while the buckets are used, and fail, for three days. */
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Finding } from './finding.ts';
import { lookAt } from './objects.ts';
import { MINUTE, type Deployed, type Stage } from './stage.ts';

const DAYS = 3;
const LOOKS_PER_DAY = 4;

export async function checkAlarms(stage: Stage, deployed: Deployed): Promise<readonly Finding[]> {
  const cloudwatch = await stage.clients.cloudwatch();
  const { MetricAlarms = [] } = await cloudwatch.describeAlarms({});
  if (MetricAlarms.length === 0) return [];
  const blind = new Map<string, number>();
  const looks = DAYS * LOOKS_PER_DAY;
  // The first day's storage is only measured at its end.
  await stage.elapse(2 * 24 * 60 * MINUTE);
  for (let look = 0; look < looks; look += 1) {
    for (let period = 0; period < 3; period += 1) {
      await useBuckets(stage);
      await stage.elapse(5 * MINUTE);
    }
    const { MetricAlarms: now = [] } = await cloudwatch.describeAlarms({});
    for (const { AlarmName = '', StateValue } of now) {
      if (StateValue === 'INSUFFICIENT_DATA') blind.set(AlarmName, (blind.get(AlarmName) ?? 0) + 1);
    }
    await stage.elapse(((24 * 60) / LOOKS_PER_DAY - 15) * MINUTE);
  }
  const findings: Finding[] = [];
  for (const alarm of MetricAlarms) {
    const times = blind.get(alarm.AlarmName ?? '') ?? 0;
    if (times > looks / 2) findings.push(await blindAlarm(stage, deployed, alarm, { times, looks }));
  }
  return findings;
}

/** A few requests to every bucket that S3 answers, and one that it refuses. */
async function useBuckets(stage: Stage): Promise<void> {
  const s3 = await stage.clients.s3();
  const { Buckets = [] } = await s3.listBuckets({});
  for (const { Name: Bucket = '' } of Buckets) {
    await s3.listObjectsV2({ Bucket, MaxKeys: 1 });
    await lookAt(stage, { bucket: Bucket, key: 'preflight' });
  }
}

async function blindAlarm(
  { clients }: Stage,
  deployed: Deployed,
  { AlarmName = '', Namespace, MetricName = '', Dimensions = [], Period = 0 }: MetricAlarm,
  { times, looks }: { readonly times: number; readonly looks: number },
): Promise<Finding> {
  const cloudwatch = await clients.cloudwatch();
  const { Metrics = [] } = await cloudwatch.listMetrics({ Namespace });
  const spell = (dimensions: typeof Dimensions): string =>
    dimensions
      .map(({ Name, Value }) => `${Name}=${Value}`)
      .toSorted()
      .join(',');
  const exists = Metrics.some(
    (metric) => metric.MetricName === MetricName && spell(metric.Dimensions ?? []) === spell(Dimensions),
  );
  const published = [
    ...new Set(Metrics.map((metric) => `${metric.MetricName}{${spell(metric.Dimensions ?? [])}}`)),
  ];
  return {
    rule: 'blind-alarm',
    resource: `alarm ${AlarmName}`,
    place: deployed.place('alarm', AlarmName),
    problem: exists
      ? `The alarm ${AlarmName} looks at periods in which its metric says nothing`
      : `The alarm ${AlarmName} watches a metric that nobody publishes`,
    evidence: `INSUFFICIENT_DATA at ${times} of ${looks} looks in ${DAYS} days of use; ${Namespace} ${MetricName}{${spell(Dimensions)}} every ${Period} s; published: ${published.slice(0, 6).join(' ') || 'nothing'}`,
    repair: exists
      ? 'Give the alarm periods as long as the metric’s own: a day for S3’s storage metrics.'
      : 'Name the metric and all its dimensions as the service publishes them; S3’s request metrics (4xxErrors) need a metrics configuration and its FilterId.',
  };
}
