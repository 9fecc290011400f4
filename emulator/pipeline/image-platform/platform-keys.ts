/** The names of objects in the image platform's input and output buckets. */
import { randomBytes } from 'node:crypto';

/** `img_` and 32 hexadecimal digits. */
export const newImageId = (): string => `img_${randomBytes(16).toString('hex')}`;

/** `original` is the upload in full size, as a JPEG. */
export const SIZES = ['original', 'small', 'medium', 'large', 'thumbnail'] as const;
export type Size = (typeof SIZES)[number];

export interface PlatformImage {
  readonly userId: string;
  readonly imageId: string;
}

/** `uploads/{userId}/{imageId}.{ext}` */
export const uploadKeyOf = ({ userId, imageId }: PlatformImage, extension: string): string =>
  `uploads/${userId}/${imageId}.${extension}`;

const UPLOAD = /^uploads\/(?<userId>[^/]+)\/(?<imageId>img_[0-9a-f]{32})\.[^./]+$/;

/** The image that an upload's key names; `undefined` for everything else, such as `uploads/temp/{sessionId}/…`. */
export function imageOfKey(key: string): PlatformImage | undefined {
  const { userId, imageId } = UPLOAD.exec(key)?.groups ?? {};
  return userId === undefined || imageId === undefined || userId === 'temp' ? undefined : { userId, imageId };
}

/** `processed/{userId}/{imageId}/{size}.jpg` */
export const renditionKey = ({ userId, imageId }: PlatformImage, size: Size): string =>
  `processed/${userId}/${imageId}/${size}.jpg`;

/** `processed/watermarked/{userId}/{imageId}/{size}.jpg` */
export const watermarkedKey = ({ userId, imageId }: PlatformImage, size: Size): string =>
  `processed/watermarked/${userId}/${imageId}/${size}.jpg`;

export const uploadInfoKey = (imageId: string): string => `metadata/${imageId}/upload-info.json`;
export const processingInfoKey = (imageId: string): string => `metadata/${imageId}/processing-info.json`;
