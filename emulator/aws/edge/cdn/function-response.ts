/** Answers as functions see, change and make them. */
import { Readable } from 'node:stream';
import {
  fieldsOf,
  valuesOf,
  type FunctionBody,
  type FunctionCookie,
  type FunctionResponse,
} from '../../services/cloudfront/runtime/function-event.ts';
import { checkUntouched, RESPONSE_READ_ONLY } from './function-headers.ts';
import type { Result } from './outcome.ts';

export function asFunctionResponse({ status, headers }: Result): FunctionResponse {
  const { 'set-cookie': cookies = [], ...others } = headers;
  return {
    statusCode: status,
    headers: fieldsOf(Object.entries(others).map(([name, value]) => [name, String(value)] as const)),
    cookies: Object.fromEntries([cookies].flat().map(readCookie)),
  };
}

function readCookie(line: string): readonly [string, FunctionCookie] {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const equals = pair.indexOf('=');
  const field = {
    value: pair.slice(equals + 1),
    ...(attributes.length > 0 && { attributes: attributes.join('; ') }),
  };
  return [pair.slice(0, Math.max(equals, 0)), field];
}

/**
 * The answer as the function left it; without a body of its own it keeps the one it never saw.
 *
 * @throws InvalidFunctionResult when it changed what it may not
 */
export function changedResult(result: Result, seen: FunctionResponse, left: FunctionResponse): Result {
  checkUntouched(seen.headers, left.headers, RESPONSE_READ_ONLY);
  const headers = headersOf(left);
  if (left.body === undefined) return { ...result, status: left.statusCode, headers };
  if (result.body instanceof Readable) result.body.destroy();
  const body = bytesOf(left.body);
  headers['content-length'] = String(body.length);
  return { ...result, status: left.statusCode, headers, body };
}

/**
 * The answer that a function gives in the place of the origin.
 *
 * @throws InvalidFunctionResult when it sets what it may not
 */
export function generatedResult(response: FunctionResponse): Result {
  checkUntouched({}, response.headers, RESPONSE_READ_ONLY);
  const body = bytesOf(response.body ?? '');
  return {
    status: response.statusCode,
    headers: { server: 'CloudFront', ...headersOf(response), 'content-length': String(body.length) },
    body,
    type: 'FunctionGeneratedResponse',
    detail: 'FunctionGeneratedResponse',
    originStatus: undefined,
  };
}

function headersOf({ headers, cookies }: FunctionResponse): Record<string, string | string[]> {
  const sent: Record<string, string | string[]> = {};
  for (const [name, field] of Object.entries(headers)) sent[name.toLowerCase()] = valuesOf(field).join(', ');
  const lines = Object.entries(cookies).flatMap(([name, field]) =>
    valuesOf(field).map(
      (value) => `${name}=${value}${field.attributes === undefined ? '' : `; ${field.attributes}`}`,
    ),
  );
  if (lines.length > 0) sent['set-cookie'] = lines;
  return sent;
}

const bytesOf = (body: FunctionBody): Buffer =>
  typeof body === 'string'
    ? Buffer.from(body)
    : Buffer.from(body.data, body.encoding === 'base64' ? 'base64' : 'utf8');
