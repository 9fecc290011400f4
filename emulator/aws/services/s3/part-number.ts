/** Part numbers go from 1 to 10,000. Evidence: fact sheet S3 §11.5. */
import { invalidArgument } from './errors.ts';

/** @throws AwsError InvalidArgument */
export function checkedPartNumber(number: number | undefined): number {
  if (number === undefined || number < 1 || number > 10_000) {
    throw invalidArgument(
      'Part number must be an integer between 1 and 10000, inclusive',
      'partNumber',
      String(number),
    );
  }
  return number;
}
