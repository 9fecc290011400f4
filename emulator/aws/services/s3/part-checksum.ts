/**
 * Which checksum a part is given, out of what its upload was begun with and what the part itself brings.
 *
 * An upload begun without an algorithm keeps CRC64NVME of every part, so that the whole object gets one; a part's own
 * checksum is then checked but not kept. An upload begun with a composite one insists on it in every part.
 *
 * Evidence: fact sheet S3 §11.6; the refusal that names `null` is reported of parts without a checksum by several
 * clients (apache/opendal#4533, versity/versitygw#1342).
 */
import type { BodyDemands } from './body-demands.ts';
import { DEFAULT_ALGORITHM, type ChecksumAlgorithm } from './checksums.ts';
import { invalidRequest } from './errors.ts';
import type { Upload } from './uploads.ts';

export interface PartChecksum {
  /** Kept with the part and, in the end, with the object. */
  readonly kept: ChecksumAlgorithm;
  /** What receiving the body has to compute and compare. */
  readonly demands: BodyDemands;
  /** Whether both are the same, so that one pass does for both. */
  readonly same: boolean;
}

/** @throws AwsError InvalidRequest */
export function partChecksum({ algorithm, checksumType }: Upload, demands: BodyDemands): PartChecksum {
  const sent = demands.algorithm;
  if (algorithm === undefined) {
    return { kept: DEFAULT_ALGORITHM, demands, same: (sent ?? DEFAULT_ALGORITHM) === DEFAULT_ALGORITHM };
  }
  if (sent === undefined ? checksumType === 'COMPOSITE' : sent !== algorithm) {
    const actual = sent?.toLowerCase() ?? 'null';
    throw invalidRequest(
      `Checksum Type mismatch occurred, expected checksum Type: ${algorithm.toLowerCase()}, actual checksum Type: ${actual}`,
    );
  }
  return { kept: algorithm, demands: { ...demands, algorithm }, same: true };
}
