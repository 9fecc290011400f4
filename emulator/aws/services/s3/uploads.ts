/**
 * Multipart uploads under way and their parts. Changes are to be made inside a transaction.
 *
 * Evidence: fact sheet S3 §11.3 (conditional completion), §11.5.
 */
import type { Tag } from '@aws-sdk/client-s3';
import type { Blobs, StagedBlob } from '../../kernel/blobs.ts';
import type { Ids } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import type { Acl } from './acl-grants.ts';
import type { Bucket } from './bucket.ts';
import {
  checksumText,
  parseChecksum,
  type Checksum,
  type ChecksumAlgorithm,
  type ChecksumType,
} from './checksums.ts';
import { noSuchUpload } from './errors.ts';
import type { Description } from './metadata.ts';
import type { ObjectEncryption, Protection } from './object.ts';
import type { StorageClass } from './storage-class.ts';

/** What the object will be given when it comes into being. */
interface UploadAttributes extends Description {
  readonly tags: readonly Tag[] | undefined;
  readonly encryption: ObjectEncryption | undefined;
  readonly protection: Protection | undefined;
  readonly acl: Acl | undefined;
}

/** Who began the upload, as listings show it. */
export interface Initiator {
  readonly ID: string;
  readonly DisplayName?: string;
}

export interface UploadDraft {
  readonly key: string;
  readonly initiated: Instant;
  readonly initiator: Initiator;
  readonly storageClass: StorageClass;
  /** Undefined when nobody asked: S3 then computes CRC64NVME over the whole object. */
  readonly algorithm: ChecksumAlgorithm | undefined;
  readonly checksumType: ChecksumType | undefined;
  readonly attributes: UploadAttributes;
}

export interface Upload extends UploadDraft {
  readonly id: number;
  readonly bucket: number;
  readonly uploadId: string;
  /** The key was written or deleted since the upload began. */
  readonly disturbed: boolean;
}

export interface UploadedPart {
  readonly number: number;
  readonly size: number;
  readonly etag: string;
  readonly modified: Instant;
  readonly checksum: Checksum | undefined;
  readonly blob: string;
}

interface UploadRow {
  readonly id: number;
  readonly bucket: number;
  readonly key: string;
  readonly upload: string;
  readonly initiated: number;
  readonly initiator: string;
  readonly storage_class: string;
  readonly checksum_algorithm: string | null;
  readonly checksum_type: string | null;
  readonly disturbed: number;
  readonly attributes: string;
}

interface PartRow {
  readonly number: number;
  readonly size: number;
  readonly etag: string;
  readonly modified: number;
  readonly checksum: string | null;
  readonly blob: string;
}

const UPLOAD_ID_LENGTH = 128;
const UPLOAD_ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-';

export class Uploads {
  readonly #blobs: Blobs;
  readonly #ids: Ids;
  readonly #insert: Statement<never>;
  readonly #find: Statement<UploadRow>;
  readonly #ofBucket: Statement<UploadRow>;
  readonly #remove: Statement<never>;
  readonly #insertPart: Statement<never>;
  readonly #removePart: Statement<never>;
  readonly #part: Statement<PartRow>;
  readonly #parts: Statement<PartRow>;

