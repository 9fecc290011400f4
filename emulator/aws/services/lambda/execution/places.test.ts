import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { startFunction } from '../../../testing/start-function.ts';
import { zip } from '../../../testing/zip.ts';

test('layers bring packages, for import and for require, and the later one wins', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda, invoke } = await startFunction(cloud, {
    'index.mjs': `
      import { createRequire } from 'node:module';
      import { readFileSync } from 'node:fs';
      import esm from 'exif-reader';
      const cjs = createRequire(import.meta.url)('exif-reader');
      export const handler = async () => [esm, cjs];`,
  });
  const publish = async (name: string, text: string) => {
    const layer = await lambda.publishLayerVersion({
      LayerName: name,
      Content: {
        ZipFile: zip({
          'nodejs/node_modules/exif-reader/package.json': '{"main":"index.js"}',
          'nodejs/node_modules/exif-reader/index.js': `module.exports = '${text}';`,
        }),
      },
    });
    return layer.LayerVersionArn!;
  };
  const first = await publish('one', 'first');
  const second = await publish('two', 'second');
  await lambda.updateFunctionConfiguration({ FunctionName: 'f', Layers: [first] });
  expect((await invoke()).result).toEqual(['first', 'first']);
  const { Layers } = await lambda.updateFunctionConfiguration({ FunctionName: 'f', Layers: [first, second] });
  expect(Layers?.map(({ Arn }) => Arn)).toEqual([first, second]);
  expect((await invoke()).result).toEqual(['second', 'second']);
});

test('new code and new settings reach the next invocation', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda, invoke } = await startFunction(cloud, 'exports.handler = async () => 1;');
  expect((await invoke()).result).toBe(1);
  await lambda.updateFunctionCode({
    FunctionName: 'f',
    ZipFile: zip({ 'index.js': 'exports.handler = async () => process.env.SIZE ?? 2;' }),
  });
  expect((await invoke()).result).toBe(2);
  await lambda.updateFunctionConfiguration({
    FunctionName: 'f',
    Environment: { Variables: { SIZE: '400' } },
  });
  expect((await invoke()).result).toBe('400');
});

test('a folder runs in place: TypeScript, neighbours and packages above it included, and changes show', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const project = mkdtempSync(join(tmpdir(), 'hot-'));
  const folder = join(project, 'functions');
  mkdirSync(join(project, 'node_modules/palette'), { recursive: true });
  mkdirSync(folder);
  writeFileSync(join(project, 'node_modules/palette/index.js'), 'module.exports = "red";');
  const write = (name: string, text: string, age: number): void => {
    writeFileSync(join(folder, name), text);
    utimesSync(join(folder, name), age, age);
  };
  write('size.ts', 'export const size: number = 1;', 1_000);
  write(
    'index.ts',
    'import palette from "palette"; import { size } from "./size.ts"; export const handler = async () => [palette, size];',
    1_000,
  );
  const { invoke } = await startFunction(cloud, '', { Code: { S3Bucket: 'hot-reload', S3Key: folder } });
  expect((await invoke()).result).toEqual(['red', 1]);
  write('size.ts', 'export const size: number = 2;', 2_000);
  expect((await invoke()).result).toEqual(['red', 2]);
  rmSync(project, { recursive: true });
});

test('a folder that is none is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const Code = { S3Bucket: 'hot-reload', S3Key: 'relative/folder' };
  await expect(startFunction(cloud, '', { Code })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringContaining('must be the absolute path of a folder') as string,
  });
});

test("functions see neither each other's temporary files nor write to their code", async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const source = `
    const { tmpdir } = require('node:os'); const { statSync, writeFileSync, readdirSync } = require('node:fs');
    exports.handler = async () => {
      const before = readdirSync(tmpdir());
      writeFileSync(tmpdir() + '/photo', 'x');
      return { before, mode: statSync(__filename).mode & 0o222, cwd: process.cwd() === process.env.LAMBDA_TASK_ROOT };
    };`;
  const one = await startFunction(cloud, source, { FunctionName: 'one' });
  const two = await startFunction(cloud, source, { FunctionName: 'two' });
  expect((await one.invoke()).result).toEqual({ before: [], mode: 0, cwd: true });
  expect((await two.invoke()).result).toEqual({ before: [], mode: 0, cwd: true });
  expect((await one.invoke()).result).toMatchObject({ before: ['photo'] });
});

