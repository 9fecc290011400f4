import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

async function startGroup(cloud: Cloud, streams: Readonly<Record<string, readonly string[]>>) {
  const logs = new CloudWatchLogs(clientConfig(cloud));
  const logGroupName = '/photos';
  await logs.createLogGroup({ logGroupName });
  for (const [logStreamName, messages] of Object.entries(streams)) {
    await logs.createLogStream({ logGroupName, logStreamName });
    const logEvents = messages.map((message, n) => ({ timestamp: cloud.clock.now() - 100 + n, message }));
    await logs.putLogEvents({ logGroupName, logStreamName, logEvents });
  }
  const filter = async (input: object) => {
    const answer = await logs.filterLogEvents({ logGroupName, ...input });
    return { ...answer, messages: answer.events!.map(({ message }) => message) };
  };
  return { logs, filter };
}

test('streams are woven into one order of time, page by page', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { filter } = await startGroup(cloud, { a: ['a0', 'a1', 'a2'], b: ['b0', 'b1'] });
  const first = await filter({ limit: 3 });
  expect(first.messages).toEqual(['a0', 'b0', 'a1']);
  expect(first.searchedLogStreams).toEqual([]);
  expect(first.events![0]).toMatchObject({
    logStreamName: 'a',
    eventId: expect.stringMatching(/^\d{56}$/) as string,
  });
  const second = await filter({ limit: 3, nextToken: first.nextToken });
  expect(second.messages).toEqual(['b1', 'a2']);
  expect(second.nextToken).toBeUndefined();
});

test('streams are chosen by name or by prefix, and the newest may come first', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { filter } = await startGroup(cloud, { 'x/1': ['1'], 'x/2': ['2'], y: ['3', '4'] });
  expect((await filter({ logStreamNamePrefix: 'x/' })).messages).toEqual(['1', '2']);
  expect(
    (await filter({ logStreamNames: ['y'], startFromHead: false, startTime: cloud.clock.now() - 1000 }))
      .messages,
  ).toEqual(['4', '3']);
  await expect(filter({ logStreamNamePrefix: 'x/', logStreamNames: ['y'] })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});

const LINES = [
  'INFO stored photo.jpg',
  'ERROR cannot read photo.png: timeout',
  'WARN slow: 512 ms',
  '{"level":"ERROR","took":120,"user":{"name":"ada"},"retries":[3,null]}',
  '{"level":"INFO","took":20,"user":{"name":"bob"},"cached":true}',
];

test.for([
  ['', [0, 1, 2, 3, 4]],
  ['ERROR', [1, 3]],
  ['ERROR -timeout', [3]],
  ['?WARN ?stored', [0, 2]],
  ['"cannot read"', [1]],
  ['%photo\\.(jpg|png)%', [0, 1]],
  ['{ $.level = "ERROR" }', [3]],
  ['{ $.level = "E*" && $.took > 100 }', [3]],
  ['{ ($.took < 50) || ($.user.name = "ada") }', [3, 4]],
  ['{ $.retries[0] = 3 }', [3]],
  ['{ $.retries[1] IS NULL }', [3]],
  ['{ $.cached IS TRUE }', [4]],
  ['{ $.cached NOT EXISTS }', [3]],
  ['{ $.user.name != "ada" }', [4]],
  ['{ $.level = %^E% }', [3]],
] as const)('the pattern %s finds the events that AWS says it does', async ([filterPattern, found]) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { filter } = await startGroup(cloud, { a: LINES });
  expect((await filter({ filterPattern })).messages).toEqual(found.map((line) => LINES[line]));
});

test.for([['a.b'], ['{ $.a }'], ['{ a = 1 }'], ['%(%']])(
  'the pattern %s is refused',
  async ([filterPattern]) => {
    await using cloud = await createCloud({ clock: 'manual' });
    const { filter } = await startGroup(cloud, {});
    await expect(filter({ filterPattern })).rejects.toMatchObject({ name: 'InvalidParameterException' });
  },
);

test('patterns of space-delimited fields are refused by name', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { filter } = await startGroup(cloud, {});
  await expect(filter({ filterPattern: '[ip, user, status = 4*]' })).rejects.toMatchObject({
    name: 'NotImplemented',
  });
});
