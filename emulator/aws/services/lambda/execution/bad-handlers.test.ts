/** Handlers that behave as badly as they can: each ends as Lambda ends it, and the next invocation is answered. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../../cloud.ts';
import { startFunction } from '../../../testing/start-function.ts';

let cloud: Cloud;
beforeAll(async () => {
  cloud = await createCloud({ clock: 'manual' });
});
afterAll(() => cloud.close(0));

const ID = expect.stringMatching(/^RequestId: \S+ Error: /) as string;
let functions = 0;

/** Invokes a handler that behaves badly when asked to, and then again, well. */
async function badAndGood(bad: string, settings: { Timeout?: number; MemorySize?: number } = {}) {
  functions += 1;
  const source = `exports.handler = async (event) => { if (event.good) return 'good'; ${bad} };`;
  const options = { FunctionName: `bad-${functions}`, Timeout: 20, ...settings };
  const { invoke } = await startFunction(cloud, source, options);
  const answer = await invoke();
  expect((await invoke({ good: true })).result).toBe('good');
  return answer;
}

test('one that never returns times out', async () => {
  const { result } = await badAndGood('await new Promise(() => setInterval(() => {}, 1000));', {
    Timeout: 1,
  });
  expect(result).toEqual({ errorType: 'Sandbox.Timedout', errorMessage: ID });
});

test('one whose loop ends without an answer is told that its promise never settled', async () => {
  const { result } = await badAndGood('await new Promise(() => {});');
  expect(result).toMatchObject({ errorType: 'Runtime.NodeJsExit' });
});

test('one that allocates without end on the heap is out of memory or aborted, and never takes more', async () => {
  const { result, log } = await badAndGood(
    'const held = []; for (;;) held.push(new Array(100_000).fill({}).map(() => ({})));',
    { MemorySize: 128 },
  );
  expect((result as { errorType: string }).errorType).toMatch(/^Runtime\.(OutOfMemory|ExitError)$/);
  expect(log).toMatch(/\tStatus: error\tError Type: Runtime\./);
});

test('what one forks ends with its environment', async () => {
  const file = join(tmpdir(), `forked-${process.pid}`);
  const { result } = await badAndGood(
    `const { spawn } = require('node:child_process');
     const child = spawn('/bin/sh', ['-c', 'echo $$ > ${file}; sleep 600'], { stdio: 'ignore', detached: false });
     await new Promise((done) => setTimeout(done, 500));
     process.exit(1);`,
  );
  expect(result).toMatchObject({ errorType: 'Runtime.ExitError' });
  const forked = Number(readFileSync(file, 'utf8'));
  await expect.poll(() => existsSync(`/proc/${forked}`) && !isZombie(forked)).toBe(false);
  rmSync(file);
});

const isZombie = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return true;
  }
};

test.for([
  ["throw 'text';", { errorType: 'string', errorMessage: 'text', trace: [] }],
  ['throw undefined;', { errorType: 'undefined', errorMessage: 'undefined', trace: [] }],
  ['throw { code: 1 };', { errorType: 'object', errorMessage: '[object Object]', trace: [] }],
] as const)('one that throws no error is answered with what it threw: %s', async ([statement, payload]) => {
  const { result, FunctionError } = await badAndGood(statement);
  expect([FunctionError, result]).toEqual(['Unhandled', payload]);
});

test.for([
  ['a circular value', 'const a = {}; a.a = a; return a;'],
  ['a BigInt', 'return { n: 1n };'],
] as const)('one that returns %s fails to be written as JSON', async ([, statement]) => {
  const { result } = await badAndGood(statement);
  expect(result).toMatchObject({ errorMessage: expect.stringContaining('Unable to stringify') as string });
});

test('one that prints 100 MB is answered, and its log is cut off', async () => {
  const before = process.memoryUsage().rss;
  const { result, log } = await badAndGood(
    "const line = 'x'.repeat(1_048_575); for (let n = 0; n < 100; n += 1) console.log(line); return 'printed';",
    { Timeout: 60, MemorySize: 512 },
  );
  expect(result).toBe('printed');
  expect(log.length).toBeLessThanOrEqual(4 * 1024);
  const grown = (process.memoryUsage().rss - before) / 1_048_576;
  expect(grown).toBeLessThan(256);
}, 60_000);

test('one whose child prints 100 MB without a line end is answered too', async () => {
  const { result } = await badAndGood(
    `const { execFileSync } = require('node:child_process');
     execFileSync('/usr/bin/head', ['-c', '100000000', '/dev/zero'], { stdio: ['ignore', 1, 'ignore'] });
     return 'printed';`,
    { Timeout: 60, MemorySize: 512 },
  );
  expect(result).toBe('printed');
}, 60_000);

test('nothing that any of them did is a defect of the cloud', () => {
  expect(cloud.journal.entries().filter(({ type }) => type === 'defect')).toEqual([]);
});
