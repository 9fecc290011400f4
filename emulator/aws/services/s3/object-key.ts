/** Which keys an object may have: any text of up to 1024 bytes. Evidence: fact sheet S3 §6. */
import { keyTooLong, userKeyMustBeSpecified } from './errors.ts';

const MOST_BYTES = 1024;

/** @throws AwsError KeyTooLongError, UserKeyMustBeSpecified */
export function checkedKey(key: string | undefined): string {
  if (key === undefined || key === '') throw userKeyMustBeSpecified();
  // No character takes more than three bytes per UTF-16 unit, so short keys need no counting.
  if (key.length * 3 > MOST_BYTES) {
    const size = Buffer.byteLength(key);
    if (size > MOST_BYTES) throw keyTooLong(size);
  }
  return key;
}
