import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../../cloud.ts';
import { minutes, seconds } from '../../../kernel/instant.ts';
import { clientConfig } from '../../../testing/client-config.ts';

const START = Date.UTC(2026, 10, 20, 10, 0, 0);

const LINES = [
  { level: 'INFO', took: 10, http: { route: '/a' } },
  { level: 'ERROR', took: 200, http: { route: '/a' } },
  { level: 'INFO', took: 30, http: { route: '/b' } },
  { level: 'ERROR', took: 90, http: { route: '/b' }, detail: 'Timeout after 90 ms' },
];

const configOf = (cloud: Cloud) => ({
  ...clientConfig(cloud),
  systemClockOffset: cloud.clock.now() - cloud.clock.wall(),
  maxAttempts: 1,
});

async function startWithLines(): Promise<{ cloud: Cloud; logs: CloudWatchLogs }> {
  const cloud = await createCloud({ clock: 'manual', startAt: START });
  const logs = new CloudWatchLogs(configOf(cloud));
  const names = { logGroupName: 'app', logStreamName: 'one' };
  await logs.createLogGroup(names);
  await logs.createLogStream(names);
  await logs.putLogEvents({
    ...names,
    logEvents: LINES.map((line, index) => ({
      timestamp: START - minutes(10) + index * minutes(2),
      message: JSON.stringify(line),
    })),
  });
  return { cloud, logs };
}

async function ask(logs: CloudWatchLogs, queryString: string): Promise<Record<string, string>[]> {
  const { queryId } = await logs.startQuery({
    logGroupName: 'app',
    queryString,
    startTime: (START - minutes(60)) / seconds(1),
    endTime: START / seconds(1),
  });
  const { status, results = [] } = await logs.getQueryResults({ queryId });
  expect(status).toBe('Complete');
  return results.map((row) => Object.fromEntries(row.map(({ field = '', value = '' }) => [field, value])));
}

test('fields, filter, sort and limit work one after the other', async () => {
  const { cloud, logs } = await startWithLines();
  await using _ = cloud;
  const rows = await ask(
    logs,
    'fields @timestamp, took, http.route as route | filter level = "ERROR" and took > 50 | sort took desc | limit 1',
  );
  expect(rows).toEqual([
    { '@timestamp': '2026-11-20 09:52:00.000', took: '200', route: '/a', '@ptr': expect.any(String) },
  ]);
});

test('events come newest first when no order is asked for', async () => {
  const { cloud, logs } = await startWithLines();
  await using _ = cloud;
  const rows = await ask(logs, 'fields took');
  expect(rows.map(({ took }) => took)).toEqual(['90', '30', '200', '10']);
});

test.each([
  ['filter @message like /(?i)TIMEOUT after \\d+/', ['90']],
  ['filter detail like "Timeout"', ['90']],
  ['filter @message not like "ERROR"', ['30', '10']],
  ['filter took in [10, 30] or http.route = "/b"', ['90', '30', '10']],
  ['filter ispresent(detail)', ['90']],
  ['filter not (level = "INFO")', ['90', '200']],
  ['filter strlen(level) = 4', ['30', '10']],
])('%s', async (filter, expected) => {
  const { cloud, logs } = await startWithLines();
  await using _ = cloud;
  const rows = await ask(logs, `${filter} | fields took`);
  expect(rows.map(({ took }) => took)).toEqual(expected);
});

test('stats count and summarise, by field and by stretch of time', async () => {
  const { cloud, logs } = await startWithLines();
  await using _ = cloud;
  expect(await ask(logs, 'stats count(*) as n, avg(took), max(took) as most by level | sort level')).toEqual([
    { level: 'ERROR', n: '2', 'avg(took)': '145', most: '200' },
    { level: 'INFO', n: '2', 'avg(took)': '20', most: '30' },
  ]);
  expect(await ask(logs, 'filter level = "INFO" | stats count(*) by bin(5m) | sort bin(5m)')).toEqual([
    { 'bin(5m)': '2026-11-20 09:50:00.000', 'count(*)': '2' },
  ]);
  expect(await ask(logs, 'filter level = "NONE" | stats count(*) as n')).toEqual([{ n: '0' }]);
  expect(await ask(logs, 'stats count_distinct(http.route) as routes, pct(took, 50) as half')).toEqual([
    { routes: '2', half: '30' },
  ]);
});

test('what is no query is refused, and what is not here is refused by name', async () => {
  const { cloud, logs } = await startWithLines();
  await using _ = cloud;
  for (const wrong of [
    '',
    'fields',
    'filter a =',
    'limit x',
    'frobnicate',
    'fields a |',
    'filter a like 5',
  ]) {
    await expect(ask(logs, wrong)).rejects.toMatchObject({ name: 'MalformedQueryException' });
  }
  for (const absent of ['parse @message "* *" as a, b', 'fields jsonParse(a)']) {
    await expect(ask(logs, absent)).rejects.toMatchObject({ name: 'NotImplemented' });
  }
  const gone = logs.getQueryResults({ queryId: 'nowhere' });
  await expect(gone).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('live tail and subscriptions are refused by name', async () => {
  const { cloud, logs } = await startWithLines();
  await using _ = cloud;
  const logGroupIdentifiers = ['arn:aws:logs:us-east-1:000000000000:log-group:app'];
  const direct = new CloudWatchLogs({ ...configOf(cloud), disableHostPrefix: true });
  await expect(direct.startLiveTail({ logGroupIdentifiers })).rejects.toMatchObject({
    name: 'NotImplemented',
  });
  await expect(
    logs.putSubscriptionFilter({
      logGroupName: 'app',
      filterName: 'f',
      filterPattern: '',
      destinationArn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
    }),
  ).rejects.toMatchObject({ name: 'NotImplemented' });
});
