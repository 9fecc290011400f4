import { expect } from 'vitest';
import { scenario, type World } from '#harness/vitest';

const INVOKE = 'https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html';
const ASYNC = 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html';
const SQS = 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html';
const ENVIRONMENT = 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html';
const NEEDS = ['functions'] as const;

async function invoke(world: World, code: string, event: unknown = {}, settings = {}) {
  const FunctionName = await world.deployFunction(code, settings);
  const lambda = await world.clients.lambda();
  const answer = await lambda.invoke({ FunctionName, Payload: JSON.stringify(event), LogType: 'Tail' });
  return {
    FunctionName,
    error: answer.FunctionError,
    result: JSON.parse(answer.Payload?.transformToString() ?? 'null') as unknown,
    log: Buffer.from(answer.LogResult ?? '', 'base64').toString(),
  };
}

async function queue(world: World, Attributes: Record<string, string> = {}) {
  const sqs = await world.clients.sqs();
  const QueueName = world.fresh('queue');
  const { QueueUrl = '' } = await sqs.createQueue({ QueueName, Attributes });
  return { sqs, QueueUrl, arn: `arn:aws:sqs:${world.region}:${world.accountId}:${QueueName}` };
}

scenario('a function answers what its handler returns', { source: INVOKE, needs: NEEDS }, async (world) => {
  const { result } = await invoke(world, 'exports.handler = async ({ name }) => `hello ${name}`;', {
    name: 'Ada',
  });
  expect(result).toBe('hello Ada');
});

scenario(
  'an error that is thrown is told of with its type',
  { source: INVOKE, needs: NEEDS },
  async (world) => {
    const { error, result } = await invoke(
      world,
      "exports.handler = async () => { throw new TypeError('no cat'); };",
    );
    expect(error).toBe('Unhandled');
    expect(result).toMatchObject({ errorType: 'TypeError', errorMessage: 'no cat' });
  },
);

scenario('a function that takes too long is stopped', { source: INVOKE, needs: NEEDS }, async (world) => {
  const { error, result } = await invoke(
    world,
    'exports.handler = () => new Promise((done) => setTimeout(done, 9_000));',
    {},
    { Timeout: 1 },
  );
  expect(error).toBe('Unhandled');
  expect(JSON.stringify(result)).toContain('Task timed out after 1.00 seconds');
});

scenario('the log’s end can be had with the answer', { source: INVOKE, needs: NEEDS }, async (world) => {
  const { log } = await invoke(world, "exports.handler = async () => console.log('purr');");
  expect(log).toContain('purr');
  expect(log).toMatch(/REPORT RequestId: [\da-f-]{36}/);
});

scenario(
  'a function knows its variables and its name',
  { source: ENVIRONMENT, needs: NEEDS },
  async (world) => {
    const { FunctionName, result } = await invoke(
      world,
      'exports.handler = async () => [process.env.COLOUR, process.env.AWS_LAMBDA_FUNCTION_NAME];',
      {},
      { Environment: { Variables: { COLOUR: 'amber' } } },
    );
    expect(result).toEqual(['amber', FunctionName]);
  },
);

scenario(
  'what a warm environment keeps is there for the next invocation',
  { source: ENVIRONMENT, needs: NEEDS },
  async (world) => {
    const { FunctionName } = await invoke(world, 'let seen = 0; exports.handler = async () => (seen += 1);');
    const lambda = await world.clients.lambda();
    const { Payload } = await lambda.invoke({ FunctionName });
    expect(Payload?.transformToString()).toBe('2');
  },
);

scenario('a dry run runs nothing', { source: INVOKE, needs: NEEDS }, async (world) => {
  const FunctionName = await world.deployFunction(
    "exports.handler = async () => { throw new Error('ran'); };",
  );
  const lambda = await world.clients.lambda();
  const { StatusCode, FunctionError } = await lambda.invoke({ FunctionName, InvocationType: 'DryRun' });
  expect({ StatusCode, FunctionError }).toEqual({ StatusCode: 204, FunctionError: undefined });
});

