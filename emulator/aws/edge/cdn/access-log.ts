/** Standard access logs: 33 fields a line, tab-separated, `-` for what is empty (aws.md section A.21). */
import { toIso, type Duration, type Instant } from '../../kernel/instant.ts';
import type { WireConnection } from '../../wire/message.ts';
import { hostName } from './host.ts';
import type { Pop } from './network.ts';
import type { Result } from './outcome.ts';
import type { Site } from './site.ts';
import type { ViewerRequest } from './viewer-request.ts';

export interface LoggedRequest {
  readonly site: Site;
  readonly pop: Pop;
  readonly viewer: ViewerRequest;
  readonly result: Result;
  readonly requestId: string;
  readonly now: Instant;
  /** Of the body. */
  readonly bytesSent: number;
  /** Wall time from the request until the last byte was handed over. */
  readonly took: Duration;
  /** Wall time from the request until the answer began. */
  readonly firstByte: Duration;
  readonly connection: WireConnection | undefined;
}

const FIELDS =
  'date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end';

export const LOG_HEADER = `#Version: 1.0\n#Fields: ${FIELDS}\n`;

export function logLine(request: LoggedRequest): string {
  const { site, pop, viewer, result, requestId, now, bytesSent, took, firstByte, connection } = request;
  const { headers } = viewer;
  const iso = toIso(now);
  const range = /^bytes (\d+)-(\d+)\//.exec(String(result.headers['content-range'] ?? ''));
  const seconds = (duration: Duration): string => (duration / 1_000).toFixed(3);
  const left = connection?.closed === true;
  const fields = [
    iso.slice(0, 10),
    iso.slice(11, 19),
    pop.code,
    String(bytesSent + headerBytes(result)),
    viewer.ip,
    viewer.method,
    site.domain,
    encoded(viewer.path),
    // Who has gone never learned the status.
    left ? '000' : String(result.status),
    encoded(headers['referer']),
    encoded(headers['user-agent']),
    encoded(viewer.query),
    site.logging?.cookies === true ? encoded(headers['cookie']) : '-',
    left ? 'Error' : result.type,
    requestId,
    hostName(viewer.host),
    viewer.scheme,
    String(viewer.size),
    seconds(took),
    encoded(headers['x-forwarded-for']),
    connection?.tls?.protocol ?? '-',
    connection?.tls?.cipher ?? '-',
    left ? 'Error' : result.type,
    `HTTP/${connection?.httpVersion ?? '1.1'}`,
    '-',
    '-',
    String(connection?.sourcePort ?? '-'),
    seconds(firstByte),
    left ? 'ClientHungUpRequest' : result.detail,
    encoded(String(result.headers['content-type'] ?? '')),
    String(result.headers['content-length'] ?? '-'),
    range?.[1] ?? '-',
    range?.[2] ?? '-',
  ];
  return `${fields.join('\t')}\n`;
}

/** Status line and headers, as HTTP/1.1 writes them. */
function headerBytes({ headers }: Result): number {
  let size = 19;
  for (const [name, value] of Object.entries(headers)) {
    for (const one of [value].flat()) size += name.length + one.length + 4;
  }
  return size;
}

/** Values are URL-encoded as far as they could break a line. */
const encoded = (value: string | undefined): string =>
  value === undefined || value === ''
    ? '-'
    : value.replaceAll(/[^\u0021-\u007e]/g, (character) => encodeURIComponent(character));
