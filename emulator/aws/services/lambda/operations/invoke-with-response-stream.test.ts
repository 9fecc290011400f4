import type { Lambda } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { signedFetch } from '../../../testing/signed-fetch.ts';
import { startFunction } from '../../../testing/start-function.ts';

/** What comes over the stream: the pieces, and what the last event tells. */
async function streamed(lambda: Lambda, input: object = {}) {
  const answer = await lambda.invokeWithResponseStream({ FunctionName: 'f', ...input });
  let text = '';
  let pieces = 0;
  let complete;
  for await (const { PayloadChunk, InvokeComplete } of answer.EventStream ?? []) {
    if (PayloadChunk !== undefined) pieces += 1;
    text += Buffer.from(PayloadChunk?.Payload ?? []).toString();
    complete ??= InvokeComplete;
  }
  return { answer, text, pieces, complete };
}

const STREAMING = `exports.handler = awslambda.streamifyResponse(async (event, stream, context) => {
  stream.setContentType('text/plain');
  stream.write('one ');
  await new Promise((done) => setTimeout(done, 50));
  if (event.fail) throw new RangeError('half way');
  stream.write(context.functionName);
  stream.end();
});`;

test('a response arrives in the pieces in which it is written', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, STREAMING);
  const { answer, text, pieces, complete } = await streamed(lambda, { LogType: 'Tail' });
  expect(answer).toMatchObject({
    StatusCode: 200,
    ExecutedVersion: '$LATEST',
    ResponseStreamContentType: 'application/vnd.amazon.eventstream',
  });
  expect([text, pieces]).toEqual(['one f', 2]);
  expect(Buffer.from(complete?.LogResult ?? '', 'base64').toString()).toMatch(/^START [^]*REPORT /);
  expect(complete?.ErrorCode).toBeUndefined();
});

test('a function that fails on the way tells so in the last event', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, STREAMING);
  const { text, complete } = await streamed(lambda, { Payload: '{"fail":true}' });
  expect(text).toBe('one ');
  expect(complete?.ErrorCode).toBe('RangeError');
  expect(JSON.parse(complete?.ErrorDetails ?? '')).toMatchObject({ errorMessage: 'half way' });
});

test('what a handler answers that does not stream comes in one piece', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, 'exports.handler = async (event) => event;');
  const { text, pieces } = await streamed(lambda, { Payload: '{"n":1}' });
  expect([text, pieces]).toEqual(['{"n":1}', 1]);
});

test('a streamed response that nobody streams is gathered', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, STREAMING);
  const { Payload, FunctionError } = await lambda.invoke({ FunctionName: 'f' });
  expect([Payload?.transformToString(), FunctionError]).toEqual(['one f', undefined]);
});

test('a handler that streams has to be async', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(
    cloud,
    'exports.handler = awslambda.streamifyResponse((event, stream) => { stream.end(); });',
  );
  expect((await invoke()).result).toMatchObject({
    errorMessage: 'Streaming does not support non-async handlers.',
  });
});

test('a stream of a function that may not run is refused before it begins', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, STREAMING);
  await lambda.putFunctionConcurrency({ FunctionName: 'f', ReservedConcurrentExecutions: 0 });
  const refused = lambda.invokeWithResponseStream({ FunctionName: 'f' }, { requestTimeout: 5_000 });
  await expect(refused).rejects.toMatchObject({ name: 'TooManyRequestsException' });
});

test('no more than 200 MB are streamed, and the last event tells so', { timeout: 120_000 }, async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const code = `exports.handler = awslambda.streamifyResponse(async (event, stream) => {
    const piece = Buffer.alloc(8 * 2 ** 20);
    for (let written = 0; written < 26; written += 1) stream.write(piece);
    stream.end();
  });`;
  await startFunction(cloud, code, { Timeout: 100, MemorySize: 1_024 });
  const path = '/2021-11-15/functions/f/response-streaming-invocations';
  const at = cloud.clock.now();
  const answer = await signedFetch(cloud.endpoint + path, {
    service: 'lambda',
    method: 'POST',
    at,
    body: '',
  });
  let bytes = 0;
  let end = Buffer.alloc(0);
  for await (const chunk of answer.body!) {
    bytes += chunk.length;
    end = Buffer.concat([end, chunk]).subarray(-1_024);
  }
  const most = 200 * 2 ** 20;
  expect(bytes).toBeGreaterThan(most);
  expect(bytes).toBeLessThan(most * 1.01);
  expect(end.toString()).toMatch(/"ErrorCode":"Function.ResponseSizeTooLarge"/);
});
