import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { clientConfig } from '../../testing/client-config.ts';

const GROUP = { logGroupName: 'app', logStreamName: 'one' };
const message = 'a'.repeat(100_000);

let cloud: Cloud;
let logs: CloudWatchLogs;
beforeAll(async () => {
  cloud = await createCloud({ clock: 'manual', startAt: Date.now() });
  logs = new CloudWatchLogs({ ...clientConfig(cloud), maxAttempts: 1 });
  await logs.createLogGroup(GROUP);
  await logs.createLogStream(GROUP);
  await logs.putLogEvents({ ...GROUP, logEvents: [{ timestamp: cloud.clock.now(), message }] });
});
afterAll(() => cloud.close(0));

test.for(['%(a+)+b%', '%a*a*a*a*b%', '%.*.*.*x%'])(
  'a filter pattern that would search for ever is refused: %s',
  async (filterPattern) => {
    await expect(logs.filterLogEvents({ logGroupName: 'app', filterPattern })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining('takes too long') as string,
    });
  },
);

test('many wildcards in a field are only as slow as they are many', async () => {
  const filterPattern = `{ $.a = "${'*a'.repeat(200)}*b" }`;
  const written = JSON.stringify({ a: message });
  await logs.putLogEvents({ ...GROUP, logEvents: [{ timestamp: cloud.clock.now(), message: written }] });
  expect((await logs.filterLogEvents({ logGroupName: 'app', filterPattern })).events).toEqual([]);
});

test('a query that would search for ever is refused', async () => {
  const range = { startTime: 0, endTime: cloud.clock.now() };
  const query = { logGroupName: 'app', queryString: 'filter @message like /(a+)+b/', ...range };
  await expect(logs.startQuery(query)).rejects.toMatchObject({ name: 'MalformedQueryException' });
});

test.each(['('.repeat(2_000), 'not '.repeat(2_000), 'abs('.repeat(2_000)])(
  'a query that nests without end is refused: %.20s',
  async (deep) => {
    const query = {
      logGroupName: 'app',
      queryString: `filter ${deep}a`,
      startTime: 0,
      endTime: cloud.clock.now(),
    };
    await expect(logs.startQuery(query)).rejects.toMatchObject({ name: 'MalformedQueryException' });
  },
);

test('an event on which a metric filter would search for ever is written and counts as no match', async () => {
  const logGroupName = 'metered';
  await logs.createLogGroup({ logGroupName });
  await logs.createLogStream({ logGroupName, logStreamName: 'one' });
  await logs.putMetricFilter({
    logGroupName,
    filterName: 'f',
    filterPattern: '%(a+)+b%',
    metricTransformations: [{ metricName: 'm', metricNamespace: 'app', metricValue: '1' }],
  });
  const logEvents = [{ timestamp: cloud.clock.now(), message }];
  await logs.putLogEvents({ logGroupName, logStreamName: 'one', logEvents });
  expect((await logs.filterLogEvents({ logGroupName })).events).toHaveLength(1);
});
