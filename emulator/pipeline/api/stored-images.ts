/** What lies in the bucket: looked up, listed, deleted. */
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { ObjectIdentifier, S3Client } from '@aws-sdk/client-s3';
import { ownedPrefix, thumbnailKey } from '../keys.ts';
import { ApiProblem, invalid } from './problem.ts';

export interface StoreOptions {
  readonly s3: S3Client;
  readonly bucket: string;
}

export interface ImageMetadata {
  /** Bytes. */
  readonly size: number;
  readonly content_type: string;
  /** ISO 8601. */
  readonly last_modified: string;
  /** User metadata, names in lower case. */
  readonly metadata: Readonly<Record<string, string>>;
}

const status = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;

/**
 * `null` when there is no such object. Told by the status alone: HEAD has no body, so S3 cannot say NoSuchKey, and the
 * SDK calls the error NotFound.
 */
export async function imageMetadata(
  { s3, bucket }: StoreOptions,
  key: string,
): Promise<ImageMetadata | null> {
  try {
    const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return {
      size: head.ContentLength ?? 0,
      content_type: head.ContentType ?? 'binary/octet-stream',
      last_modified: (head.LastModified ?? new Date(0)).toISOString(),
      metadata: head.Metadata ?? {},
    };
  } catch (error) {
    if (status(error) === 404) return null;
    throw error;
  }
}

export interface ImagePage {
  readonly images: readonly { readonly key: string; readonly size: number; readonly last_modified: string }[];
  /** Where the next page begins; `null` on the last. S3's own token: opaque, and of no use with another prefix. */
  readonly next_cursor: string | null;
}

/** A user's images in the order of their keys, which is by day. Answers `invalid_request` for a cursor that S3 refuses. */
export async function listImages(
  { s3, bucket }: StoreOptions,
  userId: string,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<ImagePage> {
  try {
    const { Contents = [], NextContinuationToken } = await s3.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: ownedPrefix(userId),
        MaxKeys: page.limit,
        ContinuationToken: page.cursor,
      }),
    );
    const images = Contents.map(({ Key, Size, LastModified }) => ({
      key: Key ?? '',
      size: Size ?? 0,
      last_modified: (LastModified ?? new Date(0)).toISOString(),
    }));
    return { images, next_cursor: NextContinuationToken ?? null };
  } catch (error) {
    if (page.cursor !== undefined && status(error) === 400) throw invalid('cursor is not from this list');
    throw error;
  }
}

/** The original first: who makes a thumbnail meanwhile looks for the original afterwards. */
const keysOf = (key: string): string[] => [key, ...[thumbnailKey(key)].filter((name) => name !== undefined)];

/** Deletes image and thumbnail. On a bucket with versions both can be brought back until the lifecycle rule takes them. */
export async function deleteImage({ s3, bucket }: StoreOptions, key: string): Promise<void> {
  for (const name of keysOf(key)) await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: name }));
}

/**
 * Up to 1000 versions and delete markers of one key. The listing goes by prefix and in order, so the key itself comes first,
 * and keys that only begin alike after it.
 */
async function versionsOf({ s3, bucket }: StoreOptions, key: string): Promise<ObjectIdentifier[]> {
  const { Versions = [], DeleteMarkers = [] } = await s3.send(
    new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key }),
  );
  return [...Versions, ...DeleteMarkers]
    .filter((version) => version.Key === key)
    .map(({ VersionId }) => ({ Key: key, VersionId }));
}

async function eraseObject(options: StoreOptions, key: string): Promise<void> {
  for (;;) {
    const Objects = await versionsOf(options, key);
    if (Objects.length === 0) return;
    const { Errors = [] } = await options.s3.send(
      new DeleteObjectsCommand({ Bucket: options.bucket, Delete: { Objects, Quiet: true } }),
    );
    const [refused] = Errors;
    if (refused !== undefined) {
      throw new ApiProblem('storage_unavailable', `a version was not deleted: ${refused.Code ?? 'unknown'}`);
    }
  }
}

/** Erases image and thumbnail with all their versions and markers: nothing is left to bring back, or to pay for. */
export async function eraseImage(options: StoreOptions, key: string): Promise<void> {
  for (const name of keysOf(key)) await eraseObject(options, name);
}
