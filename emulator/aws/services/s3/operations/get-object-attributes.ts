/**
 * GetObjectAttributes. The ETag stands without quotes, a composite checksum without its number of parts; parts are
 * listed one by one only when the whole's checksum is made of theirs.
 *
 * Evidence: fact sheet S3 §11.10; that parts under a checksum of the full object are only counted, answers that
 * LocalStack recorded from AWS (test_s3.py, February 2026).
 */
import type {
  GetObjectAttributesOutput,
  GetObjectAttributesParts,
  GetObjectAttributesRequest,
} from '@aws-sdk/client-s3';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket } from '../bucket-access.ts';
import { checksumMembers } from '../checksums.ts';
import { checkReadable } from '../encryption.ts';
import { invalidArgument, invalidRequest } from '../errors.ts';
import { foundObject } from '../found-object.ts';
import { checkedKey } from '../object-key.ts';
import { lastModified } from '../object-write.ts';
import type { ObjectVersion } from '../object.ts';
import type { S3 } from '../s3.ts';

const ATTRIBUTES: readonly string[] = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];
const MOST_PARTS = 1_000;

const ACTIONS = { current: 's3:GetObject', version: 's3:GetObjectVersion' };

export const getObjectAttributes: Operation<S3, GetObjectAttributesRequest, GetObjectAttributesOutput> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  const key = checkedKey(input.Key);
  const wanted = requestedAttributes(input.ObjectAttributes);
  const version = foundObject(s3, call, bucket, key, input.VersionId, ACTIONS);
  checkReadable(call, bucket, version.encryption, input);
  const { checksum } = version;
  return {
    LastModified: toDate(lastModified(version)),
    VersionId: bucket.versioning === undefined ? undefined : version.versionId,
    ...(wanted.has('ETag') && { ETag: version.etag }),
    ...(wanted.has('Checksum') &&
      checksum && { Checksum: checksumMembers({ ...checksum, value: checksum.value.replace(/-\d+$/, '') }) }),
    ...(wanted.has('ObjectParts') &&
      version.parts !== undefined && { ObjectParts: partsOf(s3, input, version) }),
    ...(wanted.has('StorageClass') && { StorageClass: version.storageClass }),
    ...(wanted.has('ObjectSize') && { ObjectSize: version.size }),
  };
};

function requestedAttributes(attributes: readonly string[] | undefined): ReadonlySet<string> {
  const wanted = attributes ?? [];
  if (wanted.length === 0) {
    throw invalidRequest(
      'The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty',
    );
  }
  for (const attribute of wanted) {
    if (!ATTRIBUTES.includes(attribute)) {
      throw invalidArgument('Invalid attribute name specified.', 'x-amz-object-attributes', attribute);
    }
  }
  return new Set(wanted);
}

function partsOf(
  s3: S3,
  { MaxParts, PartNumberMarker }: GetObjectAttributesRequest,
  version: ObjectVersion,
): GetObjectAttributesParts {
  const parts = s3.objects.parts(version);
  if (version.checksum?.type !== 'COMPOSITE') return { TotalPartsCount: parts.length };
  const marker = Number(PartNumberMarker ?? 0);
  const limit = Math.min(MaxParts ?? MOST_PARTS, MOST_PARTS);
  const rest = parts.filter(({ number }) => number > marker);
  const page = rest.slice(0, limit);
  return {
    TotalPartsCount: parts.length,
    PartNumberMarker: String(marker),
    NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
    MaxParts: limit,
    IsTruncated: rest.length > limit,
    Parts: page.map(({ number, size, checksum }) => {
      const { ChecksumType: _type, ...members } = checksumMembers(checksum);
      return { PartNumber: number, Size: size, ...members };
    }),
  };
}
