/**
 * What DynamoDB's front answers before a request is an operation: preflights of browsers, which it grants to every origin
 * and for two days, health checks, bodies that are too large, and what is not addressed to an API.
 *
 * Evidence: aws.md E.1; for CORS dynalite 4, captured from DynamoDB; for the headers that scripts may read Alternator, which
 * has the list from DynamoDB, and for the one path of health checks its tests, which run on AWS.
 */
import { crc32 } from 'node:zlib';
import type { Interception } from '../../kernel/operation.ts';
import { MAX_BODY } from '../../wire/body.ts';
import type { WireRequest, WireResponse } from '../../wire/message.ts';
import { compressed } from './compression.ts';
import type { DynamoDb } from './dynamodb.ts';

const EXPOSED = 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date';
const CONTENT_TYPE = /^application\/(?:json|x-amz-json-1\.[01]|cbor)\b/;

export function interceptDynamoDb(
  _db: DynamoDb,
  { method, path, headers }: WireRequest,
  call: Interception,
): WireResponse | undefined {
  if (method === 'OPTIONS' && headers['origin'] !== undefined) return preflight(headers);
  if (method === 'GET' && path === '/')
    return plain(200, `healthy: dynamodb.${call.scope.region}.amazonaws.com `);
  if (Number(headers['content-length']) > MAX_BODY)
    return { status: 413, headers: { 'content-length': '0' }, body: '' };
  if (method === 'POST' && CONTENT_TYPE.test(headers['content-type'] ?? '')) return undefined;
  return plain(404, '<UnknownOperationException/>\n');
}

/** Lets scripts of every origin read the answer, refusals included, and compresses it. */
export function finishDynamoDb(_db: DynamoDb, request: WireRequest, answer: WireResponse): WireResponse {
  if (request.headers['origin'] !== undefined) {
    answer.headers['access-control-allow-origin'] = '*';
    answer.headers['access-control-expose-headers'] = EXPOSED;
  }
  return compressed(request, answer);
}

/** Grants what is asked for, whatever it is. */
function preflight(headers: WireRequest['headers']): WireResponse {
  const { 'access-control-request-headers': asked, 'access-control-request-method': method } = headers;
  return {
    status: 200,
    headers: {
      ...(asked !== undefined && { 'access-control-allow-headers': asked }),
      ...(method !== undefined && { 'access-control-allow-methods': method }),
      'access-control-max-age': '172800',
      'content-length': '0',
    },
    body: '',
  };
}

const plain = (status: number, body: string): WireResponse => ({
  status,
  headers: { 'content-length': String(Buffer.byteLength(body)), 'x-amz-crc32': String(crc32(body)) },
  body,
});
