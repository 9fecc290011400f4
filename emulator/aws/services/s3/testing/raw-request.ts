/** Requests as no SDK would send them: exact paths, odd headers, no signature. Signed by hand where they are signed. */
import { createHash, createHmac } from 'node:crypto';
import { request, type OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Clock } from '../../../kernel/clock.ts';
import { toAmzDate } from '../../../kernel/instant.ts';

type Headers = Readonly<Record<string, string | readonly string[]>>;

export interface RawRequest {
  readonly method?: string;
  /** Percent-encoded, as it is to travel. */
  readonly path: string;
  /** Sorted and encoded as SigV4 wants it: `list-type=2&prefix=a`. */
  readonly query?: string;
  /** Lower-case names; a list goes out as one line for each value. */
  readonly headers?: Headers;
  readonly body?: string | Uint8Array;
  readonly anonymous?: boolean;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

interface Target {
  readonly endpoint: string;
  readonly region: string;
  readonly clock: Clock;
}

export async function send(cloud: Target, raw: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(cloud.endpoint);
  const headers = { host: `${hostname}:${port}`, ...raw.headers };
  const all = raw.anonymous === true ? headers : signed(cloud, raw, headers);
  const { method = 'GET', path, query = '', body } = raw;
  return new Promise((resolve, reject) => {
    const target = query === '' ? path : `${path}?${query}`;
    const outgoing = request(
      { hostname, port, method, path: target, headers: all as OutgoingHttpHeaders },
      (incoming) => {
        text(incoming).then(
          (answer) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: answer }),
          reject,
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The elements of an error document in order. */
export function elements(xml: string): readonly (readonly [name: string, value: string])[] {
  return [...xml.matchAll(/<([\w-]+)>([^<]*)<\/\1>/g)].map(([, name = '', value = '']) => [name, value]);
}

function signed(
  { region, clock }: Target,
  { method = 'GET', path, query = '' }: RawRequest,
  given: Headers,
): Headers {
  const date = toAmzDate(clock.now());
  const headers: Headers = {
    'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
    ...given,
    'x-amz-date': date,
  };
  const names = Object.keys(headers).toSorted();
  const canonical = [
    method,
    path,
    query,
    ...names.map((name) => `${name}:${canonicalValue(headers[name]!)}`),
    '',
    names.join(';'),
    String(headers['x-amz-content-sha256']),
  ].join('\n');
  const scope = `${date.slice(0, 8)}/${region}/s3/aws4_request`;
  const digest = createHash('sha256').update(canonical, 'latin1').digest('hex');
  const key = scope
    .split('/')
    .reduce<Buffer | string>(
      (secret, part) => createHmac('sha256', secret).update(part).digest(),
      'AWS4test',
    );
  const signature = createHmac('sha256', key)
    .update(`AWS4-HMAC-SHA256\n${date}\n${scope}\n${digest}`)
    .digest('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=test/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...headers, authorization };
}

const canonicalValue = (values: string | readonly string[]): string =>
  [values]
    .flat()
    .map((value) => value.trim().replaceAll(/ +/g, ' '))
    .join(',');