  constructor(store: Store, blobs: Blobs, ids: Ids) {
    this.#blobs = blobs;
    this.#ids = ids;
    this.#insert = store.statement(
      `INSERT INTO s3_uploads (bucket, key, upload, initiated, initiator, storage_class, checksum_algorithm,
         checksum_type, disturbed, attributes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)`,
    );
    this.#find = store.statement('SELECT * FROM s3_uploads WHERE upload = ? AND bucket = ? AND key = ?');
    this.#ofBucket = store.statement(
      'SELECT * FROM s3_uploads WHERE bucket = ? AND id > ? ORDER BY id LIMIT ?',
    );
    this.#remove = store.statement('DELETE FROM s3_uploads WHERE id = ?');
    this.#insertPart = store.statement(
      'INSERT INTO s3_parts (upload, number, size, etag, modified, checksum, blob) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#removePart = store.statement('DELETE FROM s3_parts WHERE upload = ? AND number = ?');
    this.#part = store.statement('SELECT * FROM s3_parts WHERE upload = ? AND number = ?');
    this.#parts = store.statement(
      'SELECT * FROM s3_parts WHERE upload = ? AND number > ? ORDER BY number LIMIT ?',
    );
  }

  begin(bucket: Bucket, draft: UploadDraft): Upload {
    const uploadId = this.#ids.text(UPLOAD_ID_LENGTH, UPLOAD_ID_ALPHABET);
    const { rowid: id } = this.#insert.run(
      bucket.id,
      draft.key,
      uploadId,
      draft.initiated,
      JSON.stringify(draft.initiator),
      draft.storageClass,
      draft.algorithm ?? null,
      draft.checksumType ?? null,
      JSON.stringify(draft.attributes),
    );
    return { ...draft, id, bucket: bucket.id, uploadId, disturbed: false };
  }

  find(bucket: Bucket, key: string, uploadId: string): Upload | undefined {
    const row = this.#find.get(uploadId, bucket.id, key);
    return row === undefined ? undefined : uploadOf(row);
  }

  /** @throws AwsError NoSuchUpload */
  get(bucket: Bucket, key: string, uploadId = ''): Upload {
    const upload = this.find(bucket, key, uploadId);
    if (upload === undefined) throw noSuchUpload(uploadId);
    return upload;
  }

  /** Puts a part in its place; one with the same number gives way. */
  putPart(upload: Upload, part: Omit<UploadedPart, 'blob'>, blob: StagedBlob): void {
    const replaced = this.part(upload, part.number);
    if (replaced !== undefined) {
      this.#blobs.release(replaced.blob);
      this.#removePart.run(upload.id, part.number);
    }
    const name = this.#blobs.adopt(blob);
    const { number, size, etag, modified, checksum } = part;
    this.#insertPart.run(upload.id, number, size, etag, modified, checksumText(checksum), name);
  }

  part(upload: Upload, number: number): UploadedPart | undefined {
    const row = this.#part.get(upload.id, number);
    return row === undefined ? undefined : partOf(row);
  }

  /** Parts in order of number, after `after`. */
  parts(upload: Upload, after = 0, limit = 10_000): readonly UploadedPart[] {
    return this.#parts.all(upload.id, after, limit).map((row) => partOf(row));
  }

  /** Ends the upload; the bytes of all parts but the kept ones go with it. */
  end(upload: Upload, kept: ReadonlySet<string> = new Set()): void {
    for (const { blob } of this.parts(upload)) if (!kept.has(blob)) this.#blobs.release(blob);
    this.#remove.run(upload.id);
  }

  /** A bucket's uploads in the order they began, after the one with the given id. */
  ofBucket(bucket: Bucket, after: number, limit: number): readonly Upload[] {
    return this.#ofBucket.all(bucket.id, after, limit).map((row) => uploadOf(row));
  }

  endAll(bucket: Bucket): void {
    for (let page = this.ofBucket(bucket, 0, 100); page.length > 0; page = this.ofBucket(bucket, 0, 100)) {
      for (const upload of page) this.end(upload);
    }
  }
}

const uploadOf = (row: UploadRow): Upload => ({
  id: row.id,
  bucket: row.bucket,
  key: row.key,
  uploadId: row.upload,
  initiated: row.initiated,
  initiator: JSON.parse(row.initiator) as Initiator,
  storageClass: row.storage_class as StorageClass,
  algorithm: (row.checksum_algorithm ?? undefined) as ChecksumAlgorithm | undefined,
  checksumType: (row.checksum_type ?? undefined) as ChecksumType | undefined,
  disturbed: row.disturbed === 1,
  attributes: JSON.parse(row.attributes) as UploadAttributes,
});

const partOf = (row: PartRow): UploadedPart => ({
  number: row.number,
  size: row.size,
  etag: row.etag,
  modified: row.modified,
  checksum: parseChecksum(row.checksum),
  blob: row.blob,
});
