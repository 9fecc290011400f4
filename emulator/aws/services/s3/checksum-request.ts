/**
 * Which checksum a CreateMultipartUpload or CopyObject asks for.
 * Evidence: fact sheet S3 §11.6; the longer list of algorithms and the order of faults, tests of Versity's gateway 1.8.0
 * (July 2026). Lower-case names are accepted.
 */
import {
  fieldOf,
  isChecksumAlgorithm,
  isChecksumType,
  type ChecksumAlgorithm,
  type ChecksumType,
} from './checksums.ts';
import { invalidHeader, invalidRequest } from './errors.ts';

/** @throws AwsError InvalidRequest */
export function requestedAlgorithm(name: string | undefined): ChecksumAlgorithm | undefined {
  if (name === undefined) return undefined;
  const upper = name.toUpperCase();
  if (isChecksumAlgorithm(upper)) return upper;
  throw invalidRequest(
    'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, MD5, SHA1, SHA256, SHA512, XXHASH128, XXHASH3, XXHASH64]',
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
  if (!isChecksumType(type)) throw invalidHeader('x-amz-checksum-type');
  if (algorithm === undefined) {
    if (type === undefined) return undefined;
    throw invalidRequest(
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    );
  }
  const usual = algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';
  const upper = (type?.toUpperCase() ?? usual) as ChecksumType;
  const name = algorithm.toLowerCase();
  if (upper === 'FULL_OBJECT') {
    if (fieldOf(algorithm) !== undefined) return upper;
    throw invalidRequest(`The FULL_OBJECT checksum type cannot be used with the ${name} checksum algorithm.`);
  }
  if (algorithm !== 'CRC64NVME') return upper;
  throw invalidRequest(`The COMPOSITE checksum type cannot be used with the ${name} checksum algorithm.`);
}
