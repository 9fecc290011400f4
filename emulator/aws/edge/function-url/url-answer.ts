/**
 * What a function answers at its URL: a whole response, or a value from which one is inferred.
 *
 * Evidence: aws.md section B.7 (LocalStack's recording of test_lambda_url_invocation). Gap (unverified): what a body that
 * is no text becomes; here it is a 502 as other malformed answers are.
 */
import type { WireBody, WireResponse } from '../../wire/message.ts';

export const BAD_GATEWAY: WireResponse = {
  status: 502,
  headers: { 'content-type': 'application/json' },
  body: 'Internal Server Error',
};

/** @param payload JSON text */
export function urlAnswer(payload: string): WireResponse {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return BAD_GATEWAY;
  }
  if (!isResponse(value)) {
    const body = typeof value === 'string' ? value : JSON.stringify(value);
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const { statusCode, headers = {}, cookies, body = '', isBase64Encoded } = value;
  const status = Number(statusCode);
  const wellFormed = Number.isInteger(status) && status >= 100 && status <= 599 && typeof body === 'string';
  if (!wellFormed) return BAD_GATEWAY;
  const content = isBase64Encoded === true ? Buffer.from(body, 'base64') : body;
  return answerOf({ status, headers, cookies, body: content });
}

/** A response with the headers and cookies that a function gave it. */
export function answerOf(response: {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>> | null;
  readonly cookies: unknown;
  readonly body: WireBody;
}): WireResponse {
  const { status, headers, cookies, body } = response;
  const answer: WireResponse = { status, headers: { 'content-type': 'application/json' }, body };
  for (const [name, header] of Object.entries(headers ?? {})) {
    if (!OWN.has(name.toLowerCase())) answer.headers[name.toLowerCase()] = String(header);
  }
  if (Array.isArray(cookies) && cookies.length > 0) {
    answer.headers['set-cookie'] = [answer.headers['set-cookie'] ?? [], cookies.map(String)].flat();
  }
  return answer;
}

/** What the front of Lambda says itself. */
const OWN = new Set(['connection', 'content-length', 'date', 'transfer-encoding']);

interface ResponseValue {
  readonly statusCode: unknown;
  readonly headers?: Readonly<Record<string, unknown>> | null;
  readonly cookies?: unknown;
  readonly body?: unknown;
  readonly isBase64Encoded?: unknown;
}

const isResponse = (value: unknown): value is ResponseValue =>
  typeof value === 'object' && value !== null && 'statusCode' in value;
