import { expect, test } from 'vitest';
import { createCloud } from '../../../../cloud.ts';
import { startFunction } from '../../../../testing/start-function.ts';

test('the handler sees emulated time, and a deadline that follows it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(
    cloud,
    `exports.handler = async (event, context) => ({
       now: new Date().toISOString(), left: context.getRemainingTimeInMillis(), kind: new Date() instanceof Date,
     });`,
    { Timeout: 10 },
  );
  await cloud.clock.advance(3_600_000);
  const { now, left, kind } = (await invoke()).result as { now: string; left: number; kind: boolean };
  expect(Date.parse(now) - cloud.clock.now()).toBeGreaterThanOrEqual(0);
  expect(Date.parse(now) - cloud.clock.now()).toBeLessThan(2_000);
  expect(left).toBeGreaterThan(8_000);
  expect(left).toBeLessThanOrEqual(10_000);
  expect(kind).toBe(true);
});

test('an error that nobody catches ends the process and is the answer', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(
    cloud,
    `let n = 0;
     exports.handler = async (event) => {
       n += 1;
       if (event.how === 'throw') setTimeout(() => { throw new Error('later'); }, 1);
       if (event.how === 'reject') Promise.reject(new Error('nobody'));
       if (event.how) await new Promise(() => setTimeout(() => {}, 1000));
       return n;
     };`,
  );
  expect((await invoke({ how: 'throw' })).result).toMatchObject({
    errorType: 'Error',
    errorMessage: 'later',
  });
  expect((await invoke({ how: 'reject' })).result).toMatchObject({
    errorType: 'Runtime.UnhandledPromiseRejection',
    errorMessage: 'Error: nobody',
  });
  expect((await invoke()).result).toBe(1);
});

test('a handler that can never settle is an error', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(cloud, 'exports.handler = async () => new Promise(() => {});');
  expect((await invoke()).result).toMatchObject({ errorType: 'Runtime.NodeJsExit' });
});

test('up to Node 22 a handler may answer through its callback, once nothing else is left to do', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(
    cloud,
    `exports.handler = (event, context, callback) => {
       if (event.at === 'once') context.callbackWaitsForEmptyEventLoop = false;
       const log = [];
       setTimeout(() => log.push('later'), 30);
       if (event.at === 'error') return callback(new TypeError('no'));
       callback(null, log);
       callback(null, 'twice');
     };`,
    { Runtime: 'nodejs22.x' },
  );
  expect((await invoke()).result).toEqual(['later']);
  expect((await invoke({ at: 'once' })).result).toEqual([]);
  expect((await invoke({ at: 'error' })).result).toMatchObject({
    errorType: 'TypeError',
    errorMessage: 'no',
  });
});

test('up to Node 22 a handler may answer through its context, and what it returns does not count', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(
    cloud,
    `exports.handler = (event, context) => {
       if (event.how === 'succeed') context.succeed('done');
       if (event.how === 'fail') context.fail('lost');
       return 'returned';
     };`,
    { Runtime: 'nodejs22.x' },
  );
  expect((await invoke({ how: 'succeed' })).result).toBe('done');
  expect((await invoke({ how: 'fail' })).result).toEqual({
    errorType: 'string',
    errorMessage: 'lost',
    trace: [],
  });
  expect((await invoke()).result).toBeNull();
});

test('from Node 24 on a handler with a callback is refused before it is invoked', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(
    cloud,
    'exports.handler = (event, context, callback) => callback();',
  );
  const { FunctionError, result, log } = await invoke();
  expect(FunctionError).toBe('Unhandled');
  expect(result).toMatchObject({
    errorType: 'Runtime.CallbackHandlerDeprecated',
    errorMessage: expect.stringMatching(
      /^ERROR: AWS Lambda has removed support for callback-based/,
    ) as string,
  });
  expect(log).toMatch(
    /INIT_REPORT Init Duration: [\d.]+ ms\tPhase: invoke\tStatus: error\tError Type: Runtime\.CallbackHandlerDeprecated\n/,
  );
  expect(log).toMatch(/\tStatus: error\tError Type: Runtime\.CallbackHandlerDeprecated\n$/);
});

test('from Node 24 on a handler need not be async', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(cloud, 'exports.handler = () => 7;');
  expect((await invoke()).result).toBe(7);
});

test.for([
  [
    'a module with a top-level await',
    { 'index.mjs': 'const x = await Promise.resolve(5); export const handler = async () => x;' },
    'index.handler',
    5,
  ],
  [
    'a package of modules',
    {
      'package.json': '{"type":"module"}',
      'index.js': 'export const handler = async () => import.meta.url.endsWith("index.js");',
    },
    'index.handler',
    true,
  ],
  [
    'CommonJS by its ending',
    { 'package.json': '{"type":"module"}', 'index.cjs': 'exports.handler = async () => 6;' },
    'index.handler',
    6,
  ],
  [
    'a nested name in a folder',
    { 'src/app.js': 'exports.api = { get: async () => __dirname.endsWith("/src") };' },
    'src/app.api.get',
    true,
  ],
  ['a default export', { 'index.mjs': 'export default { handler: async () => 8 };' }, 'index.handler', 8],
] as const)('a handler is found: %s', async ([, files, Handler, result]) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(cloud, files, { Handler });
  expect((await invoke()).result).toBe(result);
});

