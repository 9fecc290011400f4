/**
 * One line of a server access log: 27 fields, separated by spaces.
 *
 * Evidence: fact sheet S3 §11.15.
 * Gaps: times are emulated milliseconds, so they are 0 on a clock that stands still; TLS fields and source region are
 * always unknown; the record that S3 writes for the source of a copy is not written.
 */
import { toRfc1123, type Instant } from '../../kernel/instant.ts';
import type { Call } from '../../kernel/operation.ts';
import type { WireRequest, WireResponse } from '../../wire/message.ts';
import { parseQuery } from '../../wire/query-string.ts';
import { SUBRESOURCES } from '../../wire/s3-subresources.ts';
import { canonicalId } from './bucket.ts';
import type { WatchedRequest } from './watched-requests.ts';

const UNKNOWN = '-';

export function accessLogRecord(watched: WatchedRequest, now: Instant): string {
  const { bucket, key, call, request, answer } = watched;
  const { headers } = request;
  const elapsed = call === undefined ? 0 : now - call.now;
  return [
    canonicalId(bucket.account),
    bucket.name,
    logTime(call?.now ?? now),
    request.sourceIp,
    requesterOf(call),
    header(answer, 'x-amz-request-id') ?? UNKNOWN,
    operationOf(request, key),
    key === undefined ? UNKNOWN : encodeURIComponent(key).replaceAll('%2F', '/'),
    quoted(`${request.method} ${targetOf(request)} HTTP/1.1`),
    String(answer.status),
    errorCode(answer) ?? UNKNOWN,
    orUnknown(bytesSent(request, answer)),
    orUnknown(objectSize(request, answer, key)),
    String(elapsed),
    String(elapsed),
    quoted(headers['referer'] ?? UNKNOWN),
    quoted(headers['user-agent'] ?? UNKNOWN),
    header(answer, 'x-amz-version-id') ?? UNKNOWN,
    header(answer, 'x-amz-id-2') ?? UNKNOWN,
    ...signatureOf(call),
    headers['host'] ?? UNKNOWN,
    UNKNOWN,
    UNKNOWN,
    UNKNOWN,
    UNKNOWN,
  ].join(' ');
}

/** `[06/Feb/2019:00:00:38 +0000]` */
function logTime(at: Instant): string {
  const [, day, month, year, time] = toRfc1123(at).split(' ');
  return `[${day}/${month}/${year}:${time} +0000]`;
}

/** An account's root is known by its canonical id, everybody else by ARN. */
function requesterOf(call: Call | undefined): string {
  const principal = call?.principal;
  if (principal?.kind === 'user') {
    return principal.arn.endsWith(':root') ? canonicalId(principal.accountId) : principal.arn;
  }
  return principal?.kind === 'service' ? principal.service : UNKNOWN;
}

/** `REST.GET.OBJECT`, `REST.PUT.PART`, `REST.COPY.OBJECT` */
function operationOf({ method, query, headers }: WireRequest, key: string | undefined): string {
  const parameters = parseQuery(query);
  const selector = parameters.find(([name]) => Object.hasOwn(SUBRESOURCES, name))?.[0];
  if (selector === 'uploadId') {
    const part = parameters.some(([name]) => name === 'partNumber');
    return `REST.${method}.${part ? 'PART' : 'UPLOAD'}`;
  }
  const resource = selector === undefined ? undefined : SUBRESOURCES[selector]?.resourceType;
  if (resource !== undefined) return `REST.${method}.${resource}`;
  if (key === undefined) return `REST.${method}.BUCKET`;
  return headers['x-amz-copy-source'] === undefined ? `REST.${method}.OBJECT` : 'REST.COPY.OBJECT';
}

const targetOf = ({ path, query }: WireRequest): string => (query === '' ? path : `${path}?${query}`);

const quoted = (text: string): string => `"${text.replaceAll('"', '%22')}"`;

const orUnknown = (value: number | undefined): string => (value === undefined ? UNKNOWN : String(value));

function header({ headers }: WireResponse, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** The code in the document of a refusal. */
function errorCode({ status, body }: WireResponse): string | undefined {
  if (status < 400 || typeof body !== 'string') return undefined;
  return /<Code>([^<]*)<\/Code>/.exec(body)?.[1];
}

function bytesSent({ method }: WireRequest, answer: WireResponse): number | undefined {
  if (method === 'HEAD') return undefined;
  const { body } = answer;
  const length =
    typeof body === 'string'
      ? Buffer.byteLength(body)
      : body instanceof Uint8Array
        ? body.length
        : Number(header(answer, 'content-length') ?? 0);
  return length === 0 ? undefined : length;
}

function objectSize(
  { method, headers }: WireRequest,
  answer: WireResponse,
  key: string | undefined,
): number | undefined {
  if (key === undefined || answer.status >= 400) return undefined;
  const range = header(answer, 'content-range');
  if (range !== undefined) return Number(range.slice(range.lastIndexOf('/') + 1));
  const length =
    method === 'PUT'
      ? (headers['x-amz-decoded-content-length'] ?? headers['content-length'])
      : method === 'GET' || method === 'HEAD'
        ? header(answer, 'content-length')
        : undefined;
  return length === undefined ? undefined : Number(length);
}

/** Signature version, cipher suite and how the request was authenticated. */
function signatureOf(call: Call | undefined): readonly string[] {
  switch (call?.authentication?.mechanism) {
    case 'header-v4':
      return ['SigV4', UNKNOWN, 'AuthHeader'];
    case 'header-v2':
      return ['SigV2', UNKNOWN, 'AuthHeader'];
    case 'query-v4':
    case 'post':
      return ['SigV4', UNKNOWN, 'QueryString'];
    case 'query-v2':
      return ['SigV2', UNKNOWN, 'QueryString'];
    default:
      return [UNKNOWN, UNKNOWN, UNKNOWN];
  }
}
