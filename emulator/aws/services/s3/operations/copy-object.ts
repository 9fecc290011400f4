/**
 * CopyObject. The copy is a plain object whatever its source was: one blob, an MD5 for an ETag, a full-object checksum.
 *
 * Evidence: fact sheet S3 §6, §11.3, §11.4, §12; that an object under a KMS key may be copied onto itself as it is, which
 * takes the key off, answers that LocalStack recorded from AWS (test_s3.py, February 2026).
 */
import type { CopyObjectOutput, CopyObjectRequest } from '@aws-sdk/client-s3';
import { toDate } from '../../../kernel/instant.ts';
import type { Call, Operation } from '../../../kernel/operation.ts';
import { newObjectAcl } from '../acl.ts';
import { addressedBucket, allowObject } from '../bucket-access.ts';
import type { Bucket } from '../bucket.ts';
import { checksumMembers } from '../checksums.ts';
import { requestedAlgorithm } from '../checksum-request.ts';
import { checkWriteHeaders } from '../conditions.ts';
import { chargeRetrieval } from '../class-charges.ts';
import { copiedSource, type CopiedSource } from '../copied-source.ts';
import { encryptionFor, encryptionMembers, etagFor } from '../encryption.ts';
import { invalidArgument, invalidRequest } from '../errors.ts';
import { checkedRedirect, descriptionOf, type Description } from '../metadata.ts';
import { contentOf } from '../object-content.ts';
import { checkedKey } from '../object-key.ts';
import { protectionFor } from '../object-lock.ts';
import { lastModified, writeObject } from '../object-write.ts';
import { quoted } from '../object.ts';
import { copyBody, MOST_PUT_BYTES } from '../received-body.ts';
import { requestTagContext } from '../request-context.ts';
import type { S3 } from '../s3.ts';
import { storageClassOf } from '../storage-class.ts';
import { headerTags } from '../tagging.ts';

export const copyObject: Operation<S3, CopyObjectRequest, CopyObjectOutput> = async (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  const key = checkedKey(input.Key);
  const metadataDirective = directive('metadata', input.MetadataDirective);
  const tagging = directive('tagging', input.TaggingDirective);
  checkWriteHeaders(input);
  const wantedAlgorithm = requestedAlgorithm(input.ChecksumAlgorithm);
  const source = copiedSource(s3, call, input);
  if (isSelfCopy(s3, source, bucket, key, input)) throw copyToItself();
  if (source.version.size > MOST_PUT_BYTES) {
    throw invalidRequest(
      `The specified copy source is larger than the maximum allowable size for a copy source: ${MOST_PUT_BYTES}`,
    );
  }
  const tags = tagging === 'REPLACE' ? headerTags(input.Tagging) : source.version.tags;
  const context = requestTagContext(tags);
  allowObject(s3, call, bucket, key, 's3:PutObject', context);
  if (tags !== undefined) {
    if (tagging === 'COPY') allowSourceTags(s3, call, source);
    allowObject(s3, call, bucket, key, 's3:PutObjectTagging', context);
  }
  const acl = newObjectAcl(s3, call, bucket, key, input);
  const storageClass = storageClassOf(input.StorageClass);
  const given = descriptionOf(input, call.wire?.headers['expires']);
  const description = metadataDirective === 'REPLACE' ? given : copiedDescription(source, input);
  const { kept: encryption, key: customerKey } = encryptionFor(s3, call, bucket, key, input);
  const protection = protectionFor(s3, call, bucket, key, input);
  const algorithm = wantedAlgorithm ?? source.version.checksum?.algorithm;
  chargeRetrieval(call, source.bucket, source.version.storageClass, source.version.size);
  const { blob, md5, checksum } = await copyBody(
    contentOf(s3, source.version, undefined, source.key),
    algorithm,
    call,
    customerKey,
  );
  const { version, Expiration } = writeObject(s3, call, {
    bucket: bucket.name,
    draft: {
      key,
      modified: call.now,
      size: blob.size,
      storageClass,
      checksum,
      tags,
      encryption,
      protection,
      acl,
      etag: etagFor(s3, encryption, md5),
      ...description,
    },
    content: { blob },
    conditions: input,
    method: 'Copy',
  });
  return {
    CopyObjectResult: {
      LastModified: toDate(lastModified(version)),
      ETag: quoted(version.etag),
      ...checksumMembers(checksum),
    },
    CopySourceVersionId: source.versionId,
    ...encryptionMembers(encryption, customerKey),
    // Unlike a PUT, a copy into a bucket with versioning suspended names the null version.
    VersionId: bucket.versioning === undefined ? undefined : version.versionId,
    Expiration,
  };
};

/** Tags are read by a right of their own. */
function allowSourceTags(s3: S3, call: Call, { bucket, version, named }: CopiedSource): void {
  allowObject(s3, call, bucket, version.key, named ? 's3:GetObjectVersionTagging' : 's3:GetObjectTagging');
}

/** A copied object keeps what describes it, but not where a website sends its readers. */
function copiedDescription({ version }: CopiedSource, input: CopyObjectRequest): Description {
  const { websiteRedirect: _, ...kept } = version.headers ?? {};
  const redirect = checkedRedirect(input.WebsiteRedirectLocation);
  const headers = { ...kept, ...(redirect !== undefined && { websiteRedirect: redirect }) };
  return {
    contentType: version.contentType,
    headers: Object.keys(headers).length === 0 ? undefined : headers,
    metadata: version.metadata,
  };
}

function directive(name: 'metadata' | 'tagging', value: string | undefined): 'COPY' | 'REPLACE' {
  if (value === undefined || value === 'COPY') return 'COPY';
  if (value === 'REPLACE') return 'REPLACE';
  throw invalidArgument(`Unknown ${name} directive.`, `x-amz-${name}-directive`, value);
}

/** Onto itself, with nothing that would make the result any different. */
function isSelfCopy(
  s3: S3,
  source: CopiedSource,
  bucket: Bucket,
  key: string,
  input: CopyObjectRequest,
): boolean {
  if (source.bucket.id !== bucket.id || source.version.key !== key) return false;
  const newest = s3.objects.newest(bucket, key);
  if (newest?.id !== source.version.id) return false;
  return (
    input.MetadataDirective !== 'REPLACE' &&
    input.StorageClass === undefined &&
    input.ServerSideEncryption === undefined &&
    input.SSECustomerAlgorithm === undefined &&
    input.WebsiteRedirectLocation === undefined &&
    // The copy is encrypted as its bucket has it, not as its source is.
    source.version.encryption === undefined &&
    s3.configs.get(bucket, 'encryption')?.explicit !== true &&
    !writesAnotherVersion(bucket, source)
  );
}

/** A null version copied while versioning is enabled, or another one while it is suspended, stays beside its copy. */
function writesAnotherVersion(bucket: Bucket, { version }: CopiedSource): boolean {
  if (bucket.versioning === undefined) return false;
  return (bucket.versioning === 'Enabled') === (version.versionId === 'null');
}

const copyToItself = () =>
  invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
