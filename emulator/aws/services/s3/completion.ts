/**
 * Completing a multipart upload: which parts the client names, whether they are the ones that were sent, and what ETag
 * and checksum the object gets out of theirs.
 *
 * Evidence: fact sheet S3 §11.5, §11.6. What becomes of checksums that the upload was not begun with was compared with
 * AWS by another implementation in July 2026: an object checksum is ignored, a part checksum is an InvalidPart; yet a
 * part's CRC64NVME, which S3 itself answers to such an upload's parts, is what minio-go completes with (7.4.1). A
 * composite checksum may be claimed without its number of parts (minio/minio#19670, compared with S3). What is refused
 * of a part that names two checksums or another algorithm's: tests of Versity's gateway 1.8.0 (July 2026). That a wrong
 * checksum of the upload's own algorithm is an InvalidPart: answers that LocalStack recorded from AWS (test_s3.py,
 * February 2026).
 */
import { createHash } from 'node:crypto';
import type { CompletedPart } from '@aws-sdk/client-s3';
import {
  CHECKSUM_ALGORITHMS,
  DEFAULT_ALGORITHM,
  digestOf,
  fieldOf,
  headerOf,
  isChecksumType,
  isChecksumValue,
  memberOf,
  type Checksum,
  type ChecksumAlgorithm,
  type ChecksumMembers,
} from './checksums.ts';
import { CrcCombiner, type CrcField } from './crc.ts';
import {
  badDigest,
  invalidArgument,
  invalidHeader,
  invalidPart,
  invalidPartOrder,
  invalidRequest,
  malformedXml,
  partTooSmall,
  severalChecksums,
} from './errors.ts';
import type { Upload, UploadedPart } from './uploads.ts';

const LEAST_PART = 5 * 1024 ** 2;

/**
 * The parts that will make the object, in order.
 *
 * @throws AwsError InvalidRequest, InvalidPartOrder, InvalidPart, EntityTooSmall, BadDigest
 */
export function completedParts(
  upload: Upload,
  named: readonly CompletedPart[],
  uploaded: readonly UploadedPart[],
): readonly UploadedPart[] {
  if (named.length === 0) throw invalidRequest('You must specify at least one part');
  for (const part of named) checkNamed(part);
  const byNumber = new Map(uploaded.map((part) => [part.number, part]));
  const ascends = named.every(
    ({ PartNumber = 0 }, index) => index === 0 || (named[index - 1]?.PartNumber ?? 0) < PartNumber,
  );
  if (!ascends) throw invalidPartOrder(upload.uploadId);
  return named.map((wanted, index) => {
    const { PartNumber: number = 0, ETag: etag = '' } = wanted;
    const bare = etag.replaceAll('"', '');
    const part = byNumber.get(number);
    if (part === undefined || part.etag !== bare) throw invalidPart(upload.uploadId, number, bare);
    if (part.size < LEAST_PART && index < named.length - 1) {
      throw partTooSmall(part.size, LEAST_PART, number, part.etag);
    }
    checkPart(upload, wanted, part);
    return part;
  });
}

const sentChecksums = (part: CompletedPart) =>
  CHECKSUM_ALGORITHMS.filter((name) => part[memberOf(name)] !== undefined);

/** What is wrong with a part whatever was uploaded. */
function checkNamed(part: CompletedPart): void {
  const { PartNumber: number, ETag: etag } = part;
  if (number === undefined || etag === undefined) throw malformedXml();
  if (number < 1) throw invalidArgument('PartNumber must be >= 1', 'PartNumber', String(number));
  const sent = sentChecksums(part);
  const [only] = sent;
  const value = only && part[memberOf(only)];
  if (only === undefined || value === undefined) return;
  if (sent.length === 1 && isChecksumValue(only, value)) return;
  const given = sent.length === 1 ? value : sent.map((name) => `${name}:${part[memberOf(name)]};`).join('');
  throw invalidArgument('Invalid Base64 or multiple checksums present in request', 'Checksum', given);
}

