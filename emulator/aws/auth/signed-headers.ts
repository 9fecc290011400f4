/**
 * The headers S3 insists on having signed: `host`, `content-md5` and every `x-amz-*` but `x-amz-content-sha256`.
 * Evidence: fact sheet S3 §2.5.
 */
import type { WireRequest } from '../wire/message.ts';
import { javaHashOrder } from './java-hash-order.ts';
import { accessDenied } from './s3-refusals.ts';

const mustBeSigned = (name: string): boolean =>
  name === 'host' || name === 'content-md5' || (name.startsWith('x-amz-') && name !== 'x-amz-content-sha256');

/** Throws AccessDenied when a header that must be signed is sent and is not among `signed`. */
export function requireSignedHeaders(request: WireRequest, signed: readonly string[]): void {
  const unsigned: string[] = [];
  for (const name in request.headers) {
    if (mustBeSigned(name) && !signed.includes(name)) unsigned.push(name);
  }
  if (unsigned.length === 0) return;
  throw accessDenied('There were headers present in the request which were not signed', {
    HeadersNotSigned: javaHashOrder(unsigned).join(', '),
  });
}
