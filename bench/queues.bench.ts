/**
 * Queues and what they set off: messages through send, receive and delete, ten at a time as busy consumers do; the way
 * from a PUT to the function that hears of it; and what fifty idle long polls cost.
 */
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Lambda } from '@aws-sdk/client-lambda';
import { S3 } from '@aws-sdk/client-s3';
import { SQS } from '@aws-sdk/client-sqs';
import { zipSync } from 'fflate';
import type { Comparison, Prepared } from './measure.ts';
import { processorSeconds } from './processor-seconds.ts';
import { expectOk, rawClient, type RawClient } from './raw-client.ts';
import { startServer } from './server.ts';
import { signedRequest } from './signed-request.ts';

const BATCH = 10;
const WORKERS = 4;
const POLLS = 50;
const BUCKET = 'photos';

const config = (port: number) => ({
  endpoint: `http://127.0.0.1:${port}`,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

const signed = (port: number, operation: string, input: object): Promise<Buffer> =>
  signedRequest('sqs', port, {
    method: 'POST',
    path: '/',
    body: Buffer.from(JSON.stringify(input)),
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` },
  });

interface Worker {
  readonly port: number;
  readonly client: RawClient;
  readonly queueUrl: string;
  /** Its requests that are always the same. */
  readonly send: Buffer;
  readonly receive: Buffer;
  readonly small: Buffer;
}

async function worker(port: number, n: number): Promise<Worker> {
  const client = await rawClient(port);
  const created = await client.read(await signed(port, 'CreateQueue', { QueueName: `queue-${n}` }));
  const { QueueUrl: queueUrl } = JSON.parse(created) as { QueueUrl: string };
  const Entries = Array.from({ length: BATCH }, (_, at) => ({
    Id: String(at),
    MessageBody: `{"key":"uploads/user-${n}/${at}.jpg"}`,
  }));
  return {
    port,
    client,
    queueUrl,
    send: await signed(port, 'SendMessageBatch', { QueueUrl: queueUrl, Entries }),
    receive: await signed(port, 'ReceiveMessage', { QueueUrl: queueUrl, MaxNumberOfMessages: BATCH }),
    small: await signed(port, 'ListQueues', { MaxResults: 1 }),
  };
}

/** Workers with a queue each; an operation counts as ten messages. */
async function workers(work: (worker: Worker) => Promise<unknown>): Promise<Prepared> {
  const running = await startServer('cloud');
  const all = await Promise.all(Array.from({ length: WORKERS }, (_, n) => worker(running.port, n)));
  return {
    concurrency: WORKERS,
    weight: BATCH,
    operation: (_, at) => work(all[at]!),
    async [Symbol.asyncDispose]() {
      for (const { client } of all) client.close();
      await running[Symbol.asyncDispose]();
    },
  };
}

async function throughQueue({ port, client, queueUrl, send, receive }: Worker): Promise<void> {
  await expectOk(client, send);
  const { Messages = [] } = JSON.parse(await client.read(receive)) as {
    Messages?: readonly { readonly ReceiptHandle: string }[];
  };
  if (Messages.length !== BATCH) throw new Error(`received ${Messages.length} messages`);
  const Entries = Messages.map(({ ReceiptHandle }, n) => ({ Id: String(n), ReceiptHandle }));
  await expectOk(client, await signed(port, 'DeleteMessageBatch', { QueueUrl: queueUrl, Entries }));
}

/** What three requests cost by themselves. */
async function threeSmallCalls({ client, small }: Worker): Promise<void> {
  for (let call = 0; call < 3; call += 1) await expectOk(client, small);
}

/** A function that says so first of all when it starts, to a listener here. */
const KNOCK =
  "const { connect } = require('node:net'); exports.handler = () => new Promise((done) => { connect(+process.env.KNOCK, '127.0.0.1', done).end(); });";

/** Puts objects and, when `until` says so, waits for the start of the function that is told of each. */
async function puts(until: 'stored' | 'handler'): Promise<Prepared> {
  const running = await startServer('cloud');
  let knocked = (): void => undefined;
  const door = createServer((socket) => {
    socket.resume().on('error', () => undefined);
    knocked();
  });
  await new Promise<void>((listening) => door.listen(0, '127.0.0.1', listening));
  const s3 = new S3({ ...config(running.port), forcePathStyle: true });
  const lambda = new Lambda(config(running.port));
  await s3.createBucket({ Bucket: BUCKET });
  if (until === 'handler') {
    const { FunctionArn } = await lambda.createFunction({
      FunctionName: 'told',
      Runtime: 'nodejs24.x',
      Role: 'arn:aws:iam::000000000000:role/bench',
      Handler: 'index.handler',
      Code: { ZipFile: zipSync({ 'index.js': Buffer.from(KNOCK) }) },
      Environment: { Variables: { KNOCK: String((door.address() as AddressInfo).port) } },
    });
    await lambda.addPermission({
      FunctionName: 'told',
      StatementId: 's3',
      Action: 'lambda:InvokeFunction',
      Principal: 's3.amazonaws.com',
    });
    await s3.putBucketNotificationConfiguration({
      Bucket: BUCKET,
      NotificationConfiguration: {
        LambdaFunctionConfigurations: [{ LambdaFunctionArn: FunctionArn, Events: ['s3:ObjectCreated:*'] }],
      },
    });
  }
  return {
    async operation(turn) {
      const started = new Promise<void>((resolve) => {
        knocked = resolve;
      });
      await s3.putObject({ Bucket: BUCKET, Key: `${turn}.jpg`, Body: 'x' });
      if (until === 'handler') await started;
    },
    async [Symbol.asyncDispose]() {
      for (const client of [s3, lambda]) client.destroy();
      door.close();
      await running[Symbol.asyncDispose]();
    },
  };
}

/** A cloud with so many long polls open, and nothing to do but wait. */
async function polled(count: number): Promise<Prepared> {
  const running = await startServer('cloud');
  const sqs = new SQS({ ...config(running.port), requestHandler: { httpAgent: { maxSockets: count + 1 } } });
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'empty' });
  const stopping = new AbortController();
  const poll = async (): Promise<void> => {
    const { signal: abortSignal } = stopping;
    while (!abortSignal.aborted) {
      await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 }, { abortSignal }).catch(() => undefined);
    }
  };
  const polls = Array.from({ length: count }, poll);
  await pause(1_000);
  return {
    cpuTime: () => processorSeconds(running.pid) * 1_000,
    operation: () => pause(100),
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await Promise.all(polls);
      sqs.destroy();
      await running[Symbol.asyncDispose]();
    },
  };
}

export const comparisons: readonly Comparison[] = [
  {
    name: 'queue messages',
    reference: { name: 'three small calls per ten', prepare: () => workers(threeSmallCalls) },
    contenders: [{ name: 'send, receive, delete', prepare: () => workers(throughQueue) }],
  },
  {
    name: 'fan-out from a PUT',
    reference: { name: 'PUT alone', prepare: () => puts('stored') },
    contenders: [{ name: 'PUT to the start of the handler', prepare: () => puts('handler') }],
  },
  {
    name: 'idle long polls',
    reference: { name: 'nobody polls', prepare: () => polled(0) },
    contenders: [{ name: `${POLLS} long polls`, prepare: () => polled(POLLS) }],
  },
];
