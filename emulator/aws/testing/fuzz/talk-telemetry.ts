/** Logs and metrics. */
import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { toDate } from '../../kernel/instant.ts';
import type { TalkConfig } from './talk-config.ts';

export async function talkWatch(config: TalkConfig): Promise<void> {
  const logs = new CloudWatchLogs(config);
  const at = { logGroupName: 'g', logStreamName: 's' };
  await logs.createLogGroup(at);
  await logs.createLogStream(at);
  await logs.putLogEvents({
    ...at,
    logEvents: [{ timestamp: 1_767_225_600_000, message: '{"a":{"b":[1,"x"]},"status":500} ERROR text' }],
  });
  for (const filterPattern of [
    'ERROR -timeout ?WARN',
    '%5\\d+%',
    '{ ($.status >= 500 && $.a.b[1] = "x*") || $.c IS NULL }',
  ]) {
    await logs.filterLogEvents({ logGroupName: 'g', filterPattern });
  }
  await logs.putMetricFilter({
    logGroupName: 'g',
    filterName: 'f',
    filterPattern: '{ $.status = 5* }',
    metricTransformations: [
      { metricName: 'm', metricNamespace: 'n', metricValue: '$.status', dimensions: { D: '$.a.b[1]' } },
    ],
  });
  await logs.startQuery({
    logGroupName: 'g',
    startTime: 1,
    endTime: 9e9,
    queryString:
      'fields @timestamp, status | filter status >= 500 and @message like /E(R+)/ | stats count(*), avg(status) by bin(5m) | sort @timestamp desc | limit 5',
  });
  for (const protocol of [undefined, AwsSmithyRpcV2CborProtocol])
    await measure(new CloudWatch({ ...config, ...(protocol && { protocol }) }));
}

async function measure(watch: CloudWatch): Promise<void> {
  const EndTime = toDate(1_767_226_000_000);
  const StartTime = toDate(1_767_225_000_000);
  await watch.putMetricData({
    Namespace: 'n',
    MetricData: [
      { MetricName: 'm', Value: 1, Dimensions: [{ Name: 'd', Value: 'v' }], Timestamp: StartTime },
    ],
  });
  await watch.getMetricData({
    StartTime,
    EndTime,
    MetricDataQueries: [
      { Id: 'a', MetricStat: { Metric: { Namespace: 'n', MetricName: 'm' }, Period: 60, Stat: 'p99.9' } },
      { Id: 'e', Expression: 'IF(a > 1, SUM([a, a]) / 2, FILL(a, 0)) + RATE(a)' },
    ],
  });
  await watch.getMetricStatistics({
    Namespace: 'n',
    MetricName: 'm',
    StartTime,
    EndTime,
    Period: 60,
    ExtendedStatistics: ['p99.9'],
  });
  await watch.putMetricAlarm({
    AlarmName: 'x',
    ComparisonOperator: 'GreaterThanThreshold',
    EvaluationPeriods: 1,
    Threshold: 1,
    Namespace: 'n',
    MetricName: 'm',
    Period: 60,
    Statistic: 'Sum',
  });
  await watch.putCompositeAlarm({ AlarmName: 'y', AlarmRule: 'ALARM("x") AND NOT (OK(x) OR FALSE)' });
  await watch.putDashboard({
    DashboardName: 'd',
    DashboardBody:
      '{"widgets":[{"type":"metric","x":0,"y":0,"width":6,"height":6,"properties":{"metrics":[["n","m"]],"region":"us-east-1"}}]}',
  });
}
