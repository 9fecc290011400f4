import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { aws, awsError, boto3 } from '../../testing/programs.ts';

test('the AWS CLI puts a metric, reads its sum, and sets an alarm off', async () => {
  await using cloud = await createCloud();
  const metric = ['--namespace', 'app', '--metric-name', 'errors'];
  for (const value of ['2', '3']) {
    await aws(cloud, 'cloudwatch', 'put-metric-data', ...metric, '--value', value);
  }
  const now = cloud.clock.now();
  const at = (minutes: number): string => new Date(now + minutes * 60_000).toISOString();
  const read = ['--statistics', 'Sum', '--period', '3600', '--start-time', at(-60), '--end-time', at(60)];
  const { Datapoints } = await aws(cloud, 'cloudwatch', 'get-metric-statistics', ...metric, ...read);
  expect((Datapoints as { Sum: number }[]).reduce((sum, { Sum }) => sum + Sum, 0)).toBe(5);
  const failing = ['--alarm-name', 'failing'];
  const rule = ['--statistic', 'Sum', '--period', '60', '--evaluation-periods', '1', '--threshold', '1'];
  const above = ['--comparison-operator', 'GreaterThanThreshold'];
  await aws(cloud, 'cloudwatch', 'put-metric-alarm', ...failing, ...metric, ...rule, ...above);
  const state = ['--state-value', 'ALARM', '--state-reason', 'tried'];
  await aws(cloud, 'cloudwatch', 'set-alarm-state', ...failing, ...state);
  expect(await aws(cloud, 'cloudwatch', 'describe-alarms', '--state-value', 'ALARM')).toMatchObject({
    MetricAlarms: [{ AlarmName: 'failing', StateReason: 'tried' }],
  });
  const unknown = ['--alarm-name', 'none', '--state-value', 'OK', '--state-reason', 'x'];
  expect(await awsError(cloud, 'cloudwatch', 'set-alarm-state', ...unknown)).toContain('(ResourceNotFound)');
});

test('boto3 puts a thousand values and reads them with an expression', async () => {
  await using cloud = await createCloud();
  const shown = await boto3(
    cloud,
    `
import datetime
metrics = client('cloudwatch')
metrics.put_metric_data(Namespace='app', MetricData=[{'MetricName': 'sizes', 'Value': float(n % 2)} for n in range(1000)])
now = datetime.datetime.now(datetime.timezone.utc)
hour = datetime.timedelta(hours=1)
queries = [
  {'Id': 'sum', 'ReturnData': False, 'MetricStat': {'Metric': {'Namespace': 'app', 'MetricName': 'sizes'}, 'Period': 86400, 'Stat': 'Sum'}},
  {'Id': 'twice', 'Expression': 'sum * 2'}]
[answer] = metrics.get_metric_data(StartTime=now - 24 * hour, EndTime=now + 24 * hour, MetricDataQueries=queries)['MetricDataResults']
show([answer['Id'], sum(answer['Values'])])
`,
  );
  expect(shown).toEqual([['twice', 1000]]);
});
