/**
 * Which checksum a CreateMultipartUpload or CopyObject asks for.
 * Evidence: fact sheet S3 §11.6. Lower-case names are accepted.
 */
import { notImplemented } from '../../kernel/aws-error.ts';
import {
  fieldOf,
  isChecksumAlgorithm,
  UNSUPPORTED_ALGORITHMS,
  type ChecksumAlgorithm,
  type ChecksumType,
} from './checksums.ts';
import { invalidRequest } from './errors.ts';

/** @throws AwsError InvalidRequest */
export function requestedAlgorithm(name: string | undefined): ChecksumAlgorithm | undefined {
  if (name === undefined) return undefined;
  const upper = name.toUpperCase();
  if (isChecksumAlgorithm(upper)) return upper;
  if ((UNSUPPORTED_ALGORITHMS as readonly string[]).includes(upper)) {
    throw notImplemented('s3', `checksum algorithm ${upper}`);
  }
  throw invalidRequest(
    'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
  );
}

/**
 * How the parts' checksums make the object's: joined where the algorithm can, else composed.
 *
 * @throws AwsError InvalidRequest
 */
export function requestedType(
  type: string | undefined,
  algorithm: ChecksumAlgorithm | undefined,
): ChecksumType | undefined {
  if (algorithm === undefined) {
    if (type === undefined) return undefined;
    throw invalidRequest(
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    );
  }
  const upper = type?.toUpperCase() ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
  const name = algorithm.toLowerCase();
  if (upper === 'FULL_OBJECT') {
    if (fieldOf(algorithm) !== undefined) return upper;
    throw invalidRequest(`The FULL_OBJECT checksum type cannot be used with the ${name} checksum algorithm.`);
  }
  if (upper !== 'COMPOSITE') throw invalidRequest('Value for x-amz-checksum-type header is invalid.');
  if (algorithm !== 'CRC64NVME') return upper;
  throw invalidRequest(`The COMPOSITE checksum type cannot be used with the ${name} checksum algorithm.`);
}
