import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../../cloud.ts';
import { days, hours } from '../../../kernel/instant.ts';
import { clientConfig } from '../../../testing/client-config.ts';

const STREAM = { logGroupName: '/photos', logStreamName: 'a' };

async function startStream(cloud: Cloud) {
  const logs = new CloudWatchLogs(clientConfig(cloud));
  await logs.createLogGroup({ logGroupName: '/photos' });
  await logs.createLogStream(STREAM);
  const put = (...events: (readonly [age: number, message: string])[]) =>
    logs.putLogEvents({
      ...STREAM,
      logEvents: events.map(([age, message]) => ({ timestamp: cloud.clock.now() - age, message })),
    });
  const messages = async () => {
    const { events } = await logs.getLogEvents({ ...STREAM, startFromHead: true });
    return events?.map(({ message }) => message);
  };
  return { logs, put, messages };
}

test('events are kept with their own time and the time they came in', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { logs, put } = await startStream(cloud);
  const { nextSequenceToken, rejectedLogEventsInfo } = await put([2, 'one'], [1, 'two']);
  expect(nextSequenceToken).toMatch(/^\d{56}$/);
  expect(rejectedLogEventsInfo).toBeUndefined();
  const now = cloud.clock.now();
  const { events } = await logs.getLogEvents({ ...STREAM, startFromHead: true });
  expect(events).toEqual([
    { timestamp: now - 2, message: 'one', ingestionTime: now },
    { timestamp: now - 1, message: 'two', ingestionTime: now },
  ]);
  const { logStreams } = await logs.describeLogStreams({ logGroupName: '/photos' });
  expect(logStreams).toMatchObject([
    { logStreamName: 'a', firstEventTimestamp: now - 2, lastEventTimestamp: now - 1, lastIngestionTime: now },
  ]);
});

test('events that are too old or too new are left out, and the answer says which', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { put, messages } = await startStream(cloud);
  expect(await put([days(15), 'old'])).toMatchObject({
    rejectedLogEventsInfo: { tooOldLogEventEndIndex: 1 },
  });
  expect(await put([0, 'now'], [-hours(3), 'new'])).toMatchObject({
    rejectedLogEventsInfo: { tooNewLogEventStartIndex: 1 },
  });
  expect(await messages()).toEqual(['now']);
});

test('a sequence token is not needed and does not matter', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { logs, messages } = await startStream(cloud);
  const logEvents = [{ timestamp: cloud.clock.now(), message: 'm' }];
  await logs.putLogEvents({ ...STREAM, logEvents, sequenceToken: 'invalid' });
  expect(await messages()).toEqual(['m']);
});

test.for([
  [
    'out of order',
    [
      [0, 'b'],
      [1, 'a'],
    ],
    'Log events in a single PutLogEvents request must be in chronological order.',
  ],
  [
    'more than a day',
    [
      [days(1) + 1, 'a'],
      [0, 'b'],
    ],
    'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
  ],
] as const)('a batch that cannot be is refused: %s', async ([, events, message]) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { put } = await startStream(cloud);
  await expect(put(...events)).rejects.toMatchObject({ name: 'InvalidParameterException', message });
});

test('a group or stream that is none is named', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { logs } = await startStream(cloud);
  const logEvents = [{ timestamp: cloud.clock.now(), message: 'm' }];
  await expect(
    logs.putLogEvents({ logGroupName: '/none', logStreamName: 'a', logEvents }),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The specified log group does not exist.',
  });
  await expect(logs.putLogEvents({ ...STREAM, logStreamName: 'none', logEvents })).rejects.toMatchObject({
    message: 'The specified log stream does not exist.',
  });
});

test('events go when their retention has passed', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { logs, put, messages } = await startStream(cloud);
  await put([0, 'first']);
  await logs.putRetentionPolicy({ logGroupName: '/photos', retentionInDays: 1 });
  await cloud.clock.advance(hours(23));
  await put([0, 'second']);
  expect(await messages()).toEqual(['first', 'second']);
  await cloud.clock.advance(hours(2));
  expect(await messages()).toEqual(['second']);
  await put([0, 'third']);
  await logs.deleteRetentionPolicy({ logGroupName: '/photos' });
  expect(await messages()).toEqual(['second', 'third']);
  await expect(
    logs.putRetentionPolicy({ logGroupName: '/photos', retentionInDays: 2 }),
  ).rejects.toMatchObject({ name: 'InvalidParameterException' });
});