scenario(
  'a function that was never made says so by name',
  { source: INVOKE, needs: NEEDS },
  async (world) => {
    const lambda = await world.clients.lambda();
    await expect(lambda.invoke({ FunctionName: world.fresh('never') })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  },
);

scenario(
  'an event that fails is tried twice more and ends in the dead-letter queue',
  { source: ASYNC, needs: [...NEEDS, 'time-travel'] },
  async (world) => {
    const { sqs, QueueUrl, arn } = await queue(world);
    const FunctionName = await world.deployFunction(
      "exports.handler = async () => { throw new Error('no'); };",
      {
        DeadLetterConfig: { TargetArn: arn },
      },
    );
    const lambda = await world.clients.lambda();
    await lambda.invoke({ FunctionName, InvocationType: 'Event', Payload: '{"cat":1}' });
    const dead = await world.eventually(
      async () => (await sqs.receiveMessage({ QueueUrl, MessageAttributeNames: ['All'] })).Messages?.[0],
      { within: 10 * 60_000 },
    );
    expect(dead.Body).toBe('{"cat":1}');
    const logs = await world.clients.logs();
    const { events = [] } = await logs.filterLogEvents({
      logGroupName: `/aws/lambda/${FunctionName}`,
      filterPattern: '"START RequestId"',
    });
    expect(events).toHaveLength(3);
  },
);

async function consumer(world: World, code: string, ReportBatchItemFailures: boolean) {
  const dead = await queue(world);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 2 });
  const source = await queue(world, { VisibilityTimeout: '6', RedrivePolicy });
  const FunctionName = await world.deployFunction(code, { Timeout: 1 });
  const lambda = await world.clients.lambda();
  const { UUID } = await lambda.createEventSourceMapping({
    FunctionName,
    EventSourceArn: source.arn,
    BatchSize: 10,
    ...(ReportBatchItemFailures && { FunctionResponseTypes: ['ReportBatchItemFailures'] }),
  });
  world.onEnd(() => lambda.deleteEventSourceMapping({ UUID }));
  const send = (...bodies: readonly string[]) =>
    source.sqs.sendMessageBatch({
      QueueUrl: source.QueueUrl,
      Entries: bodies.map((MessageBody, index) => ({ Id: `m${index}`, MessageBody })),
    });
  const buried = (count: number) => {
    const seen = new Set<string>();
    return world.eventually(
      async () => {
        const { Messages = [] } = await dead.sqs.receiveMessage({
          QueueUrl: dead.QueueUrl,
          MaxNumberOfMessages: 10,
        });
        for (const { Body = '' } of Messages) seen.add(Body);
        return seen.size >= count ? [...seen].toSorted() : undefined;
      },
      { within: 5 * 60_000 },
    );
  };
  return { send, buried, FunctionName };
}

scenario(
  'of a batch, only the messages that are reported come again',
  { source: SQS, needs: [...NEEDS, 'time-travel'] },
  async (world) => {
    const { send, buried } = await consumer(
      world,
      `exports.handler = async ({ Records }) => ({
       batchItemFailures: Records.filter(({ body }) => body === 'bad').map(({ messageId }) => ({ itemIdentifier: messageId })),
     });`,
      true,
    );
    await send('good', 'bad', 'fine');
    expect(await buried(1)).toEqual(['bad']);
  },
);

scenario(
  'a batch whose function throws comes again as a whole',
  { source: SQS, needs: [...NEEDS, 'time-travel'] },
  async (world) => {
    const { send, buried } = await consumer(
      world,
      "exports.handler = async ({ Records }) => { if (Records.some(({ body }) => body === 'bad')) throw new Error('no'); };",
      false,
    );
    await send('good', 'bad');
    expect(await buried(1)).toContain('bad');
  },
);
