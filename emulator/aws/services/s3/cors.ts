/**
 * Cross-origin requests: preflights, answered before any signature is looked at, and the headers that every other
 * answer gets, refusals included. The key is never looked up.
 *
 * Evidence: fact sheet S3 §4.1–4.3 (recorded 2023-07 to 2025-07).
 */
import { AwsError } from '../../kernel/aws-error.ts';
import type { WireRequest, WireResponse } from '../../wire/message.ts';
import { s3Address } from '../../wire/s3-addressing.ts';
import { matchCors, type CorsMatch, type CorsRequest } from './cors-rules.ts';
import type { S3 } from './s3.ts';

const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'];
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** @throws AwsError BadRequest, AccessForbidden */
export function answerPreflight(s3: S3, request: WireRequest): WireResponse {
  const { origin } = request.headers;
  if (!origin) {
    throw badRequest('Insufficient information. Origin request header needed.', { connection: 'close' });
  }
  const asked = corsRequest(request, origin);
  const requested = request.headers['access-control-request-method'];
  if (requested !== undefined && !METHODS.includes(requested)) {
    throw badRequest(`Invalid Access-Control-Request-Method: ${requested}`);
  }
  const bad = asked.headers.find((name) => !HEADER_NAME.test(name));
  if (bad !== undefined) {
    throw badRequest(`Access-Control-Request-Headers "${bad}" contains invalid character.`);
  }
  const { bucket: name = '', key } = s3Address(request);
  const method = requested ?? 'OPTIONS';
  const bucket = s3.buckets.find(name);
  if (bucket === undefined) throw forbidden('Bucket not found', method, 'BUCKET');
  const rules = s3.configs.get(bucket, 'cors');
  if (rules === undefined) throw forbidden('CORS is not enabled for this bucket.', method, 'BUCKET');
  const match = matchCors(rules, { ...asked, method });
  if (match === undefined) {
    throw forbidden(
      "This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
      method,
      key === undefined ? 'BUCKET' : 'OBJECT',
    );
  }
  const allowed = asked.headers.length > 0 && { 'access-control-allow-headers': asked.headers.join(', ') };
  return { status: 200, headers: { ...corsHeaders(match), ...allowed, 'content-length': '0' } };
}

/** Adds to an answer what its request's origin may know. Nothing at all when no rule lets it pass. */
export function addCorsHeaders(s3: S3, request: WireRequest, answer: WireResponse): void {
  const { origin } = request.headers;
  if (!origin || request.method === 'OPTIONS') return;
  const bucket = addressed(s3, request);
  const rules = bucket && s3.configs.get(bucket, 'cors');
  const match = rules && matchCors(rules, corsRequest(request, origin));
  if (match !== undefined) Object.assign(answer.headers, corsHeaders(match));
}

function addressed(s3: S3, request: WireRequest) {
  try {
    return s3.buckets.find(s3Address(request).bucket ?? '');
  } catch (error) {
    // An address that cannot be read has been answered as such.
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

/** A request that says what a preflight would is judged by that, even when it is none. */
const corsRequest = ({ method, headers }: WireRequest, origin: string): CorsRequest => ({
  origin,
  method: headers['access-control-request-method'] ?? method,
  headers: (headers['access-control-request-headers'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== ''),
});

function corsHeaders({ rule, allowedOrigin }: CorsMatch): Record<string, string> {
  const { AllowedMethods = [], ExposeHeaders = [], MaxAgeSeconds } = rule;
  return {
    'access-control-allow-origin': allowedOrigin,
    'access-control-allow-methods': AllowedMethods.join(', '),
    ...(ExposeHeaders.length > 0 && { 'access-control-expose-headers': ExposeHeaders.join(', ') }),
    ...(MaxAgeSeconds !== undefined && { 'access-control-max-age': String(MaxAgeSeconds) }),
    ...(allowedOrigin !== '*' && { 'access-control-allow-credentials': 'true' }),
    vary: VARY,
  };
}

const badRequest = (message: string, headers: Record<string, string> = {}): AwsError =>
  new AwsError({ code: 'BadRequest', status: 400, message, headers });

const forbidden = (message: string, method: string, resourceType: string): AwsError =>
  new AwsError({
    code: 'AccessForbidden',
    status: 403,
    message: `CORSResponse: ${message}`,
    details: { Method: method, ResourceType: resourceType },
  });
