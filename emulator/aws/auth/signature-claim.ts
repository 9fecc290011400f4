/**
 * Reading the credential of a request to any service but S3, from the header or from the query. Evidence: dynalite 4
 * (captured from DynamoDB). Gaps (unverified): since 2022 AWS shows a digest of the header instead of the header; its
 * wording here is from memory of such answers. The texts for the query are dynalite's.
 */
import { createHash } from 'node:crypto';
import type { AwsError } from '../kernel/aws-error.ts';
import { remembered } from '../kernel/remembered.ts';
import type { WireRequest } from '../wire/message.ts';
import type { Mechanism } from './authentication.ts';
import { parameter, type QueryParameter } from './canonical.ts';
import { refuse, type RefusalFamily } from './refusal-family.ts';

export interface SignatureClaim {
  readonly mechanism: Extract<Mechanism, 'header-v4' | 'query-v4'>;
  readonly algorithm: string;
  readonly credential: string;
  readonly signedHeaders: string;
  readonly signature: string;
  /** As sent. */
  readonly date: string;
  /** As sent; only a query has it, and it need not. */
  readonly expires: string | undefined;
  readonly token: string | undefined;
}

const digest = (text: string): string => createHash('sha256').update(text, 'latin1').digest('base64');

const DATE_MISSING = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";

/** The components of a header by name, or the first that is none. */
function readComponents(text: string): ReadonlyMap<string, string> | string {
  const found = new Map<string, string>();
  for (const component of text.split(/[, ]+/).slice(1)) {
    if (component === '') continue;
    const equals = component.indexOf('=');
    if (equals < 0) return component;
    found.set(component.slice(0, equals), component.slice(equals + 1));
  }
  return found;
}

/** What stands before the signature is the same in every request of a client on a day. */
const knownComponents = remembered(readComponents);

const SIGNATURE = 'Signature=';

function components(
  authorization: string,
  family: RefusalFamily,
): { readonly found: ReadonlyMap<string, string>; readonly signature: string | undefined } {
  const cut = Math.max(authorization.lastIndexOf(','), authorization.lastIndexOf(' '));
  const endsSigned = authorization.startsWith(SIGNATURE, cut + 1);
  const found = endsSigned ? knownComponents(authorization.slice(0, cut)) : readComponents(authorization);
  if (typeof found !== 'string') {
    const signature = endsSigned ? authorization.slice(cut + 1 + SIGNATURE.length) : found.get('Signature');
    return { found, signature };
  }
  throw refuse(
    family,
    'incomplete',
    `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${digest(found)}'.`,
  );
}

function headerClaim(
  headers: WireRequest['headers'],
  authorization: string,
  family: RefusalFamily,
): SignatureClaim {
  const { found, signature } = components(authorization, family);
  const [credential, signedHeaders] = [found.get('Credential'), found.get('SignedHeaders')];
  const date = headers['x-amz-date'] ?? headers['date'];
  if (!credential || !signature || !signedHeaders || date === undefined) {
    const missing = Object.entries({
      Credential: credential,
      Signature: signature,
      SignedHeaders: signedHeaders,
    })
      .filter(([, value]) => !value)
      .map(([name]) => `Authorization header requires '${name}' parameter. `);
    if (date === undefined) missing.push(DATE_MISSING);
    const shown = `(Hashed with SHA-256 and encoded with Base64) Authorization=${digest(authorization)}`;
    throw refuse(family, 'incomplete', missing.join('') + shown);
  }
  return {
    mechanism: 'header-v4',
    algorithm: authorization.slice(0, authorization.indexOf(' ')),
    credential,
    signedHeaders,
    signature,
    date,
    expires: undefined,
    token: headers['x-amz-security-token'],
  };
}

function queryClaim(query: readonly QueryParameter[], family: RefusalFamily): SignatureClaim {
  const missing = ['X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders', 'X-Amz-Date']
    .filter((name) => !parameter(query, name))
    .map((name) => `AWS query-string parameters must include '${name}'. `);
  if (missing.length > 0) {
    throw refuse(family, 'incomplete', `${missing.join('')}Re-examine the query-string parameters.`);
  }
  const sent = (name: string): string => parameter(query, name) ?? '';
  return {
    mechanism: 'query-v4',
    algorithm: sent('X-Amz-Algorithm'),
    credential: sent('X-Amz-Credential'),
    signedHeaders: sent('X-Amz-SignedHeaders'),
    signature: sent('X-Amz-Signature'),
    date: sent('X-Amz-Date'),
    expires: parameter(query, 'X-Amz-Expires'),
    token: parameter(query, 'X-Amz-Security-Token'),
  };
}

const missingToken = (family: RefusalFamily): AwsError =>
  refuse(family, 'missingToken', 'Request is missing Authentication Token');

/** Throws when there is no credential, two of them, or half of one. */
export function readClaim(
  headers: WireRequest['headers'],
  query: readonly QueryParameter[],
  family: RefusalFamily,
): SignatureClaim {
  const authorization = headers['authorization'];
  const presigned = parameter(query, 'X-Amz-Algorithm') !== undefined;
  if (authorization && presigned) {
    throw refuse(
      family,
      'mismatch',
      "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    );
  }
  if (presigned) return queryClaim(query, family);
  if (!authorization?.startsWith('AWS4-')) throw missingToken(family);
  return headerClaim(headers, authorization, family);
}
