/** Leave to upload, straight to S3: a presigned PUT for programs, a presigned POST for the web client's form. */
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { uploadKey } from '../keys.ts';
import { MAX_IMAGE_BYTES } from '../processors/source-image.ts';
import type { UploadRequest } from './requests.ts';

/** Seconds for which an upload may be started. */
export const UPLOAD_SECONDS = 300;

export interface UploadOptions {
  /** From `createPresigningClient`: one that signs no checksum of a body it does not have. */
  readonly presigner: S3Client;
  readonly bucket: string;
  readonly now: () => Date;
  /** Eight hexadecimal digits, new each time. */
  readonly newName: () => string;
}

export interface UploadUrl {
  readonly url: string;
  readonly method: 'PUT';
  /** To be sent with the upload exactly so: they are part of the signature. */
  readonly headers: Readonly<Record<string, string>>;
  readonly key: string;
  readonly expires_in: number;
}

export interface UploadForm {
  readonly url: string;
  readonly method: 'POST';
  /** The form's fields, in this order and before the file, whose own field is `file`. */
  readonly fields: Readonly<Record<string, string>>;
  readonly key: string;
  readonly max_bytes: number;
  readonly expires_in: number;
}

const keyFor = ({ now, newName }: UploadOptions, { userId, extension }: UploadRequest): string =>
  uploadKey(userId, now(), newName(), extension);

/**
 * A presigned PUT that is bound to the Content-Type. The SDK leaves that header unsigned unless it is told to sign it;
 * any type could then be stored, or none, which S3 keeps as `binary/octet-stream` and browsers download instead of showing.
 */
export async function uploadUrl(options: UploadOptions, request: UploadRequest): Promise<UploadUrl> {
  const key = keyFor(options, request);
  const command = new PutObjectCommand({
    Bucket: options.bucket,
    Key: key,
    ContentType: request.contentType,
  });
  const url = await getSignedUrl(options.presigner, command, {
    expiresIn: UPLOAD_SECONDS,
    signingDate: options.now(),
    signableHeaders: new Set(['content-type']),
  });
  return {
    url,
    method: 'PUT',
    headers: { 'content-type': request.contentType },
    key,
    expires_in: UPLOAD_SECONDS,
  };
}

/**
 * A presigned POST for one key, from one byte to the largest image that the pipeline takes. The type is the one that the
 * caller stated. A page that asks before its user has picked a file states none; it then adds the field `Content-Type`
 * itself, and any kind of image passes.
 */
export async function uploadForm(options: UploadOptions, request: UploadRequest): Promise<UploadForm> {
  const key = keyFor(options, request);
  const { presigner } = options;
  // createPresignedPost has no option for the date: it goes by the client's correction of the clock.
  presigner.config.systemClockOffset = options.now().getTime() - Date.now();
  const { url, fields } = await createPresignedPost(presigner, {
    Bucket: options.bucket,
    Key: key,
    Fields: {
      ...(request.typeIsStated ? { 'Content-Type': request.contentType } : {}),
      success_action_status: '201',
    },
    Conditions: [
      ['content-length-range', 1, MAX_IMAGE_BYTES],
      ['starts-with', '$Content-Type', 'image/'],
    ],
    Expires: UPLOAD_SECONDS,
  });
  return { url, method: 'POST', fields, key, max_bytes: MAX_IMAGE_BYTES, expires_in: UPLOAD_SECONDS };
}
