/**
 * Who sends an S3 request: chooses the mechanism and lets it verify.
 *
 * Evidence: fact sheet S3 §2.2 (real S3, September 2026). A request with no credential at all is anonymous and not
 * refused here; whether anybody may do what it asks is a matter of policy. POST uploads carry theirs in the form:
 * `post-policy.ts`.
 */
import { notImplemented } from '../kernel/aws-error.ts';
import { remembered } from '../kernel/remembered.ts';
import { ANONYMOUS } from '../kernel/scope.ts';
import type { WireRequest } from '../wire/message.ts';
import { NOTHING_SIGNED, type Authentication } from './authentication.ts';
import { ALGORITHM, ALGORITHM_4A, parameter, parseQuery } from './canonical.ts';
import { authenticateQueryV4 } from './presigned.ts';
import { anonymousPayload, CONTENT_SHA256 } from './s3-payload.ts';
import { invalidArgument } from './s3-refusals.ts';
import type { ParsedRequest, S3AuthenticationOptions } from './s3-signature.ts';
import { authenticateHeaderV2, authenticateQueryV2 } from './sigv2.ts';
import { authenticateHeaderV4 } from './sigv4.ts';

export type { S3AuthenticationOptions } from './s3-signature.ts';

const ONE_MECHANISM =
  'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified';
const ONE_SPACE = "Authorization header is invalid -- one and only one ' ' (space) required";

/** Some clients write it in small letters. */
const mechanismOf = remembered((scheme) => scheme.toUpperCase());

function authenticateHeader(
  parsed: ParsedRequest,
  authorization: string,
  options: S3AuthenticationOptions,
): Authentication {
  const space = authorization.indexOf(' ');
  if (space < 0) throw invalidArgument(ONE_SPACE, 'Authorization', authorization);
  const scheme = authorization.slice(0, space);
  const rest = authorization.slice(space + 1);
  switch (mechanismOf(scheme)) {
    case ALGORITHM:
      return authenticateHeaderV4(parsed, scheme, rest, options);
    case ALGORITHM_4A:
      throw notImplemented('s3', 'Signature Version 4A');
    case 'AWS':
      // A Version 4 header separates its components by spaces; only here does the message mean what it says.
      if (rest.includes(' ')) throw invalidArgument(ONE_SPACE, 'Authorization', authorization);
      return authenticateHeaderV2(parsed, rest, options);
    default:
      throw invalidArgument('Unsupported Authorization Type', 'Authorization', authorization);
  }
}

/** Throws what S3 answers to a credential it does not accept. */
export function authenticateS3(request: WireRequest, options: S3AuthenticationOptions): Authentication {
  const query = parseQuery(request.query);
  const parsed: ParsedRequest = { request, query };
  const authorization = request.headers['authorization'];
  const presigned = parameter(query, 'X-Amz-Algorithm') !== undefined;
  const presignedV2 = parameter(query, 'Signature') !== undefined;
  const mechanisms = Number(authorization !== undefined) + Number(presigned) + Number(presignedV2);
  if (mechanisms > 1) throw invalidArgument(ONE_MECHANISM, 'Authorization', authorization);
  if (authorization) return authenticateHeader(parsed, authorization, options);
  if (presigned) return authenticateQueryV4(parsed, options);
  if (presignedV2) return authenticateQueryV2(parsed, options);
  return {
    ...NOTHING_SIGNED,
    principal: ANONYMOUS,
    mechanism: 'anonymous',
    payload: anonymousPayload(request.headers[CONTENT_SHA256]),
  };
}
