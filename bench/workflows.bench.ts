/**
 * Express workflows: five states over one input (a choice, three transformations, a success), started and
 * waited for by signed requests, beside a request that only reads.
 */
import type { Comparison, Prepared } from './measure.ts';
import { expectOk, rawClient } from './raw-client.ts';
import { startServer } from './server.ts';
import { signedRequest } from './signed-request.ts';

const CONNECTIONS = 16;
const MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:five';
const DEFINITION = {
  StartAt: 'Kind',
  States: {
    Kind: {
      Type: 'Choice',
      Choices: [{ Variable: '$.kind', StringEquals: 'photo', Next: 'Name' }],
      Default: 'Done',
    },
    Name: {
      Type: 'Pass',
      Parameters: { 'key.$': "States.Format('processed/{}/{}.jpg', $.user, $.id)", 'width.$': '$.width' },
      Next: 'Sizes',
    },
    Sizes: { Type: 'Pass', Result: [200, 800, 1600], ResultPath: '$.sizes', Next: 'First' },
    First: { Type: 'Pass', InputPath: '$.sizes[0]', ResultPath: '$.first', Next: 'Done' },
    Done: { Type: 'Succeed' },
  },
};

const call = (port: number, operation: string, input: object): Promise<Buffer> =>
  signedRequest('states', port, {
    method: 'POST',
    path: '/',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AWSStepFunctions.${operation}`,
    },
    body: Buffer.from(JSON.stringify(input)),
  });

async function scene(operation: string, input: object): Promise<Prepared> {
  const running = await startServer('cloud');
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => rawClient(running.port)));
  const machine = {
    name: 'five',
    type: 'EXPRESS',
    roleArn: 'arn:aws:iam::000000000000:role/bench',
    definition: JSON.stringify(DEFINITION),
  };
  await expectOk(clients[0]!, await call(running.port, 'CreateStateMachine', machine));
  const request = await call(running.port, operation, { stateMachineArn: MACHINE, ...input });
  return {
    concurrency: CONNECTIONS,
    operation: (_, worker) => expectOk(clients[worker]!, request),
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.close();
      await running[Symbol.asyncDispose]();
    },
  };
}

const input = JSON.stringify({ kind: 'photo', user: 'u1', id: 'img_1', width: 4000 });

export const comparisons: readonly Comparison[] = [
  {
    name: 'express workflow of five states',
    reference: { name: 'DescribeStateMachine', prepare: () => scene('DescribeStateMachine', {}) },
    contenders: [
      { name: 'StartSyncExecution', prepare: () => scene('StartSyncExecution', { input }) },
      { name: 'StartExecution', prepare: () => scene('StartExecution', { input }) },
    ],
  },
];
