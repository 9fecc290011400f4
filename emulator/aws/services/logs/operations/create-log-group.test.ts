import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

test('groups are described in order of name, by prefix or by a part of the name, page by page', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const logs = new CloudWatchLogs(clientConfig(cloud));
  for (const logGroupName of ['/b', '/a/2', '/a/1']) await logs.createLogGroup({ logGroupName });
  const names = async (input: object) => {
    const { logGroups, nextToken } = await logs.describeLogGroups(input);
    return { names: logGroups!.map(({ logGroupName }) => logGroupName), nextToken };
  };
  const first = await names({ limit: 2 });
  expect(first.names).toEqual(['/a/1', '/a/2']);
  expect(await names({ limit: 2, nextToken: first.nextToken })).toEqual({
    names: ['/b'],
    nextToken: undefined,
  });
  expect((await names({ logGroupNamePrefix: '/a' })).names).toEqual(['/a/1', '/a/2']);
  expect((await names({ logGroupNamePattern: '2' })).names).toEqual(['/a/2']);
  await expect(names({ logGroupNamePrefix: '/a', logGroupNamePattern: '2' })).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
  });
});

test('a group is shown as AWS shows it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const logs = new CloudWatchLogs(clientConfig(cloud));
  await logs.createLogGroup({ logGroupName: '/photos', tags: { env: 'testing' } });
  const { logGroups } = await logs.describeLogGroups({});
  expect(logGroups).toEqual([
    {
      arn: 'arn:aws:logs:us-east-1:000000000000:log-group:/photos:*',
      logGroupArn: 'arn:aws:logs:us-east-1:000000000000:log-group:/photos',
      creationTime: cloud.clock.now(),
      deletionProtectionEnabled: false,
      logGroupClass: 'STANDARD',
      logGroupName: '/photos',
      metricFilterCount: 0,
      storedBytes: 0,
    },
  ]);
});

test('a group exists once, and is gone with all that it held', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const logs = new CloudWatchLogs(clientConfig(cloud));
  const group = { logGroupName: '/photos' };
  await logs.createLogGroup(group);
  await logs.createLogStream({ ...group, logStreamName: 's' });
  await expect(logs.createLogGroup(group)).rejects.toMatchObject({
    name: 'ResourceAlreadyExistsException',
    message: 'The specified log group already exists',
  });
  await expect(logs.createLogStream({ ...group, logStreamName: 's' })).rejects.toMatchObject({
    message: 'The specified log stream already exists',
  });
  await logs.deleteLogGroup(group);
  await logs.createLogGroup(group);
  expect((await logs.describeLogStreams(group)).logStreams).toEqual([]);
});

test('names are checked', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const logs = new CloudWatchLogs(clientConfig(cloud));
  await expect(logs.createLogGroup({ logGroupName: 'x'.repeat(513) })).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'Invalid LogGroup or LogStream, both must have length less than or equal to 512.',
  });
  await expect(logs.createLogGroup({ logGroupName: 'a b' })).rejects.toMatchObject({
    message:
      "1 validation error detected: Value 'a b' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+",
  });
});

test('a group is named by its name or its ARN, not by both', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const logs = new CloudWatchLogs(clientConfig(cloud));
  await logs.createLogGroup({ logGroupName: '/photos' });
  const logGroupIdentifier = 'arn:aws:logs:us-east-1:000000000000:log-group:/photos';
  expect((await logs.describeLogStreams({ logGroupIdentifier })).logStreams).toEqual([]);
  await expect(
    logs.describeLogStreams({ logGroupIdentifier, logGroupName: '/photos' }),
  ).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'LogGroup name and LogGroup ARN are mutually exclusive parameters.',
  });
});

test('streams are ordered by name or by their newest event', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const logs = new CloudWatchLogs(clientConfig(cloud));
  const group = { logGroupName: '/photos' };
  await logs.createLogGroup(group);
  for (const [logStreamName, age] of [
    ['a', 1],
    ['b', 3],
    ['c', 2],
  ] as const) {
    await logs.createLogStream({ ...group, logStreamName });
    const logEvents = [{ timestamp: cloud.clock.now() - age, message: 'm' }];
    await logs.putLogEvents({ ...group, logStreamName, logEvents });
  }
  const names = async (input: object) => {
    const { logStreams } = await logs.describeLogStreams({ ...group, ...input });
    return logStreams!.map(({ logStreamName }) => logStreamName);
  };
  expect(await names({})).toEqual(['a', 'b', 'c']);
  expect(await names({ descending: true })).toEqual(['c', 'b', 'a']);
  expect(await names({ orderBy: 'LastEventTime', descending: true })).toEqual(['a', 'c', 'b']);
});

test('tags of a group are added and taken off by its ARN', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const logs = new CloudWatchLogs(clientConfig(cloud));
  const resourceArn = 'arn:aws:logs:us-east-1:000000000000:log-group:/photos';
  await logs.createLogGroup({ logGroupName: '/photos', tags: { env: 'testing' } });
  await logs.tagResource({ resourceArn, tags: { one: '1', two: '2' } });
  await logs.untagResource({ resourceArn, tagKeys: ['env', 'one'] });
  expect((await logs.listTagsForResource({ resourceArn })).tags).toEqual({ two: '2' });
});
