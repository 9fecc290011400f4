/** What authentication finds out about a request; the value that authorisation, S3's body reader and the journal use. */
import type { Duration } from '../kernel/instant.ts';
import type { Principal } from '../kernel/scope.ts';

export type Mechanism = 'anonymous' | 'header-v4' | 'query-v4' | 'header-v2' | 'query-v2' | 'post';

/** What the signature says about the body, and so what the reader of the body has to check. */
export type Payload =
  /** Nothing: any bytes will do. */
  | { readonly kind: 'unsigned' }
  /** The body's SHA-256 must be this (lower-case hex). */
  | { readonly kind: 'sha256'; readonly hex: string }
  /** The body is framed as `aws-chunked`. */
  | StreamingPayload;

export interface StreamingPayload {
  readonly kind: 'streaming';
  /** Every chunk carries a signature; the two functions below are then present. */
  readonly signed: boolean;
  /** Trailing headers follow the last chunk. */
  readonly trailer: boolean;
  /**
   * Checks the next chunk, in order, the empty last one included. Throws `SignatureDoesNotMatch`.
   * @param sha256 lower-case hex digest of the chunk's data
   * @param signature as sent in `chunk-signature=`
   */
  readonly verifyChunk?: (sha256: string, signature: string) => void;
  /**
   * Checks the trailer after the last chunk. Throws `SignatureDoesNotMatch`.
   * @param trailer the trailing headers as `name:value\n` lines, without `x-amz-trailer-signature`
   */
  readonly verifyTrailer?: (trailer: string, signature: string) => void;
}

export interface Authentication {
  readonly principal: Principal;
  readonly mechanism: Mechanism;
  readonly payload: Payload;
  /** Lower-case names that the signature covers. */
  readonly signedHeaders: readonly string[];
  /** The region of the credential scope; absent for anonymous requests and Signature Version 2. */
  readonly region?: string;
  /** How long before now the request was signed. Negative when the signer's clock runs ahead. */
  readonly signatureAgeMs?: Duration;
  /**
   * Headers that a presigned URL carries in its query, lower-case names: they act as the header of that name, unless
   * the request sends that header too.
   */
  readonly hoisted: Readonly<Record<string, string>>;
}

export const UNSIGNED: Payload = { kind: 'unsigned' };

const NO_HEADERS: Readonly<Record<string, string>> = Object.freeze({});

/** The parts of an authentication that only some mechanisms have. */
export const NOTHING_SIGNED = { signedHeaders: [], hoisted: NO_HEADERS } as const;
