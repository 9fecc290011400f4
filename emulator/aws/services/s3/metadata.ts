/**
 * The headers that S3 keeps with an object: a few of HTTP's own, as sent, and the user's `x-amz-meta-*`.
 *
 * User metadata may be any UTF-8 text; system headers stay the bytes they were.
 *
 * Evidence: fact sheet S3 §5 (recorded 2026-02).
 */
import { toRfc1123 } from '../../kernel/instant.ts';
import { invalidRedirectLocation, metadataTooLarge } from './errors.ts';
import type { ObjectDraft, StoredHeaders } from './object.ts';

const DEFAULT_CONTENT_TYPE = 'binary/octet-stream';

/** Names and values together, in bytes. */
const MOST_METADATA = 2048;

/** The members that PutObject, CopyObject and CreateMultipartUpload have in common. */
export interface DescriptiveInput {
  readonly CacheControl?: string | undefined;
  readonly ContentDisposition?: string | undefined;
  readonly ContentEncoding?: string | undefined;
  readonly ContentLanguage?: string | undefined;
  readonly ContentType?: string | undefined;
  readonly Expires?: Date | undefined;
  readonly WebsiteRedirectLocation?: string | undefined;
  readonly Metadata?: Record<string, string> | undefined;
}

/** What an object says of itself. */
export type Description = Pick<ObjectDraft, 'contentType' | 'headers' | 'metadata'>;

/**
 * @param expiresAsSent the header as it came, which need not be a date
 * @throws AwsError MetadataTooLarge, InvalidRedirectLocation
 */
export function descriptionOf(input: DescriptiveInput, expiresAsSent: string | undefined): Description {
  return {
    contentType: input.ContentType || DEFAULT_CONTENT_TYPE,
    headers: headersOf(input, expiresAsSent),
    metadata: metadataOf(input.Metadata),
  };
}

/** @throws AwsError InvalidRedirectLocation */
export function checkedRedirect(location: string | undefined): string | undefined {
  if (location !== undefined && !/^(?:\/|https?:\/\/)/.test(location)) throw invalidRedirectLocation();
  return location;
}

function headersOf(input: DescriptiveInput, expiresAsSent: string | undefined): StoredHeaders | undefined {
  const expires = expiresAsSent ?? (input.Expires && toRfc1123(input.Expires.getTime()));
  const encoding = input.ContentEncoding && withoutFraming(input.ContentEncoding);
  const redirect = checkedRedirect(input.WebsiteRedirectLocation);
  const { CacheControl, ContentDisposition, ContentLanguage } = input;
  if (!(CacheControl || ContentDisposition || encoding || ContentLanguage || expires || redirect)) {
    return undefined;
  }
  return {
    ...(CacheControl && { cacheControl: CacheControl }),
    ...(ContentDisposition && { contentDisposition: ContentDisposition }),
    ...(encoding && { contentEncoding: encoding }),
    ...(ContentLanguage && { contentLanguage: ContentLanguage }),
    ...(expires && { expires }),
    ...(redirect && { websiteRedirect: redirect }),
  };
}

/** `aws-chunked` tells how the body travels, not what it is. */
const withoutFraming = (encoding: string): string =>
  encoding
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding.toLowerCase() !== 'aws-chunked')
    .join(',');

function metadataOf(metadata: Record<string, string> | undefined): Record<string, string> | undefined {
  if (metadata === undefined) return undefined;
  const kept: Record<string, string> = {};
  let size = 0;
  let any = false;
  for (const [name, value] of Object.entries(metadata)) {
    const text = unicodeOf(value);
    size += name.length + Buffer.byteLength(text);
    kept[name.toLowerCase()] = text;
    any = true;
  }
  if (size > MOST_METADATA) throw metadataTooLarge(size);
  return any ? kept : undefined;
}

const ASCII = /^[\t\u0020-\u007e]*$/;
const LATIN1 = /^[\u0000-\u00ff]*$/; // oxlint-disable-line no-control-regex -- bytes are the point

/** Node reads header bytes as Latin-1; clients mean UTF-8. */
function unicodeOf(value: string): string {
  if (ASCII.test(value) || !LATIN1.test(value)) return value;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'latin1'));
  } catch {
    return value;
  }
}
