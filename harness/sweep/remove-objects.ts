import type { S3 } from '@aws-sdk/client-s3';

/**
 * Removes all versions of all objects under some prefixes, and uploads in parts that were never completed.
 *
 * @returns how many there were
 */
export async function removeObjects(s3: S3, Bucket: string, prefixes: readonly string[]): Promise<number> {
  let removed = 0;
  for (const Prefix of prefixes) {
    removed += await removeVersions(s3, Bucket, Prefix);
    const { Uploads = [] } = await s3.listMultipartUploads({ Bucket, Prefix });
    for (const { Key, UploadId } of Uploads) await s3.abortMultipartUpload({ Bucket, Key, UploadId });
    removed += Uploads.length;
  }
  return removed;
}

/** A page at a time from the start: what was listed is gone by the next one, or stays for good. */
async function removeVersions(s3: S3, Bucket: string, Prefix: string): Promise<number> {
  let before = '';
  for (let removed = 0; ;) {
    const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket, Prefix });
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    const listed = JSON.stringify(Objects);
    if (Objects.length === 0 || listed === before) return removed;
    before = listed;
    const { Errors = [] } = await s3.deleteObjects({ Bucket, Delete: { Objects, Quiet: true } });
    removed += Objects.length - Errors.length;
    if (Errors.length > 0) return removed;
  }
}
