import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lambda } from '@aws-sdk/client-lambda';
import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { minutes } from '../../kernel/instant.ts';
import { clientConfig } from '../../testing/client-config.ts';
import { startFunction } from '../../testing/start-function.ts';

const invocations = (cloud: Cloud) =>
  cloud.journal.entries().filter(({ type }) => type === 'lambda.invocation');

test('functions, their code, what feeds them and events under way survive a restart', async () => {
  const data = mkdtempSync(join(tmpdir(), 'lambda-'));
  const queue = { QueueName: 'photos' };
  {
    await using cloud = await createCloud({ clock: 'manual', data });
    const { lambda } = await startFunction(
      cloud,
      'exports.handler = async (event) => { if (event.fail) throw new Error("no"); return event; };',
    );
    await new SQS(clientConfig(cloud)).createQueue(queue);
    const EventSourceArn = 'arn:aws:sqs:us-east-1:000000000000:photos';
    await lambda.createEventSourceMapping({ FunctionName: 'f', EventSourceArn });
    await lambda.invoke({ FunctionName: 'f', InvocationType: 'Event', Payload: '{"fail":true}' });
    await cloud.clock.settle();
    expect(invocations(cloud)).toHaveLength(1);
  }
  rmSync(join(data, 'files'), { recursive: true });
  {
    await using cloud = await createCloud({ clock: 'manual', data });
    const lambda = new Lambda(clientConfig(cloud));
    const { Payload } = await lambda.invoke({ FunctionName: 'f', Payload: '{"n":1}' });
    expect(Payload?.transformToString()).toBe('{"n":1}');
    const sqs = new SQS(clientConfig(cloud));
    const { QueueUrl } = await sqs.getQueueUrl(queue);
    await sqs.sendMessage({ QueueUrl, MessageBody: 'one' });
    await cloud.clock.advance(minutes(5));
    expect(invocations(cloud).map(({ kind, status }) => `${String(kind)} ${String(status)}`)).toEqual([
      'request success',
      'request success',
      'event error',
      'event error',
    ]);
  }
  rmSync(data, { recursive: true });
});

test('a reset forgets functions and ends their processes', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(cloud, 'exports.handler = async () => process.pid;');
  const pid = (await invoke()).result as number;
  await cloud.reset();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  await expect(invoke()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('an environment that was idle for ten minutes is ended', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(cloud, 'let n = 0; exports.handler = async () => (n += 1);');
  await invoke();
  await cloud.clock.advance(minutes(9));
  expect((await invoke()).result).toBe(2);
  await cloud.clock.advance(minutes(11));
  expect((await invoke()).result).toBe(1);
});

test('more invocations at once than the machine bears wait their turn', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(
    cloud,
    'exports.handler = async () => new Promise((r) => setTimeout(() => r(process.pid), 50));',
    { Timeout: 30 },
  );
  const answers = await Promise.all(Array.from({ length: 40 }, () => invoke()));
  expect(new Set(answers.map(({ result }) => result)).size).toBeLessThanOrEqual(32);
  expect(answers.every(({ FunctionError }) => FunctionError === undefined)).toBe(true);
}, 30_000);
