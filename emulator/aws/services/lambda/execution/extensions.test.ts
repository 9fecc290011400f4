import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { Lambda, type CreateFunctionRequest } from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';
import { expect, onTestFinished, test } from 'vitest';
import { createCloud, type Cloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';
import { startFunction } from '../../../testing/start-function.ts';

/** What every extension here begins with: its API, and a file in which it tells what it saw. */
const COMMON = `#!${process.execPath}
const { appendFileSync } = require('node:fs');
const tell = (fact) => appendFileSync(process.env.SEEN, JSON.stringify(fact) + '\\n');
const call = (path, headers, body) => fetch('http://' + process.env.AWS_LAMBDA_RUNTIME_API + path, {
  method: body === undefined ? 'GET' : 'POST', headers, body });
const BASE = '/2020-01-01/extension';
const register = (headers, events) => call(BASE + '/register', headers, JSON.stringify({ events }));
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
`;

/** Registers and asks again and again, and does `work` about each event before it asks for the next. */
const watching = (work: string, events = ['INVOKE', 'SHUTDOWN']): string => `${COMMON}
(async () => {
  const answer = await register({ 'lambda-extension-name': 'watcher', 'lambda-extension-accept-feature': 'accountId' }, ${JSON.stringify(events)});
  const id = answer.headers.get('lambda-extension-identifier');
  tell({ registered: await answer.json(), hidden: process.env._HANDLER ?? 'hidden', name: process.env.AWS_LAMBDA_FUNCTION_NAME });
  for (;;) {
    const next = await call(BASE + '/event/next', { 'lambda-extension-identifier': id });
    const event = await next.json();
    ${work}
    if (event.eventType === 'SHUTDOWN') process.exit(0);
  }
})();
`;

/** A function with one extension in a layer, and what the extension told. */
async function withExtension(cloud: Cloud, source: string, settings: Partial<CreateFunctionRequest> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'extension-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const seen = join(folder, 'seen');
  const lambda = new Lambda(clientConfig(cloud));
  const { LayerVersionArn = '' } = await lambda.publishLayerVersion({
    LayerName: 'watcher',
    Content: {
      ZipFile: zipSync({ 'extensions/watcher': [Buffer.from(source), { os: 3, attrs: 0o100755 << 16 }] }),
    },
  });
  lambda.destroy();
  const { invoke } = await startFunction(cloud, 'exports.handler = async (event) => event;', {
    Layers: [LayerVersionArn],
    Environment: { Variables: { SEEN: seen } },
    Timeout: 20,
    ...settings,
  });
  const told = (): unknown[] =>
    readFileSync(seen, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
  return { invoke, told };
}

test('an extension of a layer is told of each invocation, and of the end', async () => {
  const cloud = await createCloud({ clock: 'manual' });
  const { invoke, told } = await withExtension(cloud, watching('tell(event);'));
  expect((await invoke({ n: 1 })).result).toEqual({ n: 1 });
  expect((await invoke({ n: 2 })).result).toEqual({ n: 2 });
  await cloud.close();
  const invocation = {
    eventType: 'INVOKE',
    deadlineMs: expect.any(Number) as number,
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
    tracing: { type: 'X-Amzn-Trace-Id', value: expect.stringMatching(/^Root=1-/) as string },
  };
  expect(told()).toEqual([
    {
      registered: {
        functionName: 'f',
        functionVersion: '$LATEST',
        handler: 'index.handler',
        accountId: '000000000000',
      },
      hidden: 'hidden',
      name: 'f',
    },
    invocation,
    invocation,
    { eventType: 'SHUTDOWN', shutdownReason: 'spindown', deadlineMs: expect.any(Number) as number },
  ]);
});

test('an invocation is over when the extension is at rest again', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke, told } = await withExtension(cloud, watching('await pause(150); tell(event.eventType);'));
  await invoke();
  expect(told().slice(1)).toEqual(['INVOKE']);
});

