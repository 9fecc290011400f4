/**
 * What S3 remembers of an object's version, and how a record is read and written.
 */
import type { ObjectLockLegalHoldStatus, ObjectLockRetentionMode, Tag } from '@aws-sdk/client-s3';
import type { Instant } from '../../kernel/instant.ts';
import type { SqlValue } from '../../kernel/store.ts';
import type { Acl } from './acl-grants.ts';
import { checksumText, parseChecksum, type Checksum } from './checksums.ts';
import type { KeyProof } from './customer-key.ts';
import type { StorageClass } from './storage-class.ts';

/** The id of a version that was written while versioning was not enabled. */
export const NULL_VERSION = 'null';

/** Headers that are kept as they came and sent as they were kept. */
export interface StoredHeaders {
  readonly cacheControl?: string;
  readonly contentDisposition?: string;
  readonly contentEncoding?: string;
  readonly contentLanguage?: string;
  readonly expires?: string;
  readonly websiteRedirect?: string;
}

/** How the bytes are encrypted, or with KMS said to be; SSE-S3 when absent. */
export interface ObjectEncryption {
  readonly algorithm: 'aws:kms' | 'aws:kms:dsse' | 'customer';
  /** ARN of the KMS key. */
  readonly keyArn?: string;
  readonly bucketKey?: boolean;
  /** All that is kept of a customer's key. */
  readonly proof?: KeyProof;
}

/** Object Lock. */
export interface Protection {
  readonly mode?: ObjectLockRetentionMode;
  readonly until?: Instant;
  readonly legalHold?: ObjectLockLegalHoldStatus;
}

/** A copy brought back from an archive class: under way until `ready`, readable until `expires`. */
export interface Restore {
  readonly ready: Instant;
  readonly expires: Instant;
  readonly days: number;
  readonly tier: string;
}

/** Everything that a writer decides about a version. */
export interface ObjectDraft {
  readonly key: string;
  readonly modified: Instant;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  readonly storageClass: StorageClass;
  readonly checksum: Checksum | undefined;
  readonly contentType: string;
  readonly headers: StoredHeaders | undefined;
  readonly metadata: Readonly<Record<string, string>> | undefined;
  readonly tags: readonly Tag[] | undefined;
  readonly encryption: ObjectEncryption | undefined;
  readonly protection: Protection | undefined;
  /** Undefined where the object is the bucket owner's and nobody else's. */
  readonly acl: Acl | undefined;
}

export interface ObjectVersion extends ObjectDraft {
  readonly id: number;
  readonly bucket: number;
  /** `null` or the version's id. */
  readonly versionId: string;
  /** A delete marker: it has no bytes. */
  readonly marker: boolean;
  readonly restore: Restore | undefined;
  /** When a lifecycle rule moved it to the class it is in; undefined where it was written there. */
  readonly moved: Instant | undefined;
  /** The bytes, unless they are in parts. */
  readonly blob: string | undefined;
  /** How many parts a multipart object has; undefined for any other. */
  readonly parts: number | undefined;
}

/** A part of a multipart object. */
export interface ObjectPart {
  readonly number: number;
  readonly size: number;
  readonly checksum: Checksum | undefined;
  readonly blob: string;
}

export interface ObjectRow {
  readonly id: number;
  readonly bucket: number;
  readonly key: string;
  readonly version: string;
  readonly marker: number;
  readonly modified: number;
  readonly size: number;
  readonly etag: string;
  readonly storage_class: string;
  readonly checksum: string | null;
  readonly content_type: string | null;
  readonly headers: string | null;
  readonly metadata: string | null;
  readonly tags: string | null;
  readonly encryption: string | null;
  readonly protection: string | null;
  readonly restore: string | null;
  readonly blob: string | null;
  readonly parts: number | null;
  readonly moved: number | null;
  readonly acl: string | null;
}

export interface PartRow {
  readonly number: number;
  readonly size: number;
  readonly checksum: string | null;
  readonly blob: string;
}

export const versionOf = (row: ObjectRow): ObjectVersion => ({
  id: row.id,
  bucket: row.bucket,
  key: row.key,
  versionId: row.version,
  marker: row.marker === 1,
  modified: row.modified,
  size: row.size,
  etag: row.etag,
  storageClass: row.storage_class as StorageClass,
  checksum: parseChecksum(row.checksum),
  contentType: row.content_type ?? '',
  headers: parsed(row.headers) as StoredHeaders | undefined,
  metadata: parsed(row.metadata) as Record<string, string> | undefined,
  tags: parsed(row.tags) as Tag[] | undefined,
  encryption: parsed(row.encryption) as ObjectEncryption | undefined,
  protection: parsed(row.protection) as Protection | undefined,
  restore: parsed(row.restore) as Restore | undefined,
  blob: row.blob ?? undefined,
  parts: row.parts ?? undefined,
  moved: row.moved ?? undefined,
  acl: parsed(row.acl) as Acl | undefined,
});

/** The columns that a write sets, in the order of `valuesOf`. */
export const WRITTEN = [
  'modified',
  'size',
  'etag',
  'storage_class',
  'checksum',
  'content_type',
  'headers',
  'metadata',
  'tags',
  'encryption',
  'protection',
  'acl',
  'blob',
  'parts',
];

/**
 * @param blob the name of the bytes, where they are in one piece
 * @param parts what they are made of otherwise
 */
export const valuesOf = (
  draft: ObjectDraft,
  blob: string | undefined,
  parts: readonly ObjectPart[] | undefined,
): SqlValue[] => [
  draft.modified,
  draft.size,
  draft.etag,
  draft.storageClass,
  checksumText(draft.checksum),
  draft.contentType,
  jsonOrNull(draft.headers),
  jsonOrNull(draft.metadata),
  jsonOrNull(draft.tags),
  jsonOrNull(draft.encryption),
  jsonOrNull(draft.protection),
  jsonOrNull(draft.acl),
  blob ?? null,
  parts?.length ?? null,
];

export const partOf = (row: PartRow): ObjectPart => ({
  number: row.number,
  size: row.size,
  checksum: parseChecksum(row.checksum),
  blob: row.blob,
});

/** JSON of a value that most objects do not have. */
export const jsonOrNull = (value: object | undefined): string | null =>
  value === undefined ? null : JSON.stringify(value);

const parsed = (text: string | null): unknown => (text === null ? undefined : JSON.parse(text));

/** `"5eb63bbb…"` */
export const quoted = (etag: string): string => `"${etag}"`;
