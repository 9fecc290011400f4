import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from 'vitest';
import { createCloud } from './cloud.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

test('two clouds in one process never meet', async () => {
  await using first = await createCloud({ clock: 'manual' });
  await using second = await createCloud({ clock: 'manual' });
  const region = 'us-east-1';
  const one = new CloudWatchLogsClient({ endpoint: first.endpoint, region, credentials });
  const two = new CloudWatchLogsClient({ endpoint: second.endpoint, region, credentials });
  await one.send(new CreateLogGroupCommand({ logGroupName: 'only-here' }));
  const { logGroups: here } = await one.send(new DescribeLogGroupsCommand({}));
  const { logGroups: there } = await two.send(new DescribeLogGroupsCommand({}));
  expect(here?.map(({ logGroupName }) => logGroupName)).toEqual(['only-here']);
  expect(there).toEqual([]);
});

test('a reset forgets everything and keeps the address', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const client = new CloudWatchLogsClient({ endpoint: cloud.endpoint, region: 'us-east-1', credentials });
  await client.send(new CreateLogGroupCommand({ logGroupName: 'gone' }));
  let told = 0;
  cloud.onReset({ after: () => void (told += 1) });
  await cloud.reset();
  const { logGroups } = await client.send(new DescribeLogGroupsCommand({}));
  expect(logGroups).toEqual([]);
  expect(told).toBe(1);
});

test('every call is a fact in the journal and a count on the meter', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const client = new CloudWatchLogsClient({ endpoint: cloud.endpoint, region: 'us-east-1', credentials });
  await client.send(new CreateLogGroupCommand({ logGroupName: 'a' }));
  await expect(client.send(new CreateLogGroupCommand({ logGroupName: 'a' }))).rejects.toMatchObject({
    name: 'ResourceAlreadyExistsException',
  });
  expect(cloud.journal.entries()).toMatchObject([
    { type: 'call', service: 'cloudwatch-logs', operation: 'CreateLogGroup', status: 200, cause: 0 },
    { type: 'call', operation: 'CreateLogGroup', status: 400, error: 'ResourceAlreadyExistsException' },
  ]);
  const [usage] = cloud.meter.usage();
  expect(usage).toMatchObject({ service: 'cloudwatch-logs', operation: 'CreateLogGroup', quantity: 2 });
});

test('the control API moves the clock and refuses other hosts and origins', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: Date.parse('2026-01-01T00:00:00Z') });
  const url = `${cloud.endpoint}/_safelight/clock`;
  const moved = await fetch(url, { method: 'POST', body: JSON.stringify({ advance: 86_400_000 }) });
  expect(await moved.json()).toMatchObject({ now: '2026-01-02T00:00:00.000Z', rate: 0 });
  const wrong = await fetch(url, { method: 'POST', body: '{"advance":-1}' });
  expect(wrong.status).toBe(400);
  const foreign = await fetch(url, { headers: { origin: 'https://example.com' } });
  expect(foreign.status).toBe(403);
});

test('a port in use is refused with what to do next', async () => {
  await using cloud = await createCloud();
  const port = Number(new URL(cloud.endpoint).port);
  await expect(createCloud({ port })).rejects.toMatchObject({ code: 'ERR_PORT_IN_USE' });
});

test('an unsigned request to a service that takes none is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const response = await fetch(cloud.endpoint, {
    method: 'POST',
    headers: {
      'x-amz-target': 'Logs_20140328.DescribeLogGroups',
      'content-type': 'application/x-amz-json-1.1',
    },
    body: '{}',
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
});

test('a second cloud on the same data folder is refused, and the folder is free again afterwards', async () => {
  const data = mkdtempSync(join(tmpdir(), 'safelight-data-'));
  const first = await createCloud({ data });
  await expect(createCloud({ data })).rejects.toMatchObject({ code: 'ERR_DATA_FOLDER_IN_USE' });
  await first.close();
  await using again = await createCloud({ data });
  expect(again.endpoint).toMatch(/^http:/);
  rmSync(data, { recursive: true });
});
