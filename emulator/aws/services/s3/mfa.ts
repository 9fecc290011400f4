/**
 * The header with a device's number and code. No bucket here asks for one, but S3 looks at its form wherever it is sent.
 *
 * Evidence: a public report of S3's answer (2024-08).
 */
import { invalidArgument } from './errors.ts';

/** @throws AwsError InvalidArgument */
export function checkMfaHeader(mfa: string | undefined): void {
  if (mfa === undefined || /^\S+ \d+$/.test(mfa)) return;
  throw invalidArgument(
    'Mfa header is invalid -- the header should be formatted as {serialNumber}(space){tokenCode}',
    'x-amz-mfa',
    mfa,
  );
}