test.for([
  [
    'a missing file',
    {},
    'gone.handler',
    'Runtime.ImportModuleError',
    /^Error: Cannot find module 'gone'\nRequire stack:/,
  ],
  [
    'a missing export',
    {},
    'index.other',
    'Runtime.HandlerNotFound',
    /^index\.other is undefined or not exported$/,
  ],
  [
    'an export that is no function',
    { 'index.js': 'exports.handler = 1;' },
    'index.handler',
    'Runtime.HandlerNotFound',
    /^index\.handler is not a function$/,
  ],
  ['a name without a function', {}, 'index', 'Runtime.MalformedHandlerName', /^Bad handler$/],
  [
    'a name that leads upwards',
    {},
    '../index.handler',
    'Runtime.MalformedHandlerName',
    /is not a valid handler name/,
  ],
  [
    'a missing package',
    { 'index.js': 'require("left-pad-9");' },
    'index.handler',
    'Runtime.ImportModuleError',
    /^Error: Cannot find module 'left-pad-9'/,
  ],
  [
    'broken source',
    { 'index.js': 'exports.handler = async () => {' },
    'index.handler',
    'Runtime.UserCodeSyntaxError',
    /^SyntaxError: /,
  ],
  [
    'an error while loading',
    { 'index.js': 'throw new RangeError("early");' },
    'index.handler',
    'RangeError',
    /^early$/,
  ],
] as const)(
  'a function that cannot be loaded says why: %s',
  async ([, files, Handler, errorType, message]) => {
    await using cloud = await createCloud({ clock: 'manual' });
    const source = { 'index.js': 'exports.handler = async () => 1;', ...files };
    const { invoke } = await startFunction(cloud, source, { Handler });
    const { result, log } = await invoke();
    expect(result).toMatchObject({ errorType, errorMessage: expect.stringMatching(message) as string });
    expect(log).toContain(`Status: error\tError Type: ${errorType}\n`);
  },
);

test("the process has the documented variables and none of the emulator's", async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  process.env['SECRET_OF_THE_HOST'] = 'x';
  const { invoke } = await startFunction(cloud, 'exports.handler = async () => process.env;', {
    Environment: { Variables: { TABLE: 'ImageMetadata' } },
  });
  const { result } = await invoke();
  expect(result).toMatchObject({
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: '000000000000',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: 'f',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/f',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    TABLE: 'ImageMetadata',
    _HANDLER: 'index.handler',
    _X_AMZN_TRACE_ID: expect.stringMatching(
      /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=1$/,
    ) as string,
  });
  expect(result).not.toHaveProperty('SECRET_OF_THE_HOST');
  expect(result).not.toHaveProperty('NODE_COMPILE_CACHE');
  expect(result).not.toHaveProperty('NODE_COMPILE_CACHE_PORTABLE');
  expect(result).not.toHaveProperty('HOME');
  delete process.env['SECRET_OF_THE_HOST'];
});

test('the AWS SDK is there, other packages of the machine only where the function asks for them', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const source = {
    'index.mjs': `
      import { S3Client } from '@aws-sdk/client-s3';
      import { createRequire } from 'node:module';
      const { SQSClient } = createRequire(import.meta.url)('@aws-sdk/client-sqs');
      export const handler = async () => [S3Client.name, SQSClient.name, typeof (await import('hono')).Hono];`,
  };
  const options = { Timeout: 20, MemorySize: 512 };
  const without = await startFunction(cloud, source, { ...options, FunctionName: 'without' });
  expect((await without.invoke()).result).toMatchObject({
    errorMessage: expect.stringMatching(/^Cannot find package 'hono'/) as string,
  });
  const asking = await startFunction(cloud, source, {
    ...options,
    FunctionName: 'asking',
    Environment: { Variables: { SAFELIGHT_HOST_MODULES: 'sharp,hono' } },
  });
  expect((await asking.invoke()).result).toEqual(['S3Client', 'SQSClient', 'function']);
});

test('JSON logs carry the request and leave out what is below the level', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(
    cloud,
    'exports.handler = async () => { console.debug("no"); console.info({ photo: 1 }); console.error("bad", new RangeError("x")); };',
    { LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO' } },
  );
  const { log } = await invoke();
  const lines = log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ type, level, message }) => type ?? [level, message])).toEqual([
    'platform.initStart',
    'platform.start',
    ['INFO', { photo: 1 }],
    ['ERROR', expect.stringMatching(/^bad RangeError: x/) as string],
    'platform.report',
  ]);
  expect(lines[3]).toMatchObject({ errorType: 'RangeError', errorMessage: 'x' });
});
