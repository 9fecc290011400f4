/** Reading and conditional writing of objects, with the answers that S3 gives as values instead of exceptions. */
import {
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import { MAX_IMAGE_BYTES, tooLarge } from './source-image.ts';

export interface ObjectName {
  readonly bucket: string;
  readonly key: string;
}

const status = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;

export interface StoredImage {
  readonly bytes: Uint8Array;
  /** Quoted, as S3 gives it. */
  readonly eTag: string;
  readonly versionId?: string;
  readonly modifiedAt: Date;
}

/**
 * Reads an image whole, `'absent'` when there is none (any more), `'unchanged'` when it still has the given ETag.
 * Throws `UnprocessableImage` when it is larger than the limit, before its bytes are fetched.
 */
export async function readImage(
  s3: S3Client,
  { bucket, key }: ObjectName,
  unlessETag?: string,
): Promise<StoredImage | 'absent' | 'unchanged'> {
  try {
    const { Body, ContentLength, ETag, LastModified, VersionId } = await s3.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, ...(unlessETag ? { IfNoneMatch: unlessETag } : {}) }),
    );
    if (Body === undefined) throw new Error(`S3 answered for ${key} without a body`);
    if (ContentLength !== undefined && ContentLength > MAX_IMAGE_BYTES) {
      (Body as { destroy?: () => void }).destroy?.();
      throw tooLarge(ContentLength);
    }
    return {
      bytes: await Body.transformToByteArray(),
      eTag: ETag ?? '',
      ...(VersionId === undefined ? {} : { versionId: VersionId }),
      modifiedAt: LastModified ?? new Date(0),
    };
  } catch (error) {
    if (error instanceof NoSuchKey) return 'absent';
    if (status(error) === 304) return 'unchanged';
    throw error;
  }
}

export interface ObjectState {
  /** Quoted. */
  readonly eTag: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** HEAD; `undefined` when there is no such object (a bare 404: HEAD has no body to name an error in). */
export async function objectState(
  s3: S3Client,
  { bucket, key }: ObjectName,
): Promise<ObjectState | undefined> {
  try {
    const { ETag, Metadata } = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return { eTag: ETag ?? '', metadata: Metadata ?? {} };
  } catch (error) {
    if (status(error) === 404) return undefined;
    throw error;
  }
}

/**
 * Writes an object only if it is still in the state seen (`undefined`: still absent). Answers whether it was written;
 * a lost race is 412, or 409 while the other write is under way.
 */
export async function writeIfUnchanged(
  s3: S3Client,
  seen: ObjectState | undefined,
  put: PutObjectCommandInput,
): Promise<boolean> {
  const condition = seen === undefined ? { IfNoneMatch: '*' } : { IfMatch: seen.eTag };
  try {
    await s3.send(new PutObjectCommand({ ...put, ...condition }));
    return true;
  } catch (error) {
    // An object that was deleted since it was seen answers If-Match with NoSuchKey.
    if (error instanceof NoSuchKey) return false;
    if (status(error) === 412 || status(error) === 409) return false;
    throw error;
  }
}
