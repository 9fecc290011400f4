import { expect, test } from 'vitest';
import { explainVariables, gatewayListen, LOCALSTACK_VARIABLES } from './localstack-variables.ts';

test('a variable that changes nothing is explained, one that is honoured or empty is not', () => {
  const env = { PERSISTENCE: '1', GATEWAY_LISTEN: '0.0.0.0:4566', SERVICES: '', HOME: '/home/me' };
  expect(explainVariables(env)).toEqual(['PERSISTENCE is set, which changes nothing: use --data FOLDER.']);
});

test('no variable is explained twice', () => {
  const names = LOCALSTACK_VARIABLES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test.for([
  ['0.0.0.0:4566', { host: '0.0.0.0', port: 4566 }],
  [':4511', { host: '0.0.0.0', port: 4511 }],
  ['127.0.0.1:4566,0.0.0.0:443', { host: '127.0.0.1', port: 4566 }],
  ['localhost', undefined],
  ['0.0.0.0:99999', undefined],
  [undefined, undefined],
] as const)('GATEWAY_LISTEN %s', ([text, expected]) => {
  expect(gatewayListen(text)).toEqual(expected);
});
