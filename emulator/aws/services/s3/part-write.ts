/** Puts a received part in its place, if its upload is still there by then. */
import type { StagedBlob } from '../../kernel/blobs.ts';
import type { Bucket } from './bucket.ts';
import type { S3 } from './s3.ts';
import type { Upload, UploadedPart } from './uploads.ts';

/** @throws AwsError NoSuchBucket, NoSuchUpload; the staged bytes are then discarded */
export function storePart(
  s3: S3,
  bucket: Bucket,
  { key, uploadId }: Upload,
  blob: StagedBlob,
  part: Omit<UploadedPart, 'blob'>,
): void {
  const { store, blobs } = s3.kernel;
  try {
    store.transact(() => {
      const upload = s3.uploads.get(s3.buckets.get(bucket.name), key, uploadId);
      s3.uploads.putPart(upload, part, blob);
    });
  } catch (error) {
    blobs.discard(blob);
    throw error;
  }
}
