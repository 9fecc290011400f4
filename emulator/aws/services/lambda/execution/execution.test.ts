import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { startFunction } from '../../../testing/start-function.ts';

test('the log has a START, what was printed, an END and a REPORT', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(
    cloud,
    `exports.handler = async (event, context) => {
       console.log('hello', { a: 1 });
       process.stdout.write('raw\\n');
       console.error('bad');
       return context.awsRequestId;
     };`,
  );
  const { result: id, log } = await invoke();
  const lines = log
    .replaceAll(/\d+\.\d\d ms/g, 'N ms')
    .replaceAll(/: \d+ (ms|MB)/g, ': N $1')
    .split('\n');
  expect(lines).toEqual([
    `START RequestId: ${String(id)} Version: $LATEST`,
    expect.stringMatching(new RegExp(`^\\d{4}-.*Z\t${String(id)}\tINFO\thello { a: 1 }$`)),
    'raw',
    expect.stringMatching(new RegExp(`^\\d{4}-.*Z\t${String(id)}\tERROR\tbad$`)),
    `END RequestId: ${String(id)}`,
    `REPORT RequestId: ${String(id)}\tDuration: N ms\tBilled Duration: N ms\tMemory Size: N MB\tMax Memory Used: N MB\tInit Duration: N ms\t`,
    '',
  ]);
  const again = await invoke();
  expect(again.log).toContain('REPORT');
  expect(again.log).not.toContain('Init Duration');
});

test('billed time is the time of the handler and of a cold start, rounded up together', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(cloud, 'exports.handler = async () => 1;');
  const { log } = await invoke();
  const [, duration, billed, init] =
    /Duration: ([\d.]+) ms\tBilled Duration: (\d+) ms.*Init Duration: ([\d.]+) ms/.exec(log)!;
  expect(Number(billed) - (Number(duration) + Number(init))).toBeGreaterThanOrEqual(0);
  expect(Number(billed) - (Number(duration) + Number(init))).toBeLessThan(1.02);
});

test('a handler that throws is an answer with status 200 and an error', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(
    cloud,
    'exports.handler = async () => { throw new RangeError("no such photo"); };',
  );
  const { StatusCode, FunctionError, result, log } = await invoke();
  expect({ StatusCode, FunctionError }).toEqual({ StatusCode: 200, FunctionError: 'Unhandled' });
  expect(result).toEqual({
    errorType: 'RangeError',
    errorMessage: 'no such photo',
    trace: expect.arrayContaining(['RangeError: no such photo']) as string[],
  });
  expect(log).toMatch(
    /\tERROR\tInvoke Error \t\{"errorType":"RangeError","errorMessage":"no such photo","stack":\[/,
  );
  expect(log).toMatch(/Max Memory Used: \d+ MB\tInit Duration: [\d.]+ ms\t\n$/);
});

test.for([
  ['a string', `throw 'oops'`, { errorType: 'string', errorMessage: 'oops', trace: [] }],
  ['undefined', `throw undefined`, { errorType: 'undefined', errorMessage: 'undefined', trace: [] }],
  ['a plain object', `throw { a: 1 }`, { errorType: 'object', errorMessage: '[object Object]', trace: [] }],
] as const)('what is thrown need not be an error: %s', async ([, statement, result]) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(cloud, `exports.handler = async () => { ${statement}; };`);
  expect((await invoke()).result).toEqual(result);
});

test.for([
  [
    'nodejs24.x',
    { errorType: 'Runtime.JSONStringifyError', errorMessage: 'Unable to stringify response body' },
  ],
  ['nodejs22.x', { errorType: 'Error', errorMessage: 'Unable to stringify response body' }],
] as const)('a circular result is an error on %s', async ([Runtime, result]) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const source = 'exports.handler = async () => { const a = {}; a.a = a; return a; };';
  const { invoke } = await startFunction(cloud, source, { Runtime });
  expect((await invoke()).result).toMatchObject(result);
});

test('module state survives from one invocation to the next, and an error does not end it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(
    cloud,
    'let n = 0; exports.handler = async () => { n += 1; if (n === 2) throw new Error("two"); return n; };',
  );
  expect((await invoke()).result).toBe(1);
  expect((await invoke()).FunctionError).toBe('Unhandled');
  expect((await invoke()).result).toBe(3);
});

test('a function is frozen between invocations: what it left running goes on with the next', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(
    cloud,
    `let ticks = 0;
     setInterval(() => { ticks += 1; }, 5);
     exports.handler = async () => { const now = ticks; return now; };`,
  );
  const first = (await invoke()).result as number;
  await new Promise((done) => setTimeout(done, 200));
  expect((await invoke()).result as number).toBeLessThan(first + 10);
});

test('concurrent invocations run in environments of their own', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(
    cloud,
    `const id = Math.random();
     exports.handler = async () => { await new Promise((r) => setTimeout(r, 300)); return id; };`,
  );
  const results = await Promise.all([invoke(), invoke(), invoke()]);
  expect(new Set(results.map(({ result }) => result)).size).toBe(3);
});

