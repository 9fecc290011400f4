/**
 * What a Lambda proxy integration's function answers, and what becomes of it.
 *
 * Evidence: aws.md sections D.4 and D.5 (LocalStack's recording of test_aws_proxy_response_payload_format_validation,
 * 2024-11-15).
 */
import type { ApiAnswer, Execution } from './execution.ts';
import { headerOf } from './execution.ts';
import { isBinary } from './media-types.ts';
import { badGateway, misconfigured } from './refusals.ts';
import { remapped } from './response-headers.ts';

const MEMBERS = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

/** @throws Refusal 502 for what is no answer, 500 for base64 that is none */
export function proxyAnswer(payload: string, execution: Execution): ApiAnswer {
  const answer = readAnswer(payload);
  const headers = remapped(headersOf(answer), 'proxy');
  headers['content-type'] ??= 'application/json';
  headers['x-amzn-trace-id'] = execution.trace;
  return { status: statusOf(answer['statusCode']), headers, body: bodyOf(answer, execution) };
}

type Answer = Readonly<Record<string, unknown>>;

function readAnswer(payload: string): Answer {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    throw badGateway();
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badGateway();
  if (!Object.keys(value).every((name) => MEMBERS.has(name))) throw badGateway();
  return value as Answer;
}

function statusOf(value: unknown): number {
  if (value === undefined || value === null) return 200;
  const status = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 100 || status > 999)
    throw badGateway();
  return status;
}

/** Both kinds of headers as one, the names of `multiValueHeaders` first. */
function headersOf({ headers, multiValueHeaders }: Answer): Map<string, string[]> {
  const all = new Map<string, string[]>();
  const add = (name: string, value: unknown): void => {
    if (typeof value !== 'string' && typeof value !== 'boolean') throw badGateway();
    const key = name.toLowerCase();
    const values = all.get(key) ?? [];
    if (!values.includes(String(value))) values.push(String(value));
    all.set(key, values);
  };
  for (const [name, values] of entriesOf(multiValueHeaders)) {
    if (!Array.isArray(values)) throw badGateway();
    for (const value of values as unknown[]) add(name, value);
  }
  for (const [name, value] of entriesOf(headers)) add(name, value);
  return all;
}

function entriesOf(value: unknown): [string, unknown][] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object' || Array.isArray(value)) throw badGateway();
  return Object.entries(value);
}

const BASE64 = /^[A-Za-z0-9+/\r\n]*={0,2}[\r\n]*$/;

function bodyOf({ body, isBase64Encoded }: Answer, { request, snapshot }: Execution): string | Buffer {
  if (body === undefined || body === null) return '';
  if (typeof body !== 'string') throw badGateway();
  const accepted = headerOf(request, 'accept');
  if (isBase64Encoded !== true || !isBinary(accepted, snapshot.settings.binaryMediaTypes)) return body;
  if (!BASE64.test(body)) throw misconfigured();
  return Buffer.from(body, 'base64');
}
