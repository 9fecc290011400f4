/** Every part of an upload with a customer's key brings that key. Evidence: fact sheet S3 §12. */
import { customerKeyMd5, type EncryptionInput } from './encryption.ts';
import { invalidRequest } from './errors.ts';
import type { ObjectEncryption } from './object.ts';

/** @throws AwsError InvalidRequest, InvalidArgument */
export function checkPartEncryption(encryption: ObjectEncryption | undefined, input: EncryptionInput): void {
  const sent = customerKeyMd5(input);
  const wanted = encryption?.customerKeyMd5;
  if (sent === wanted) return;
  if (sent === undefined) {
    throw invalidRequest(
      'The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.',
    );
  }
  throw invalidRequest('The provided encryption parameters did not match the ones used originally.');
}
