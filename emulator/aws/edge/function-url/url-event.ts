/**
 * The event of a function URL: HTTP API payload format 2.0. What is absent is left out. The path stays percent-encoded.
 *
 * Evidence: aws.md section B.7; the developer guide's "Invoking Lambda function URLs" (2026). Gaps: headers about TLS;
 * that forms arrive as base64 is known of HTTP APIs and taken to hold here.
 */
import { toLogTime } from '../../kernel/instant.ts';
import { parseQuery } from '../../wire/query-string.ts';
import type { Caller, UrlRequest } from './url-request.ts';

const TEXT = /^(?:text\/.*|application\/(?:.*\+)?(?:json|xml|javascript))$/;

export function urlEvent(request: UrlRequest, caller: Caller): object {
  const { wire, url, body, requestId, now } = request;
  const host = (wire.headers['host'] ?? '').replace(/:\d+$/, '');
  const headers = headersOf(request);
  const cookies = wire.headers['cookie']?.split(/;\s*/);
  const query = Map.groupBy(parseQuery(wire.query), ([name]) => name);
  const type = (wire.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  const binary = body.length > 0 && !TEXT.test(type);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: wire.path,
    rawQueryString: wire.query,
    ...(cookies !== undefined && { cookies }),
    headers,
    ...(query.size > 0 && { queryStringParameters: joined(query) }),
    requestContext: {
      accountId: caller.kind === 'user' ? caller.accountId : 'anonymous',
      apiId: url.urlId,
      ...(caller.kind === 'user' && { authorizer: { iam: identityOf(caller) } }),
      domainName: host,
      domainPrefix: url.urlId,
      http: {
        method: wire.method,
        path: wire.path,
        protocol: 'HTTP/1.1',
        sourceIp: wire.sourceIp,
        userAgent: wire.headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: '$default',
      stage: '$default',
      time: toLogTime(now),
      timeEpoch: now,
    },
    ...(body.length > 0 && { body: body.toString(binary ? 'base64' : 'utf8') }),
    isBase64Encoded: binary,
  };
}

const identityOf = (caller: Extract<Caller, { kind: 'user' }>): object => ({
  accessKey: caller.accessKeyId,
  accountId: caller.accountId,
  callerId: caller.userId,
  cognitoIdentity: null,
  principalOrgId: null,
  userArn: caller.arn,
  userId: caller.userId,
});

const joined = (
  values: ReadonlyMap<string, readonly (readonly [string, string])[]>,
): Record<string, string> =>
  Object.fromEntries(
    [...values].map(([name, entries]) => [name, entries.map(([, value]) => value).join(',')]),
  );

/** Lower-case names; cookies have a place of their own. */
function headersOf({ wire, traceRoot }: UrlRequest): Record<string, string> {
  const { connection: _, cookie: __, 'transfer-encoding': ___, ...headers } = wire.headers;
  const port = /:(\d+)$/.exec(wire.headers['host'] ?? '')?.[1];
  const before = wire.headers['x-forwarded-for'];
  return {
    ...headers,
    'x-amzn-trace-id': `Root=${traceRoot}`,
    'x-forwarded-for': before === undefined ? wire.sourceIp : `${before}, ${wire.sourceIp}`,
    'x-forwarded-port': port ?? (wire.secure ? '443' : '80'),
    'x-forwarded-proto': wire.secure ? 'https' : 'http',
  };
}
