/**
 * Headers of answers: some that backends set come back under other names (aws.md section D.4; LocalStack's recordings of
 * AWS, test_apigateway_integrations).
 */
import type { ApiAnswer, Arrival } from './execution.ts';

const PROXY = new Set([
  'connection',
  'content-length',
  'date',
  'server',
  'www-authenticate',
  'x-amzn-requestid',
]);
const OTHERS = new Set([
  ...PROXY,
  'authorization',
  'content-md5',
  'expect',
  'host',
  'max-forwards',
  'proxy-authenticate',
  'trailer',
  'upgrade',
  'user-agent',
]);

/**
 * @param kind what integration the headers come from: proxies may say more
 */
export function remapped(
  headers: Iterable<readonly [name: string, values: string | string[]]>,
  kind: 'proxy' | 'other',
): Record<string, string | string[]> {
  const moved = kind === 'proxy' ? PROXY : OTHERS;
  const answer: Record<string, string | string[]> = {};
  for (const [written, value] of headers) {
    const name = written.toLowerCase();
    if (name === 'transfer-encoding') continue;
    answer[moved.has(name) ? `x-amzn-remapped-${name}` : name] = value;
  }
  return answer;
}

/** The answer of an integration that is no proxy, with the trace it belongs to. */
export const traced = (answer: ApiAnswer, { trace }: Arrival): ApiAnswer => ({
  ...answer,
  headers: { ...remapped(Object.entries(answer.headers), 'other'), 'x-amzn-trace-id': trace },
});