test('a function that takes too long is ended, and the next invocation starts anew', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(
    cloud,
    'let n = 0; exports.handler = async (e) => { n += 1; if (e.hang) for (;;); return n; };',
    { Timeout: 1 },
  );
  expect((await invoke()).result).toBe(1);
  const { FunctionError, result, log } = await invoke({ hang: true });
  const id = /RequestId: (\S+)/.exec(log)![1]!;
  expect(FunctionError).toBe('Unhandled');
  expect(result).toEqual({
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${id} Error: Task timed out after 1.00 seconds`,
  });
  expect(log).toMatch(/\d{4}-.*Z \S+ Task timed out after 1\.00 seconds\n/);
  expect(log).toMatch(/\tDuration: 1000\.00 ms\tBilled Duration: 1000 ms\t.*\tStatus: timeout\n$/);
  expect((await invoke()).result).toBe(1);
});

test.for([
  ['process.exit(0)', 'Runtime exited without providing a reason'],
  ['process.exit(3)', 'Runtime exited with error: exit status 3'],
  ['process.kill(process.pid, "SIGKILL")', 'Runtime exited with error: signal: killed'],
] as const)('a process that ends is an error: %s', async ([statement, text]) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const source = `exports.handler = async () => { ${statement}; await new Promise(() => {}); };`;
  const { invoke } = await startFunction(cloud, source);
  const { result, log } = await invoke();
  expect(result).toEqual({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringMatching(new RegExp(`^RequestId: \\S+ Error: ${text}$`)) as string,
  });
  expect(log).toMatch(/\tStatus: error\tError Type: Runtime\.ExitError\n$/);
});

test("memory beyond the function's size ends the process, on the heap or off it", async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(
    cloud,
    `exports.handler = async () => {
       const held = [];
       for (let i = 0; i < 200; i += 1) { held.push(Buffer.alloc(8 * 1024 * 1024, 1)); await new Promise((r) => setTimeout(r, 2)); }
       return held.length;
     };`,
    { Timeout: 20, MemorySize: 256 },
  );
  const { result, log } = await invoke();
  expect(result).toMatchObject({ errorType: 'Runtime.OutOfMemory' });
  expect(log).toMatch(/Max Memory Used: 256 MB.*\tStatus: error\tError Type: Runtime\.OutOfMemory\n$/);
});

test('what a function does hangs under its invocation, and that under the call', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(
    cloud,
    {
      'index.mjs': `
        import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';
        const s3 = new S3Client({});
        export const handler = async () => (await s3.send(new ListBucketsCommand({}))).Buckets?.length ?? 0;`,
    },
    { Timeout: 20, MemorySize: 512 },
  );
  expect((await invoke()).result).toBe(0);
  const entries = cloud.journal.entries();
  const listed = entries.find(({ operation }) => operation === 'ListBuckets')!;
  const invocation = entries.find(({ seq }) => seq === listed.cause)!;
  const call = entries.find(({ seq }) => seq === invocation.cause);
  expect(invocation).toMatchObject({
    type: 'lambda.invocation',
    function: 'f',
    status: 'success',
    coldStart: true,
    memorySize: 512,
  });
  expect(call).toMatchObject({ type: 'call', operation: 'Invoke' });
});

test('an invocation costs a request and its gigabyte-seconds', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(cloud, 'exports.handler = async () => 1;', { MemorySize: 1024 });
  const { log } = await invoke();
  const billed = Number(/Billed Duration: (\d+) ms/.exec(log)![1]);
  const usage = cloud.meter
    .usage()
    .filter(({ service, resource }) => service === 'lambda' && resource === 'f');
  expect(usage).toContainEqual(expect.objectContaining({ usageType: 'Request', quantity: 1 }));
  expect(usage).toContainEqual(
    expect.objectContaining({ usageType: 'Lambda-GB-Second', quantity: billed / 1_000 }),
  );
});

test('faults make an invocation fail, or lose its answer after it did its work', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(
    cloud,
    'let n = 0; exports.handler = async () => { n += 1; console.log("ran", n); return n; };',
  );
  cloud.faults.add({
    on: 'invocation',
    target: 'f',
    probability: 1,
    times: 1,
    effect: { kind: 'error', code: 'Custom.Broken', status: 500, message: 'on purpose' },
  });
  expect((await invoke()).result).toEqual({ errorType: 'Custom.Broken', errorMessage: 'on purpose' });
  cloud.faults.add({ on: 'invocation', target: 'f', probability: 1, times: 1, effect: { kind: 'crash' } });
  const crashed = await invoke();
  expect(crashed.result).toMatchObject({ errorType: 'Runtime.ExitError' });
  expect(crashed.log).toContain('ran 1');
  expect((await invoke()).result).toBe(1);
});

test('a flood of output is cut off and the log says so', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(
    cloud,
    'exports.handler = async () => { for (let i = 0; i < 30000; i += 1) console.log(i); return 1; };',
    { Timeout: 20 },
  );
  const { result, log } = await invoke();
  expect(result).toBe(1);
  expect(log).toMatch(/safelight: 10000 more lines of this invocation were not kept\.\nEND/);
});
