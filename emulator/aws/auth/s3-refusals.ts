/**
 * S3's refusals of a credential. Codes, texts, statuses and the order of the elements are measured: fact sheet S3 §1.3
 * and §2.2–2.7 (real S3, us-east-1, September 2026).
 *
 * Gaps: the two token refusals are documented but were not captured.
 */
import { AwsError, type ErrorDetails } from '../kernel/aws-error.ts';
import { toIsoSeconds, type Instant } from '../kernel/instant.ts';

const refusal = (code: string, status: number, message: string, details: ErrorDetails = {}): AwsError =>
  new AwsError({ code, status, message, details });

export const accessDenied = (message: string, details?: ErrorDetails): AwsError =>
  refusal('AccessDenied', 403, message, details);

export const invalidRequest = (message: string): AwsError => refusal('InvalidRequest', 400, message);

export const invalidArgument = (message: string, name: string, value?: string): AwsError =>
  refusal('InvalidArgument', 400, message, { ArgumentName: name, ArgumentValue: value });

/** `clause` follows the prefix that all faults of the header share. */
export const authorizationHeaderMalformed = (clause: string, details?: ErrorDetails): AwsError =>
  refusal('AuthorizationHeaderMalformed', 400, `The authorization header is malformed; ${clause}`, details);

export const authorizationQueryParametersError = (message: string, details?: ErrorDetails): AwsError =>
  refusal('AuthorizationQueryParametersError', 400, message, details);

export const noValidDate = (): AwsError =>
  accessDenied('AWS authentication requires a valid Date or x-amz-date header');

export const MAX_SKEW_MS = 900_000;

/** @param requestTime as the request spells it */
export const requestTimeTooSkewed = (requestTime: string, now: Instant): AwsError =>
  refusal(
    'RequestTimeTooSkewed',
    403,
    'The difference between the request time and the current time is too large.',
    { RequestTime: requestTime, ServerTime: toIsoSeconds(now), MaxAllowedSkewMilliseconds: MAX_SKEW_MS },
  );

export const invalidAccessKeyId = (accessKeyId: string): AwsError =>
  refusal('InvalidAccessKeyId', 403, 'The AWS Access Key Id you provided does not exist in our records.', {
    AWSAccessKeyId: accessKeyId,
  });

export const expiredToken = (token: string): AwsError =>
  refusal('ExpiredToken', 400, 'The provided token has expired.', { 'Token-0': token });

export const invalidToken = (token: string): AwsError =>
  refusal('InvalidToken', 400, 'The provided token is malformed or otherwise invalid.', { 'Token-0': token });

/** Lower-case hex, one group per byte. */
const hexBytes = (text: string): string =>
  Buffer.from(text, 'latin1')
    .toString('hex')
    .replaceAll(/..(?!$)/g, '$& ');

export interface Mismatch {
  readonly accessKeyId: string;
  readonly stringToSign: string;
  readonly signatureProvided: string;
  /** Only Signature Version 4 requests have one. */
  readonly canonicalRequest?: string;
}

export function signatureDoesNotMatch(mismatch: Mismatch): AwsError {
  const { stringToSign, canonicalRequest } = mismatch;
  return refusal(
    'SignatureDoesNotMatch',
    403,
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    {
      AWSAccessKeyId: mismatch.accessKeyId,
      StringToSign: stringToSign,
      SignatureProvided: mismatch.signatureProvided,
      StringToSignBytes: hexBytes(stringToSign),
      ...(canonicalRequest === undefined
        ? {}
        : { CanonicalRequest: canonicalRequest, CanonicalRequestBytes: hexBytes(canonicalRequest) }),
    },
  );
}
