import { CloudWatchLogs, type GetLogEventsRequest } from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

/** A stream with the events 0 to 9, a millisecond apart. */
async function startStream(cloud: Cloud) {
  const logs = new CloudWatchLogs(clientConfig(cloud));
  const stream = { logGroupName: '/photos', logStreamName: 'a' };
  await logs.createLogGroup({ logGroupName: '/photos' });
  await logs.createLogStream(stream);
  const start = cloud.clock.now() - 10;
  const logEvents = Array.from({ length: 10 }, (_, n) => ({ timestamp: start + n, message: String(n) }));
  await logs.putLogEvents({ ...stream, logEvents });
  const read = async (input: Partial<GetLogEventsRequest>) => {
    const answer = await logs.getLogEvents({ ...stream, ...input });
    return { ...answer, text: answer.events!.map(({ message }) => message).join('') };
  };
  return { logs, read, start };
}

test('the newest events come first, in order of time, and tokens lead both ways', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { read } = await startStream(cloud);
  const last = await read({ limit: 3 });
  expect(last.text).toBe('789');
  expect(last.nextForwardToken).toMatch(/^f\/\d{56}$/);
  const before = await read({ limit: 3, nextToken: last.nextBackwardToken });
  expect(before.text).toBe('456');
  const after = await read({ limit: 3, nextToken: before.nextForwardToken, startFromHead: true });
  expect(after.text).toBe('789');
});

test('at the end of a stream the token that was sent comes back', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { read } = await startStream(cloud);
  const all = await read({ startFromHead: true });
  expect(all.text).toBe('0123456789');
  const end = await read({ nextToken: all.nextForwardToken, startFromHead: true });
  expect(end.text).toBe('');
  expect(end.nextForwardToken).toBe(all.nextForwardToken);
});

test('a span of time takes its start in and leaves its end out', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { read, start } = await startStream(cloud);
  expect((await read({ startTime: start + 2, endTime: start + 5 })).text).toBe('234');
});

test('tokens and limits are checked', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { read } = await startStream(cloud);
  await expect(read({ nextToken: 'invalid' })).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'The specified nextToken is invalid.',
  });
  await expect(read({ limit: 10_001 })).rejects.toMatchObject({
    message:
      "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000",
  });
});
