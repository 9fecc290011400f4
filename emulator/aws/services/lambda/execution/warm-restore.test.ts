import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { startFunction } from '../../../testing/start-function.ts';
import { zip } from '../../../testing/zip.ts';

/** Counts its invocations for as long as its process lives. */
const COUNTS = 'let seen = 0; exports.handler = async () => (seen += 1);';

test('a function that idles goes on as warm as it was when its cloud is restored', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(cloud, COUNTS);
  expect((await invoke()).result).toBe(1);
  using snapshot = await cloud.snapshot();
  await cloud.restore(snapshot);
  expect((await invoke()).result).toBe(2);
});

test('a function that changed since runs what the snapshot has', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda, invoke } = await startFunction(cloud, COUNTS);
  using snapshot = await cloud.snapshot();
  await lambda.updateFunctionCode({
    FunctionName: 'f',
    ZipFile: zip({ 'index.js': "exports.handler = async () => 'changed';" }),
  });
  expect((await invoke()).result).toBe('changed');
  await cloud.restore(snapshot);
  expect((await invoke()).result).toBe(1);
});

test('two states that count their functions alike do not run each other’s code', async () => {
  await using cloud = await createCloud({ clock: 'manual', seed: 'alike' });
  using empty = await cloud.snapshot();
  const one = await startFunction(cloud, "exports.handler = async () => 'one';");
  expect((await one.invoke()).result).toBe('one');
  using first = await cloud.snapshot();
  await cloud.restore(empty);
  const two = await startFunction(cloud, "exports.handler = async () => 'two';");
  expect((await two.invoke()).result).toBe('two');
  using second = await cloud.snapshot();
  await cloud.restore(first);
  expect((await one.invoke()).result).toBe('one');
  await cloud.restore(second);
  expect((await two.invoke()).result).toBe('two');
});