function checkPart(upload: Upload, wanted: CompletedPart, part: UploadedPart): void {
  const { algorithm, checksumType, uploadId } = upload;
  const [sent] = sentChecksums(wanted);
  if (algorithm === undefined) {
    if (sent !== undefined && wanted[memberOf(DEFAULT_ALGORITHM)] !== part.checksum?.value) {
      throw invalidPart(uploadId, part.number, part.etag);
    }
    return;
  }
  if (sent !== undefined && sent !== algorithm) throw partChecksumForeign(sent, part.number);
  const name = algorithm.toLowerCase();
  const value = wanted[memberOf(algorithm)];
  if (value === undefined) {
    if (checksumType === 'FULL_OBJECT') return;
    throw invalidRequest(
      `The upload was created using a ${name} checksum. The complete request must include the checksum for each part. It was missing for part ${part.number} in the request.`,
    );
  }
  if (value !== part.checksum?.value) throw invalidPart(uploadId, part.number, part.etag);
}

const partChecksumForeign = (algorithm: ChecksumAlgorithm, number: number) =>
  badDigest(
    `The ${algorithm.toLowerCase()} you specified for part ${number} did not match what we received.`,
  );

/** `"md5 of the parts' md5s"-N`, without the quotes. */
export function multipartEtag(parts: readonly UploadedPart[]): string {
  const hash = createHash('md5');
  for (const { etag } of parts) hash.update(etag, 'hex');
  return `${hash.digest('hex')}-${parts.length}`;
}

/** A composite checksum without the number of its parts. */
const withoutCount = (value: string): string => value.replace(/-\d+$/, '');

/** What is wrong with checksums of the whole, whatever the whole is. */
function checkClaims(claim: ChecksumMembers): void {
  if (!isChecksumType(claim.ChecksumType)) throw invalidHeader('x-amz-checksum-type');
  const [name, ...others] = CHECKSUM_ALGORITHMS.filter((one) => claim[memberOf(one)] !== undefined);
  if (others.length > 0) throw severalChecksums();
  const value = name && claim[memberOf(name)];
  if (name !== undefined && value !== undefined && !isChecksumValue(name, withoutCount(value))) {
    throw invalidHeader(headerOf(name));
  }
}

/**
 * The checksum of the whole.
 *
 * @throws AwsError InvalidRequest, BadDigest when the request claims another
 */
export function completedChecksum(
  upload: Upload,
  parts: readonly UploadedPart[],
  claim: ChecksumMembers,
): Checksum {
  const { algorithm, checksumType } = upload;
  checkClaims(claim);
  if (claim.ChecksumType !== undefined && claim.ChecksumType !== checksumType) {
    throw invalidRequest(
      `The upload was created using the ${checksumType ?? 'null'} checksum mode. The complete request must use the same checksum mode.`,
    );
  }
  const checksum =
    checksumType === 'COMPOSITE' && algorithm !== undefined
      ? composite(algorithm, parts)
      : joined(algorithm ?? DEFAULT_ALGORITHM, parts);
  const claimed = algorithm && claim[memberOf(algorithm)];
  if (claimed !== undefined && claimed !== checksum.value && claimed !== withoutCount(checksum.value)) {
    throw badDigest(
      `The ${checksum.algorithm.toLowerCase()} you specified did not match the calculated checksum.`,
    );
  }
  return checksum;
}

function composite(algorithm: ChecksumAlgorithm, parts: readonly UploadedPart[]): Checksum {
  const values = parts.map(({ checksum }) => Buffer.from(checksum?.value ?? '', 'base64'));
  const value = digestOf(algorithm, Buffer.concat(values));
  return { algorithm, type: 'COMPOSITE', value: `${value}-${parts.length}` };
}

/** The checksum of the concatenation, out of the parts' own and their lengths. */
function joined(algorithm: ChecksumAlgorithm, parts: readonly UploadedPart[]): Checksum {
  const field = fieldOf(algorithm) as CrcField;
  const combiner = new CrcCombiner(field);
  let crc = 0n;
  for (const { checksum, size } of parts) {
    const part = Buffer.from(checksum?.value ?? '', 'base64');
    crc = combiner.combine(crc, BigInt(`0x${part.toString('hex')}`), size);
  }
  const digits = Number(field.width) / 4;
  const value = Buffer.from(crc.toString(16).padStart(digits, '0'), 'hex').toString('base64');
  return { algorithm, type: 'FULL_OBJECT', value };
}
