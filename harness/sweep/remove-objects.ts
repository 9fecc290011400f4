import type { S3 } from '@aws-sdk/client-s3';

/**
 * Removes all versions of all objects under some prefixes, and uploads in parts that were never completed.
 *
 * @returns how many there were
 */
export async function removeObjects(s3: S3, Bucket: string, prefixes: readonly string[]): Promise<number> {
  let removed = 0;
  for (const Prefix of prefixes) {
    removed += await removeUnder(s3, Bucket, Prefix);
    const { Uploads = [] } = await s3.listMultipartUploads({ Bucket, Prefix });
    for (const { Key, UploadId } of Uploads) await s3.abortMultipartUpload({ Bucket, Key, UploadId });
    removed += Uploads.length;
  }
  return removed;
}

async function removeUnder(s3: S3, Bucket: string, Prefix: string): Promise<number> {
  try {
    const { removed, stays } = await removeVersions(s3, Bucket, Prefix);
    return stays ? removed + (await removeByAddress(s3, Bucket, Prefix)) : removed;
  } catch {
    // XML cannot hold every key: a listing with such a one does not parse, a request with it is malformed.
    return removeByAddress(s3, Bucket, Prefix);
  }
}

/** A page at a time from the start: what was listed is gone by the next one, or stays for good. */
async function removeVersions(
  s3: S3,
  Bucket: string,
  Prefix: string,
): Promise<{ readonly removed: number; readonly stays: boolean }> {
  let before = '';
  for (let removed = 0; ;) {
    const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket, Prefix });
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    const listed = JSON.stringify(Objects);
    if (Objects.length === 0) return { removed, stays: false };
    if (listed === before) return { removed: removed - Objects.length, stays: true };
    before = listed;
    const { Errors = [] } = await s3.deleteObjects({ Bucket, Delete: { Objects, Quiet: true } });
    removed += Objects.length - Errors.length;
    if (Errors.length > 0) return { removed, stays: true };
  }
}

/**
 * The same without a key in any XML, where control characters do not arrive as they were: keys are listed encoded, and
 * each is deleted at its own address, the newest version first.
 */
async function removeByAddress(s3: S3, Bucket: string, Prefix: string): Promise<number> {
  let before = '';
  for (let removed = 0; ;) {
    const { Contents = [], EncodingType } = await s3.listObjectsV2({ Bucket, Prefix, EncodingType: 'url' });
    const keys = Contents.map(({ Key = '' }) => (EncodingType === 'url' ? decoded(Key) : Key));
    const listed = JSON.stringify(keys);
    if (keys.length === 0 || listed === before) return removed;
    before = listed;
    for (const Key of keys) {
      const { VersionId } = await s3.headObject({ Bucket, Key });
      await s3.deleteObject({ Bucket, Key, VersionId });
      removed += 1;
    }
  }
}

/** As forms encode: a space is a plus. */
const decoded = (key: string): string => decodeURIComponent(key.replaceAll('+', ' '));