/** A custom runtime: any program that knows HTTP. */
const CUSTOM_RUNTIME = `#!${process.execPath}
const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime';
const post = (path, body, headers) => fetch(api + path, { method: 'POST', headers, body: JSON.stringify(body) });
for (;;) {
  const next = await fetch(api + '/invocation/next');
  const invocation = '/invocation/' + next.headers.get('lambda-runtime-aws-request-id');
  const event = await next.json();
  console.log('handling ' + process.env._HANDLER);
  if (event === 'exit') process.exit(4);
  if (event === 'fail') {
    const type = { 'Lambda-Runtime-Function-Error-Type': 'Custom.Bad' };
    await post(invocation + '/error', { errorMessage: 'bad', errorType: 'Custom.Bad' }, type);
  } else {
    const { status } = await post('/invocation/another/response', {});
    const malformed = await post('/invocation/%zz/response', {});
    const context = JSON.parse(next.headers.get('lambda-runtime-client-context'));
    await post(invocation + '/response', { event, status, malformed: malformed.status, context });
  }
}
`;

test('a custom runtime speaks to the Runtime API', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const folder = mkdtempSync(join(tmpdir(), 'custom-'));
  writeFileSync(join(folder, 'bootstrap'), CUSTOM_RUNTIME, { mode: 0o755 });
  const { invoke } = await startFunction(cloud, '', {
    Runtime: 'provided.al2023',
    Timeout: 20,
    Code: { S3Bucket: 'hot-reload', S3Key: folder },
  });
  const answer = await invoke({ a: 1 });
  expect(answer.result).toEqual({ event: { a: 1 }, status: 400, malformed: 400, context: null });
  expect(answer.log).toContain('handling index.handler\nEND');
  expect((await invoke('fail')).result).toEqual({ errorMessage: 'bad', errorType: 'Custom.Bad' });
  expect((await invoke('exit')).result).toMatchObject({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringMatching(/exit status 4$/) as string,
  });
  expect((await invoke({ b: 2 })).result).toMatchObject({ event: { b: 2 } });
  rmSync(folder, { recursive: true });
});

test('what cannot be run here says what is missing', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const java = await startFunction(cloud, { readme: '' }, { FunctionName: 'java', Runtime: 'java25' });
  expect((await java.invoke()).result).toMatchObject({
    errorType: 'Runtime.InvalidEntrypoint',
    errorMessage: expect.stringContaining('safelight does not run java25 functions') as string,
  });
  const custom = await startFunction(
    cloud,
    { readme: '' },
    { FunctionName: 'custom', Runtime: 'provided.al2023' },
  );
  expect((await custom.invoke()).result).toMatchObject({
    errorType: 'Runtime.InvalidEntrypoint',
    errorMessage: expect.stringContaining("Couldn't find valid bootstrap(s)") as string,
  });
});

test('a function is given nothing of the environment that the emulator runs in', async () => {
  process.env['SAFELIGHT_TEST_SECRET'] = 'hunter2';
  try {
    await using cloud = await createCloud({ clock: 'manual' });
    const source = 'exports.handler = async () => process.env;';
    const { invoke } = await startFunction(cloud, source, { Environment: { Variables: { OWN: '1' } } });
    const { result } = await invoke();
    expect(result).toMatchObject({ OWN: '1', AWS_LAMBDA_FUNCTION_NAME: expect.any(String) as string });
    expect(JSON.stringify(result)).not.toContain('hunter2');
    const inherited = Object.keys(process.env).filter((name) => name in (result as object));
    const documented = ['LANG', 'PATH', 'PWD', 'SHLVL', 'TMPDIR', 'TZ'];
    expect(
      inherited.filter(
        (name) => !documented.includes(name) && !/^_|^AWS_|NODE_PATH|^LD_LIBRARY_PATH$/.test(name),
      ),
    ).toEqual([]);
  } finally {
    delete process.env['SAFELIGHT_TEST_SECRET'];
  }
});
