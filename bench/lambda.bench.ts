/** Functions: what a new environment costs beside the process that it is, and a warm invocation beside any other call. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Lambda } from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';
import type { Benchmark, Comparison, Prepared } from './measure.ts';
import { startServer } from './server.ts';

const SOURCE = 'exports.handler = async (event) => event;';
const FUNCTION = 'bench';

/** A cloud with one small function, and what to do with it again and again. */
async function scene(operation: (lambda: Lambda, turn: number) => Promise<unknown>): Promise<Prepared> {
  const running = await startServer('cloud');
  const lambda = new Lambda({
    endpoint: `http://127.0.0.1:${running.port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await lambda.createFunction({
    FunctionName: FUNCTION,
    Runtime: 'nodejs24.x',
    Role: 'arn:aws:iam::000000000000:role/bench',
    Handler: 'index.handler',
    Code: { ZipFile: zipSync({ 'index.js': Buffer.from(SOURCE) }) },
  });
  return {
    operation: (turn) => operation(lambda, turn),
    async [Symbol.asyncDispose]() {
      lambda.destroy();
      await running[Symbol.asyncDispose]();
    },
  };
}

const invoke = (lambda: Lambda): Promise<unknown> =>
  lambda.invoke({ FunctionName: FUNCTION, Payload: '{"photo":1}' });

const bareNode: Benchmark = {
  name: 'node -e 0',
  prepare: async () => ({
    operation: () => once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit'),
    [Symbol.asyncDispose]: async () => undefined,
  }),
};

const coldInvocation: Benchmark = {
  name: 'new settings, then an invocation',
  prepare: () =>
    scene(async (lambda, turn) => {
      await lambda.updateFunctionConfiguration({ FunctionName: FUNCTION, Description: String(turn) });
      await invoke(lambda);
    }),
};

export const comparisons: readonly Comparison[] = [
  { name: 'lambda cold start', reference: bareNode, contenders: [coldInvocation] },
  {
    name: 'lambda warm invocation',
    reference: {
      name: 'GetFunctionConfiguration',
      prepare: () => scene((lambda) => lambda.getFunctionConfiguration({ FunctionName: FUNCTION })),
    },
    contenders: [{ name: 'Invoke', prepare: () => scene(invoke) }],
  },
];
