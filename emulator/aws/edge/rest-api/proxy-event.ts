/**
 * The event of a Lambda proxy integration, payload format 1.0, exact to the key.
 *
 * Evidence: aws.md sections D.3 and D.5; public captures that REST APIs leave the path percent-encoded (2026-09). Gaps:
 * an edge-optimised API's CloudFront headers are not added.
 */
import type { QueryParameters } from '../../wire/query-string.ts';
import type { ApiRequest, Arrival, Execution, HeaderList } from './execution.ts';
import { headerOf } from './execution.ts';
import { isBinary } from './media-types.ts';
import { requestContext } from './request-context.ts';

const REMOVED = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'www-authenticate',
]);

/** Headers whose names are written in this way, however they were sent. */
const CANONICAL: ReadonlyMap<string, string> = new Map([
  ['authorization', 'Authorization'],
  ['user-agent', 'User-Agent'],
]);

/** What is passed on to integrations. */
export function passedHeaders(request: ApiRequest, trace: string): HeaderList {
  const own = new Set(['x-amzn-trace-id', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto']);
  const before = headerOf(request, 'x-forwarded-for');
  const kept = request.headers.filter(
    ([name]) => !REMOVED.has(name.toLowerCase()) && !own.has(name.toLowerCase()),
  );
  return [
    ...kept.map(([name, value]) => [CANONICAL.get(name.toLowerCase()) ?? name, value] as const),
    ['X-Amzn-Trace-Id', trace],
    ['X-Forwarded-For', before === undefined ? request.sourceIp : `${before}, ${request.sourceIp}`],
    ['X-Forwarded-Port', request.port],
    ['X-Forwarded-Proto', request.secure ? 'https' : 'http'],
  ];
}

export function proxyEvent(execution: Execution): object {
  const { request, snapshot } = execution;
  const binary = isBinary(headerOf(request, 'content-type'), snapshot.settings.binaryMediaTypes);
  const hasBody = request.body.length > 0;
  return {
    ...requestParts(execution),
    requestContext: requestContext(execution),
    body: hasBody ? request.body.toString(binary ? 'base64' : 'utf8') : null,
    isBase64Encoded: hasBody && binary,
  };
}

/** What events say of the request itself; maps of nothing are null. */
export function requestParts(execution: Arrival & Pick<Execution, 'resource' | 'pathParameters'>) {
  const { request, resource, pathParameters, stage, trace } = execution;
  const headers = passedHeaders(request, trace);
  return {
    resource: resource.path,
    path: request.path,
    httpMethod: request.method,
    headers: lastOf(headers),
    multiValueHeaders: allOf(headers),
    queryStringParameters: lastOf(request.query),
    multiValueQueryStringParameters: allOf(request.query),
    pathParameters: Object.keys(pathParameters).length === 0 ? null : pathParameters,
    stageVariables: stage.variables ?? null,
  };
}

type Entries = HeaderList | QueryParameters;

const lastOf = (entries: Entries): Record<string, string> | null =>
  entries.length === 0 ? null : Object.fromEntries(entries);

function allOf(entries: Entries): Record<string, string[]> | null {
  if (entries.length === 0) return null;
  const all: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of entries) (all[name] ??= []).push(value);
  return all;
}
