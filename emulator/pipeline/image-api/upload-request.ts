/** Reading and checking the body of `POST /images`. */
import { imageFormat, MAX_IMAGE_PIXELS, MEDIA_TYPES } from '../processors/image-format.ts';
import { foreignContent } from './foreign-content.ts';
import { extentOf, type Extent } from './image-extent.ts';
import { invalid, Refusal } from './refusal.ts';

export const CONTENT_TYPES: Readonly<Record<string, string>> = {
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

/**
 * What an image may have in bytes. Lambda takes 6 MB, and base64 makes three bytes four: 4.5 MB become 6.0, which
 * leaves room for the rest of the event.
 */
export const MAX_IMAGE_BYTES = 4_500_000;

const USER_ID = /^[A-Za-z0-9_-]{1,64}$/;
const IMAGE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

const MAX_TEXT = 1000;
const MAX_TAGS = 50;

export interface ImageMetadata {
  readonly title?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly location?: string;
}

export interface UploadRequest {
  readonly userId: string;
  readonly filename: string;
  /** Lower case. */
  readonly extension: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly metadata: ImageMetadata;
  /** A UUID of the client's own, so that a repeated request makes no second image. */
  readonly imageId?: string;
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readBody(body: string): Json {
  if (body === '') throw invalid('the request has no body');
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (cause) {
    throw new Refusal('INVALID_REQUEST', 'the body is not JSON', { cause });
  }
  if (!isObject(parsed)) throw invalid('the body is not a JSON object');
  return parsed;
}

function text(json: Json, field: string): string | undefined {
  const value = json[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string' || value === '') throw invalid(`${field} must be a text that is not empty`);
  if (value.length > MAX_TEXT) throw invalid(`${field} is longer than ${MAX_TEXT} characters`);
  return value;
}

function required(json: Json, field: string): string {
  const value = text(json, field);
  if (value === undefined) throw invalid(`${field} is missing`);
  return value;
}

function imageData(json: Json): Uint8Array {
  const encoded = json['image_data'];
  if (typeof encoded !== 'string' || encoded === '') throw invalid('image_data is missing');
  if (encoded.length % 4 !== 0 || !BASE64.test(encoded)) throw invalid('image_data is not base64');
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.byteLength > MAX_IMAGE_BYTES) {
    throw new Refusal('PAYLOAD_TOO_LARGE', `the image has more than ${MAX_IMAGE_BYTES} bytes`);
  }
  return bytes;
}

function metadataOf(value: unknown): ImageMetadata {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw invalid('metadata must be an object');
  const { tags } = value;
  const isTags = Array.isArray(tags) && tags.every((tag) => typeof tag === 'string' && tag !== '');
  if (tags !== undefined && (!isTags || tags.length > MAX_TAGS)) {
    throw invalid(`metadata.tags must be a list of at most ${MAX_TAGS} texts`);
  }
  const title = text(value, 'title');
  const description = text(value, 'description');
  const location = text(value, 'location');
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(isTags ? { tags: tags as string[] } : {}),
    ...(location === undefined ? {} : { location }),
  };
}

/** Lets in what is an image of that type, whole, of a size that can be decoded, and nothing else besides. */
function checkImage(bytes: Uint8Array, contentType: string): void {
  const format = imageFormat(bytes);
  if (format === undefined || MEDIA_TYPES[format] !== contentType) {
    throw invalid(`image_data is no ${contentType}, which filename says it is`);
  }
  let extent: Extent;
  try {
    extent = extentOf(bytes, format);
  } catch (cause) {
    throw new Refusal('INVALID_REQUEST', `image_data is a broken ${contentType}`, { cause });
  }
  if (extent.pixels > MAX_IMAGE_PIXELS) {
    throw new Refusal('PAYLOAD_TOO_LARGE', `the image has more than ${MAX_IMAGE_PIXELS} pixels`);
  }
  if (extent.end !== undefined && extent.end !== bytes.byteLength) {
    throw invalid('image_data goes on after the image has ended');
  }
  const foreign = foreignContent(bytes);
  if (foreign !== undefined) throw invalid(`image_data holds ${foreign} besides the image`);
}

/** Reads an upload, or throws a `Refusal` that names the field. */
export function readUpload(body: string): UploadRequest {
  const json = readBody(body);
  const userId = required(json, 'user_id');
  if (!USER_ID.test(userId)) throw invalid('user_id may hold letters, digits, - and _, at most 64');
  const filename = required(json, 'filename');
  const extension = filename.includes('.') ? filename.slice(filename.lastIndexOf('.') + 1).toLowerCase() : '';
  const contentType = Object.hasOwn(CONTENT_TYPES, extension) ? CONTENT_TYPES[extension] : undefined;
  if (contentType === undefined) {
    throw invalid(`filename must end in one of .${Object.keys(CONTENT_TYPES).join(', .')}`);
  }
  const imageId = text(json, 'image_id');
  if (imageId !== undefined && !IMAGE_ID.test(imageId))
    throw invalid('image_id must be a UUID in lower case');
  const bytes = imageData(json);
  checkImage(bytes, contentType);
  return {
    userId,
    filename,
    extension,
    contentType,
    bytes,
    metadata: metadataOf(json['metadata']),
    ...(imageId === undefined ? {} : { imageId }),
  };
}
