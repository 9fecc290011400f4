import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { createCloud } from '#aws';
import { startLocalstack } from '../targets/localstack-container.ts';
import { callerAccount } from '../targets/caller-account.ts';
import { createClients } from '../targets/clients.ts';
import { newRun } from '../targets/run-mark.ts';
import { judge } from './judge.ts';
import { readyTarget } from './target-choice.ts';
import { lockTarget } from './target-lock.ts';

const refusal = (code: string) =>
  expect.objectContaining({ code, exitCode: 2, hint: expect.stringMatching(/\w/) });

/** A port of this machine on which nothing listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('an endpoint at which nothing answers is told of with its address', async () => {
  const endpoint = `http://127.0.0.1:${await closedPort()}`;
  const asked = readyTarget({ target: 'endpoint', endpoint });
  await expect(asked).rejects.toThrow(refusal('ERR_TARGET_UNREACHABLE'));
  await expect(asked).rejects.toThrow(endpoint);
});

test('credentials that a cloud does not take are told of as such', async () => {
  await using cloud = await createCloud();
  const { endpoint, region } = cloud;
  for (const credentials of [
    { accessKeyId: 'AKIANOBODY0000000000', secretAccessKey: 'x' },
    { accessKeyId: 'test', secretAccessKey: 'wrong' },
  ]) {
    const asked = callerAccount({ endpoint, region, credentials }, '000000000000');
    await expect(asked).rejects.toThrow(refusal('ERR_CREDENTIALS'));
    await expect(asked).rejects.toThrow(/^[^\n]+$/);
  }
});

test('a target and its address go together, and only AWS has stacks to judge', async () => {
  await expect(readyTarget({ target: 'endpoint' })).rejects.toThrow(refusal('ERR_TARGET'));
  await expect(readyTarget({ target: 'embedded', deployed: 'pets' })).rejects.toThrow(refusal('ERR_TARGET'));
});

// Listing all kinds loads every SDK client.
test(
  'leftovers of an earlier run stop the next one, and the command that removes them is named',
  { timeout: 60_000 },
  async () => {
    await using cloud = await createCloud();
    const { endpoint, region } = cloud;
    await using ready = await readyTarget({ target: 'endpoint', endpoint });
    const clients = createClients({
      endpoint,
      region,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const run = newRun();
    await (await clients.sqs()).createQueue({ QueueName: `events-${run}a` });
    clients.destroy();
    const judging = judge({ target: 'endpoint' }, ready, { selection: { families: ['keys'] } });
    await expect(judging).rejects.toMatchObject({
      code: 'ERR_LEFTOVERS',
      exitCode: 2,
      message: expect.stringContaining(`1 × queue of run ${run}`),
      hint: expect.stringContaining(`safelight sweep --target endpoint --endpoint ${endpoint}`),
    });
  },
);

test('a cloud is judged by one run at a time, and a run that ended keeps nobody out', async () => {
  const identity = `a cloud of this test ${newRun()}`;
  {
    await using first = await lockTarget(identity, newRun());
    expect(first).toBeDefined();
    await expect(lockTarget(identity, newRun())).rejects.toThrow(refusal('ERR_TARGET_BUSY'));
    await using other = await lockTarget(`${identity}, another`, newRun());
    expect(other).toBeDefined();
  }
  await using next = await lockTarget(identity, newRun());
  expect(next).toBeDefined();
});

test('a machine without Docker is told so', { timeout: 60_000 }, async () => {
  const before = process.env['DOCKER_HOST'];
  process.env['DOCKER_HOST'] = `tcp://127.0.0.1:${await closedPort()}`;
  try {
    await expect(startLocalstack()).rejects.toThrow(refusal('ERR_DOCKER'));
  } finally {
    if (before === undefined) delete process.env['DOCKER_HOST'];
    else process.env['DOCKER_HOST'] = before;
  }
});
