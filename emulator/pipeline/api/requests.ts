/** Reading what callers send. Every refusal names the field. */
import { MAX_KEY_BYTES } from '../keys.ts';
import { EXTENSIONS, MEDIA_TYPES } from '../processors/image-format.ts';
import type { ImageFormat } from '../processors/image-format.ts';
import { ApiProblem, invalid } from './problem.ts';

/** Requests carry names and types, never images. */
export const MAX_REQUEST_BYTES = 16 * 1024;

const MAX_FILENAME = 255;

export interface UploadRequest {
  readonly userId: string;
  /** Lower case, without its dot. */
  readonly extension: string;
  readonly contentType: string;
  /** Whether the caller named the type, or it only follows from the extension. */
  readonly typeIsStated: boolean;
}

type Body = Readonly<Record<string, unknown>>;

/**
 * The body's text, read no further than the limit. Hono's own limit builds a new Request around the old one, which the
 * Node server's requests do not bear as long as the process keeps its own globals.
 */
async function readText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_REQUEST_BYTES) {
      throw new ApiProblem('payload_too_large', `the body is larger than ${MAX_REQUEST_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

export async function readBody(request: Request): Promise<Body> {
  const sent = await readText(request);
  let body: unknown;
  try {
    body = JSON.parse(sent);
  } catch (cause) {
    throw new ApiProblem('invalid_request', 'the body is not JSON', { cause });
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalid('the body is not a JSON object');
  }
  return body as Body;
}

function text(body: Body, field: string): string | undefined {
  const value = body[field];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value === '') throw invalid(`${field} must be a text that is not empty`);
  return value;
}

/** `my dog.JPG` → `JPG`; empty when the name has none. */
const afterLastDot = (filename: string): string =>
  filename.includes('.') ? filename.slice(filename.lastIndexOf('.') + 1) : '';

/** The extension, in lower case, as the caller names it or as the file name has it. */
function extensionOf(body: Body): { extension: string; format: ImageFormat } {
  const filename = text(body, 'filename');
  const named = text(body, 'extension');
  if (filename === undefined && named === undefined)
    throw invalid('filename is missing, and so is extension');
  if ((filename ?? '').length > MAX_FILENAME)
    throw invalid(`filename is longer than ${MAX_FILENAME} characters`);
  const extension = (named ?? afterLastDot(filename ?? '')).toLowerCase();
  const format = Object.hasOwn(EXTENSIONS, extension) ? EXTENSIONS[extension] : undefined;
  if (format === undefined) {
    throw invalid(`the extension must be one of ${Object.keys(EXTENSIONS).join(', ')}`);
  }
  return { extension, format };
}

/**
 * Reads a request for an upload. The content type must be that of the extension: it is what viewers' browsers will
 * go by. Left out, it follows from the extension.
 */
export function readUpload(body: Body, caller: string): UploadRequest {
  const userId = text(body, 'user_id') ?? caller;
  if (userId !== caller) throw new ApiProblem('forbidden', 'user_id is not the caller');
  const { extension, format } = extensionOf(body);
  const stated = text(body, 'content_type');
  const contentType = MEDIA_TYPES[format];
  if (stated !== undefined && stated !== contentType) {
    throw invalid(`content_type of a .${extension} must be ${contentType}`);
  }
  return { userId, extension, contentType, typeIsStated: stated !== undefined };
}

export function readKey(key: string | undefined): string {
  if (key === undefined || key === '') throw invalid('key is missing');
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw invalid(`key is longer than ${MAX_KEY_BYTES} bytes`);
  return key;
}

export const MAX_PAGE = 1000;

export function readLimit(limit: string | undefined): number {
  if (limit === undefined) return 100;
  const count = Number(limit);
  if (!Number.isInteger(count) || count < 1 || count > MAX_PAGE) {
    throw invalid(`limit must be a whole number from 1 to ${MAX_PAGE}`);
  }
  return count;
}

export function readFlag(name: string, value: string | undefined): boolean {
  if (value === undefined || value === 'false') return false;
  if (value === 'true') return true;
  throw invalid(`${name} must be true or false`);
}
