/**
 * What DynamoDB's front answers before a request is an operation: health checks, and what is not addressed to an API.
 *
 * Evidence: aws.md E.1.
 */
import { crc32 } from 'node:zlib';
import type { Interception } from '../../kernel/operation.ts';
import type { WireRequest, WireResponse } from '../../wire/message.ts';
import type { DynamoDb } from './dynamodb.ts';

const CONTENT_TYPE = /^application\/(?:json|x-amz-json-1\.[01]|cbor)\b/;

export async function interceptDynamoDb(
  _db: DynamoDb,
  { method, headers }: WireRequest,
  call: Interception,
): Promise<WireResponse | undefined> {
  if (method === 'GET') return plain(200, `healthy: dynamodb.${call.scope.region}.amazonaws.com `);
  if (method === 'POST' && CONTENT_TYPE.test(headers['content-type'] ?? '')) return undefined;
  return plain(404, '<UnknownOperationException/>\n');
}

const plain = (status: number, body: string): WireResponse => ({
  status,
  headers: { 'content-length': String(Buffer.byteLength(body)), 'x-amz-crc32': String(crc32(body)) },
  body,
});
