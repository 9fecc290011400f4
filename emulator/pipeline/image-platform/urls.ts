/** Leave to upload to the input bucket and to download from the output bucket, an hour each. */
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { newImageId, renditionKey, uploadKeyOf } from './platform-keys.ts';
import type { PlatformImage, Size } from './platform-keys.ts';

export const URL_SECONDS = 3600;

export interface PlatformUploadOptions {
  /** From `createPresigningClient`. */
  readonly presigner: S3Client;
  readonly inputBucket: string;
  /**
   * The key's ARN, not its id: the bucket's policy compares the header with the ARN, letter by letter, and refuses the
   * id of the same key.
   */
  readonly kmsKeyArn: string;
  readonly now: () => Date;
}

export interface PlatformUpload {
  readonly uploadUrl: string;
  /** To be sent exactly so. S3 takes encryption and the type from headers only, and all of them are signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly fileKey: string;
  readonly imageId: string;
  readonly expiresIn: number;
}

/** Names of files and users hold what headers cannot (`Zoë.jpg`): percent-encoded they arrive as they were. */
const asHeader = (text: string): string => encodeURIComponent(text);

export async function createPlatformUpload(
  options: PlatformUploadOptions,
  { userId, filename, contentType }: { userId: string; filename: string; contentType: string },
): Promise<PlatformUpload> {
  const imageId = newImageId();
  const extension = filename.slice(filename.lastIndexOf('.') + 1).toLowerCase();
  const fileKey = uploadKeyOf({ userId, imageId }, extension);
  const metadata = {
    'user-id': asHeader(userId),
    'image-id': imageId,
    'original-filename': asHeader(filename),
    'upload-timestamp': options.now().toISOString(),
  };
  const command = new PutObjectCommand({
    Bucket: options.inputBucket,
    Key: fileKey,
    ContentType: contentType,
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: options.kmsKeyArn,
    Metadata: metadata,
  });
  // Metadata may travel in the URL; what decides about encryption and type must be headers.
  const uploadUrl = await getSignedUrl(options.presigner, command, {
    expiresIn: URL_SECONDS,
    signingDate: options.now(),
    signableHeaders: new Set(['content-type']),
  });
  return {
    uploadUrl,
    headers: {
      'content-type': contentType,
      'x-amz-server-side-encryption': 'aws:kms',
      'x-amz-server-side-encryption-aws-kms-key-id': options.kmsKeyArn,
    },
    fileKey,
    imageId,
    expiresIn: URL_SECONDS,
  };
}

export interface PlatformDownloadOptions {
  readonly presigner: S3Client;
  readonly outputBucket: string;
  readonly now: () => Date;
}

export async function createPlatformDownload(
  { presigner, outputBucket, now }: PlatformDownloadOptions,
  image: PlatformImage,
  size: Size,
): Promise<{ downloadUrl: string; expiresIn: number }> {
  const command = new GetObjectCommand({ Bucket: outputBucket, Key: renditionKey(image, size) });
  const downloadUrl = await getSignedUrl(presigner, command, { expiresIn: URL_SECONDS, signingDate: now() });
  return { downloadUrl, expiresIn: URL_SECONDS };
}