test('an extension that did not register for invocations is not told of them', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke, told } = await withExtension(cloud, watching('tell(event.eventType);', ['SHUTDOWN']));
  await invoke();
  await invoke();
  expect(told()).toHaveLength(1);
});

test('the log says which extensions are ready, before the invocation starts', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await withExtension(cloud, watching("console.log('seen ' + event.eventType);"));
  const { log } = await invoke();
  expect(log).toMatch(/^START [^]*seen INVOKE\n[^]*REPORT /);
  const logs = new CloudWatchLogs(clientConfig(cloud));
  const { events = [] } = await logs.filterLogEvents({ logGroupName: '/aws/lambda/f' });
  logs.destroy();
  const messages = events.map(({ message }) => message?.split(' ')[0]?.trimEnd());
  expect(messages.slice(0, 3)).toEqual(['INIT_START', 'EXTENSION\tName:', 'START']);
  expect(events[1]?.message?.trimEnd()).toBe(
    'EXTENSION\tName: watcher\tState: Ready\tEvents: [INVOKE,SHUTDOWN]',
  );
});

test('an extension that does not come to rest lets the invocation run out of time', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await withExtension(cloud, watching('await pause(60_000);'), { Timeout: 1 });
  expect((await invoke()).result).toMatchObject({ errorType: 'Sandbox.Timedout' });
});

test.for([
  ['ends', 'process.exit(7);', 'Extension.Crash', /Error: exit status 7$/],
  [
    'reports that it cannot begin',
    `(async () => {
      const answer = await register({ 'lambda-extension-name': 'watcher' }, []);
      const headers = { 'lambda-extension-identifier': answer.headers.get('lambda-extension-identifier'),
        'lambda-extension-function-error-type': 'Extension.NoConfig' };
      await call(BASE + '/init/error', headers, '{}');
      await pause(60_000);
    })();`,
    'Extension.InitError',
    /Error: Extension\.NoConfig$/,
  ],
] as const)('an extension that %s fails the function', async ([, source, errorType, errorMessage]) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await withExtension(cloud, COMMON + source);
  expect((await invoke()).result).toEqual({
    errorType,
    errorMessage: expect.stringMatching(errorMessage) as string,
  });
});

test('misuse of the API is refused in the words of AWS', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const misuse = `(async () => {
    const said = async (answer) => { const { status } = answer; const { errorType } = await answer.json(); tell([status, errorType]); };
    const id = (text) => ({ 'lambda-extension-identifier': text });
    await said(await register({}, ['INVOKE']));
    await said(await register({ 'lambda-extension-name': 'watcher' }, ['RESTART']));
    await said(await register({ 'lambda-extension-name': 'stranger' }, ['INVOKE']));
    await said(await call(BASE + '/register', { 'lambda-extension-name': 'watcher' }, 'no json'));
    await said(await call(BASE + '/event/next', {}));
    await said(await call(BASE + '/event/next', id('me')));
    await said(await call(BASE + '/event/next', id('11111111-2222-3333-4444-555555555555')));
    await said(await call('/2022-07-01/telemetry', id('me'), '{}'));
    const answer = await register({ 'lambda-extension-name': 'watcher' }, []);
    const own = answer.headers.get('lambda-extension-identifier');
    await said(await call(BASE + '/exit/error', id(own), '{}'));
    await call(BASE + '/event/next', id(own));
  })();`;
  const { invoke, told } = await withExtension(cloud, COMMON + misuse);
  await invoke();
  expect(told()).toEqual([
    [403, 'Extension.InvalidExtensionName'],
    [403, 'Extension.InvalidEventType'],
    [403, 'Extension.RegistrationClosed'],
    [403, 'InvalidRequestFormat'],
    [403, 'Extension.MissingExtensionIdentifier'],
    [403, 'Extension.InvalidExtensionIdentifier'],
    [403, 'Extension.UnknownExtensionIdentifier'],
    [202, 'Telemetry.NotSupported'],
    [403, 'Extension.MissingHeader'],
  ]);
});
