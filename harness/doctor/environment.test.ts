import { expect, test } from 'vitest';
import { environmentFindings } from './environment.ts';

const verdictsOf = (env: Record<string, string>) =>
  Object.fromEntries(environmentFindings(env).map(({ what, verdict }) => [what, verdict]));

const CALM = { credentials: 'ok', endpoint: 'ok', proxy: 'ok' };

test.each([
  ['nothing set', {}, CALM],
  ['the keys of safelight', { AWS_ACCESS_KEY_ID: 'test', AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' }, CALM],
  ['the example key of the documentation', { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' }, CALM],
  [
    'a key that looks real',
    { AWS_ACCESS_KEY_ID: 'ASIAQWERTYUIOPASDFGH' },
    { ...CALM, credentials: 'warning' },
  ],
  ['a profile', { AWS_PROFILE: 'work' }, { ...CALM, credentials: 'warning' }],
  [
    'an endpoint that is ignored',
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
    { ...CALM, endpoint: 'warning' },
  ],
  ['a proxy for everything', { HTTP_PROXY: 'http://proxy:3128' }, { ...CALM, proxy: 'warning' }],
  [
    'a proxy that leaves this machine alone',
    { HTTP_PROXY: 'http://proxy:3128', NO_PROXY: 'localhost, 127.0.0.1' },
    CALM,
  ],
])('%s', (_, env, expected) => {
  expect(verdictsOf(env)).toEqual(expected);
});

test('no more of a key than its kind is told', () => {
  const told = JSON.stringify(environmentFindings({ AWS_ACCESS_KEY_ID: 'AKIAQWERTYUIOPASDFGH' }));
  expect(told).not.toContain('QWERTY');
});
