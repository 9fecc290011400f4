/**
 * Every part of an upload with a customer's key brings that key. Evidence: fact sheet S3 §12; of a key for an upload that
 * has none, answers that LocalStack recorded from AWS (test_s3.py, February 2026).
 */
import { proves, sentCustomerKey, type CustomerKey, type CustomerKeyInput } from './customer-key.ts';
import { invalidRequest } from './errors.ts';
import type { ObjectEncryption } from './object.ts';

/**
 * @returns the customer's key, where the upload was begun with one
 * @throws AwsError InvalidRequest, InvalidArgument
 */
export function partKey(
  encryption: ObjectEncryption | undefined,
  input: CustomerKeyInput,
): CustomerKey | undefined {
  const sent = sentCustomerKey(input);
  const wanted = encryption?.proof;
  if (sent === undefined && wanted === undefined) return undefined;
  if (sent === undefined || wanted === undefined) {
    throw invalidRequest(
      'The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.',
    );
  }
  if (proves(sent, wanted)) return sent;
  throw invalidRequest('The provided encryption parameters did not match the ones used originally.');
}
