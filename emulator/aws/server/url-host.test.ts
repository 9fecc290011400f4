import { expect, test } from 'vitest';
import { createCloud } from '../index.ts';
import { urlHost } from './url-host.ts';

test('a cloud that listens on every address gives out one that can be connected to', async () => {
  await using cloud = await createCloud({ host: '0.0.0.0' });
  expect(new URL(cloud.endpoint).hostname).toBe('127.0.0.1');
  expect((await fetch(`${cloud.endpoint}/_localstack/health`)).status).toBe(200);
});

test.for([
  ['127.0.0.1', '127.0.0.1'],
  ['192.0.2.7', '192.0.2.7'],
  ['::', '[::1]'],
  ['fe80::1', '[fe80::1]'],
])('what listens on %s is reached at %s', ([listening, reached]) => {
  expect(urlHost(listening as string)).toBe(reached);
});
