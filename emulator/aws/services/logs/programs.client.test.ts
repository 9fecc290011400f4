import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { aws, boto3 } from '../../testing/programs.ts';

test('the AWS CLI finds events by a pattern and says how long they are kept', async () => {
  await using cloud = await createCloud();
  const logs = (...args: string[]) => aws(cloud, 'logs', ...args);
  const stream = ['--log-group-name', '/app', '--log-stream-name', 'main'];
  await logs('create-log-group', '--log-group-name', '/app');
  await logs('create-log-stream', ...stream);
  const timestamp = cloud.clock.now();
  const events = ['{"level":"ERROR"}', '{"level":"INFO"}'].map((message) => ({ timestamp, message }));
  await logs('put-log-events', ...stream, '--log-events', JSON.stringify(events));
  const pattern = ['--filter-pattern', '{ $.level = "ERROR" }'];
  expect(await logs('filter-log-events', '--log-group-name', '/app', ...pattern)).toMatchObject({
    events: [{ message: '{"level":"ERROR"}', logStreamName: 'main' }],
  });
  await logs('put-retention-policy', '--log-group-name', '/app', '--retention-in-days', '7');
  expect(await logs('describe-log-groups')).toMatchObject({
    logGroups: [{ logGroupName: '/app', retentionInDays: 7 }],
  });
});

test('boto3 asks Insights what there is of each kind', async () => {
  await using cloud = await createCloud();
  const shown = await boto3(
    cloud,
    `
import time
logs = client('logs')
logs.create_log_group(logGroupName='/app')
logs.create_log_stream(logGroupName='/app', logStreamName='main')
now = int(time.time())
logs.put_log_events(logGroupName='/app', logStreamName='main', logEvents=[
  {'timestamp': now * 1000, 'message': json.dumps({'level': level})} for level in ('ERROR', 'INFO', 'ERROR')])
query = logs.start_query(logGroupName='/app', startTime=now - 600, endTime=now + 600,
  queryString='stats count(*) as n by level | sort n desc')['queryId']
answer = logs.get_query_results(queryId=query)
while answer['status'] in ('Scheduled', 'Running'):
  answer = logs.get_query_results(queryId=query)
show([[cell['value'] for cell in row] for row in answer['results']])
`,
  );
  expect(shown).toEqual([
    [
      ['ERROR', '2'],
      ['INFO', '1'],
    ],
  ]);
});
