import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startCore } from '../../../testing/core.ts';
import type { FunctionSpec } from './function-spec.ts';
import { NodeEnvironment } from './node-environment.ts';
import { Reaper } from './reaper.ts';

function specIn(folder: string): FunctionSpec {
  return {
    id: { scope: { accountId: '000000000000', region: 'us-east-1', partition: 'aws' }, name: 'f' },
    version: '$LATEST',
    runtime: 'nodejs24.x',
    family: 'nodejs',
    handler: 'index.handler',
    memorySize: 512,
    variables: {},
    taskRoot: folder,
    inPlace: false,
    layerRoot: undefined,
    compileCache: {},
    temporary: folder,
    logGroup: '/aws/lambda/f',
    logStream: 's',
    logFormat: 'Text',
    logLevel: 'INFO',
    keys: undefined,
    endpoint: 'http://127.0.0.1:1',
  };
}

/** Holds the whole process, as a busy machine does. */
const hold = (milliseconds: number): void =>
  void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

test('what a process said too late is not taken for the words of the next one', async () => {
  using core = startCore();
  const folder = mkdtempSync(join(tmpdir(), 'late-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const loaded = join(folder, 'loaded');
  writeFileSync(
    join(folder, 'index.js'),
    `require('node:fs').writeFileSync(${JSON.stringify(loaded)}, ''); exports.handler = async (event) => event;`,
  );
  const reaper = new Reaper();
  const environment = new NodeEnvironment(specIn(folder), { clock: core.clock, reaper });
  const late = environment.start(1);
  while (!existsSync(loaded)) hold(10);
  hold(200);
  expect(await late).toEqual({ kind: 'timeout' });
  expect(await environment.start(10_000)).toEqual({ kind: 'ready' });
  const input = { requestId: 'r', functionArn: 'f', traceId: 't', clientContext: undefined, limit: 10_000 };
  expect(await environment.invoke({ ...input, payload: Buffer.from('{"n":1}') })).toEqual({
    kind: 'response',
    payload: Buffer.from('{"n":1}'),
  });
  await environment.stop();
  await reaper.close();
});
