/**
 * Cross-origin rules as a bucket is given them: what S3 refuses when they are put, and which rule a request meets.
 *
 * Evidence: fact sheet S3 §4.4, §4.5 (recorded 2023-07 to 2025-07).
 * Gaps: the texts for more than 100 rules and for a long ID were not captured; the latter is that of a lifecycle rule.
 */
import type { CORSRule } from '@aws-sdk/client-s3';
import { invalidRequest, malformedXml } from './errors.ts';

const MOST_RULES = 100;
const LONGEST_ID = 255;
const METHODS: readonly string[] = ['GET', 'PUT', 'HEAD', 'POST', 'DELETE'];
/** A token of RFC 9110, or the wildcard. */
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** @throws AwsError MalformedXML, InvalidRequest */
export function validCorsRules(rules: readonly CORSRule[] | undefined): readonly CORSRule[] {
  if (rules === undefined || rules.length === 0) throw malformedXml();
  if (rules.length > MOST_RULES) {
    throw invalidRequest('The number of CORS rules should not exceed allowed limit of 100 rules.');
  }
  for (const rule of rules) checkRule(rule);
  return rules;
}

function checkRule({
  ID = '',
  AllowedMethods,
  AllowedOrigins,
  AllowedHeaders = [],
  ExposeHeaders = [],
}: CORSRule): void {
  if (ID.length > LONGEST_ID) {
    throw invalidRequest(`ID length should not exceed allowed limit of ${LONGEST_ID}`);
  }
  if (!AllowedMethods?.length || !AllowedOrigins?.length) throw malformedXml();
  for (const method of AllowedMethods) {
    if (!METHODS.includes(method)) {
      throw invalidRequest(`Found unsupported HTTP method in CORS config. Unsupported method is ${method}`);
    }
  }
  for (const origin of AllowedOrigins) checkWildcards('AllowedOrigin', origin);
  for (const header of AllowedHeaders) {
    checkWildcards('AllowedHeader', header);
    checkName(header);
  }
  for (const header of ExposeHeaders) {
    if (header.includes('*')) {
      throw invalidRequest(
        `ExposeHeader "${header}" contains wildcard. We currently do not support wildcard for ExposeHeader.`,
      );
    }
    checkName(header);
  }
}

/** S3 calls every header an allowed one here. Evidence: tests of Versity's gateway 1.8.0 (July 2026). */
function checkName(header: string): void {
  if (!HEADER_NAME.test(header)) {
    throw invalidRequest(`AllowedHeader "${header}" contains invalid character.`);
  }
}

function checkWildcards(element: string, pattern: string): void {
  if (pattern.split('*').length > 2) {
    throw invalidRequest(`${element} "${pattern}" can not have more than one wildcard.`);
  }
}

export interface CorsRequest {
  readonly origin: string;
  readonly method: string;
  /** Names of the headers it wants to send, lower-case. */
  readonly headers: readonly string[];
}

export interface CorsMatch {
  readonly rule: CORSRule;
  /** `*`, or the request's own origin. */
  readonly allowedOrigin: string;
}

/** The first rule that lets the request pass. */
export function matchCors(rules: readonly CORSRule[], request: CorsRequest): CorsMatch | undefined {
  for (const rule of rules) {
    if (!rule.AllowedMethods?.includes(request.method)) continue;
    const origin = rule.AllowedOrigins?.find((pattern) => fits(pattern, request.origin));
    if (origin === undefined) continue;
    const allowed = rule.AllowedHeaders?.map((pattern) => pattern.toLowerCase()) ?? [];
    if (!request.headers.every((header) => allowed.some((pattern) => fits(pattern, header)))) continue;
    return { rule, allowedOrigin: origin === '*' ? '*' : request.origin };
  }
  return undefined;
}

/** At most one `*`, which may stand for nothing; both ends are fixed. */
function fits(pattern: string, text: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === text;
  const before = pattern.slice(0, star);
  const after = pattern.slice(star + 1);
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
}
