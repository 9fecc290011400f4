import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQS } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';
import { workbench } from '../testing/workbench.ts';

let data: string;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'safelight-sfn-'));
});
afterAll(() => rm(data, { recursive: true }));

const startAt = Date.parse('2026-01-01T00:00:00Z');

test('an execution goes on after a restart: what was done is not done again, what was chosen stays chosen', async () => {
  const first = await createCloud({ clock: 'manual', startAt, data });
  const QueueUrl = (await new SQS(clientConfig(first)).createQueue({ QueueName: 'q' })).QueueUrl!;
  const bench = workbench(first);
  const send = {
    Type: 'Task',
    Resource: 'arn:aws:states:::sqs:sendMessage',
    Parameters: { QueueUrl, 'MessageBody.$': 'States.UUID()' },
  };
  const definition = {
    StartAt: 'Both',
    States: {
      Both: {
        Type: 'Parallel',
        Branches: [
          { StartAt: 'S', States: { S: { ...send, ResultSelector: { 'id.$': '$.MessageId' }, End: true } } },
          { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } },
        ],
        ResultPath: '$.both',
        Next: 'Token',
      },
      Token: {
        ...send,
        Resource: `${send.Resource}.waitForTaskToken`,
        Parameters: { QueueUrl, 'MessageBody.$': '$$.Task.Token' },
        End: true,
      },
    },
  };
  const execution = await bench.start(definition);
  await first.clock.advance(30_000);
  const before = await bench.history(execution);
  await first.close(0);

  const second = await createCloud({ clock: 'manual', startAt: startAt + 40_000, data });
  const after = workbench(second);
  expect(await after.history(execution)).toEqual(before);
  expect(await after.describe(execution)).toEqual({ status: 'RUNNING' });
  await second.clock.advance(20_000);
  const sqs = new SQS(clientConfig(second));
  const { Messages } = await sqs.receiveMessage({
    QueueUrl: local(second.endpoint),
    MaxNumberOfMessages: 10,
  });
  expect(Messages).toHaveLength(2);
  const taskToken = Messages!.map(({ Body }) => Body!).find((body) => !/^[\da-f-]{36}$/.test(body))!;
  await second.close(0);

  await using third = await createCloud({ clock: 'manual', startAt: startAt + 70_000, data });
  const last = workbench(third);
  await last.sfn.sendTaskSuccess({ taskToken, output: '"answered"' });
  expect(await last.describe(execution)).toEqual({ status: 'SUCCEEDED', output: 'answered' });
  const events = await last.history(execution);
  expect(events.filter(({ type }) => type === 'TaskSubmitted' || type === 'TaskSucceeded')).toHaveLength(3);
  expect(events.map(({ id }) => id)).toEqual(events.map((_, at) => at + 1));
});

const local = (endpoint: string) => `${endpoint}/000000000000/q`;
