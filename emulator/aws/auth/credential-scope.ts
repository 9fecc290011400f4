/**
 * The credential of Signature Version 4, `KEY/20261120/us-east-1/s3/aws4_request`, and S3's complaints about it.
 * Evidence: fact sheet S3 §2.3(5), measured September 2026 in the header and in the query alike.
 */
import type { ErrorDetails } from '../kernel/aws-error.ts';
import { parseInstant, toIso } from '../kernel/instant.ts';
import { remembered } from '../kernel/remembered.ts';

export interface CredentialScope {
  readonly accessKeyId: string;
  /** As sent; normally `20261120`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminal: string;
  /** `20261120/us-east-1/s3/aws4_request` */
  readonly text: string;
}

/** What the name of a region looks like. */
const REGION = /^[a-z]{2}(-[a-z]+)+-\d+$/;
/** Where requests that name no region at all belong. */
const DEFAULT_REGION = 'us-east-1';

export const TERMINAL = 'aws4_request';

/** Splits a credential; `undefined` unless it has five parts. */
export const parseCredential = remembered((credential): CredentialScope | undefined => {
  const [accessKeyId, date, region, service, terminal, ...rest] = credential.split('/');
  if (accessKeyId === undefined || date === undefined || region === undefined) return undefined;
  if (service === undefined || terminal === undefined || rest.length > 0) return undefined;
  return { accessKeyId, date, region, service, terminal, text: credential.slice(accessKeyId.length + 1) };
});

/** S3 reads the date as a strict `yyyyMMdd` would, leaving text after the digits unread: `2026092` is a date too. */
function isScopeDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d+)/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const date = `${year}-${month}-${day.replace(/^0+/, '').padStart(2, '0')}`;
  const at = parseInstant(`${date}T00:00:00Z`);
  return at !== undefined && toIso(at).startsWith(date);
}

export interface ScopeFault {
  /** Follows the prefix of the mechanism. */
  readonly clause: string;
  readonly details?: ErrorDetails;
}

export const MALFORMED_CREDENTIAL: ScopeFault = {
  clause: 'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
};

/**
 * The first fault S3 finds, in its order.
 * @param day of the request, which is a date: `20261120`
 * @param region the region this endpoint expects; any, when there is none
 */
export function scopeFault(
  scope: CredentialScope,
  day: string,
  region: string | undefined,
): ScopeFault | undefined {
  if (scope.date !== day && !isScopeDate(scope.date)) {
    return {
      clause: `incorrect date format "${scope.date}". This date in the credential must be in the format "yyyyMMdd".`,
    };
  }
  if (scope.region === '') return { clause: 'a non-empty region must be provided in the credential.' };
  // `US` is what s3cmd makes of a bucket without a location: it signs again with the region that the refusal names.
  const expected = region ?? (REGION.test(scope.region) ? scope.region : DEFAULT_REGION);
  if (scope.region !== expected) {
    return {
      clause: `the region '${scope.region}' is wrong; expecting '${expected}'`,
      details: { Region: expected },
    };
  }
  if (scope.service !== 's3') {
    return { clause: `incorrect service "${scope.service}". This endpoint belongs to "s3".` };
  }
  if (scope.terminal !== TERMINAL) {
    return { clause: `incorrect terminal "${scope.terminal}". This endpoint uses "${TERMINAL}".` };
  }
  return undefined;
}
