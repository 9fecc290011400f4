/**
 * The objects of all buckets, every version of them. Changes are to be made inside a transaction; the bytes of what is
 * removed go with it.
 *
 * Evidence for versioning: fact sheet S3 §7.
 */
import type { Tag } from '@aws-sdk/client-s3';
import type { Blobs, StagedBlob } from '../../kernel/blobs.ts';
import type { Ids } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import type { Acl } from './acl-grants.ts';
import type { Bucket } from './bucket.ts';
import type { ClassStay } from './class-charges.ts';
import { checksumText } from './checksums.ts';
import { NewestVersions } from './newest-versions.ts';
import {
  jsonOrNull,
  NULL_VERSION,
  partOf,
  valuesOf,
  versionOf,
  WRITTEN,
  type ObjectDraft,
  type ObjectEncryption,
  type ObjectPart,
  type ObjectRow,
  type ObjectVersion,
  type PartRow,
  type Protection,
  type Restore,
} from './object.ts';
import { versionsWhere } from './schema.ts';
import type { StorageClass } from './storage-class.ts';
import { newVersionId } from './version-id.ts';

/** Where a new version's bytes are: one staged blob, or the parts of an upload. */
export type Content = { readonly blob: StagedBlob } | { readonly parts: readonly ObjectPart[] };

/** Where a version's bytes are, for letting go of them. */
interface Held extends ClassStay {
  readonly id: number;
  readonly blob?: string | null | undefined;
  readonly parts?: number | null | undefined;
}

/** What a deletion did. */
export interface Deletion {
  /** The marker that was written. */
  readonly marker: ObjectVersion | undefined;
  /** The version that is gone for good. */
  readonly removed: ObjectVersion | undefined;
}

/** Columns that change after a version was written. */
type Changeable = 'tags' | 'acl' | 'restore' | 'protection' | 'encryption' | 'storage_class' | 'moved';

export class Objects {
  readonly #store: Store;
  readonly #known = new NewestVersions();
  readonly #blobs: Blobs;
  readonly #ids: Ids;
  readonly #listed: Statement<ObjectRow>;
  readonly #newestUnlisted: Statement<ObjectRow>;
  readonly #version: Statement<ObjectRow>;
  readonly #from: Statement<ObjectRow>;
  readonly #null: Statement<Held>;
  readonly #released: (bucket: Bucket, stay: ClassStay) => void;
  readonly #writtenBy: Statement<{ key: string }>;
  readonly #any: Statement<{ id: number }>;
  readonly #insert: Statement<never>;
  readonly #overwrite: Statement<never>;
  readonly #remove: Statement<never>;
  readonly #unlist: Statement<never>;
  readonly #relist: Statement<never>;
  readonly #disturb: Statement<never>;
  readonly #insertPart: Statement<never>;
  readonly #removeParts: Statement<never>;
  readonly #parts: Statement<PartRow>;
  readonly #set: Readonly<Record<Changeable, Statement<never>>>;

  /** @param released is told of every version that goes for good */
  constructor(
    store: Store,
    blobs: Blobs,
    ids: Ids,
    released: (bucket: Bucket, stay: ClassStay) => void = () => {},
  ) {
    this.#released = released;
    this.#store = store;
    this.#blobs = blobs;
    this.#ids = ids;
    this.#listed = store.statement('SELECT * FROM s3_objects WHERE listed = 1 AND bucket = ? AND key = ?');
    this.#newestUnlisted = store.statement(
      'SELECT * FROM s3_objects WHERE listed = 0 AND bucket = ? AND key = ? ORDER BY id DESC LIMIT 1',
    );
    this.#version = store.statement(versionsWhere('bucket = ?1 AND key = ?2 AND version = ?3'));
    this.#from = store.statement(
      `${versionsWhere('bucket = ?1 AND key >= ?2')} ORDER BY key, id DESC LIMIT ?3`,
    );
    this.#null = store.statement(
      versionsWhere(
        `bucket = ?1 AND key = ?2 AND version = '${NULL_VERSION}'`,
        'id, blob, parts, size, modified, moved, storage_class AS storageClass',
      ),
    );
    this.#writtenBy = store.statement(
      `${versionsWhere('bucket = ?1 AND key >= ?2 AND modified <= ?3', 'key')} ORDER BY key LIMIT 1`,
    );
    this.#any = store.statement(`${versionsWhere('bucket = ?1', 'id')} LIMIT 1`);
    this.#insert = store.statement(
      `INSERT INTO s3_objects (bucket, key, version, listed, marker, ${WRITTEN.join(', ')})
       VALUES (?, ?, ?, ?, ?, ${WRITTEN.map(() => '?').join(', ')})`,
    );
    this.#overwrite = store.statement(
      `UPDATE s3_objects SET ${WRITTEN.map((column) => `${column} = ?`).join(', ')}, restore = NULL, moved = NULL
       WHERE id = ?`,
    );
    this.#remove = store.statement('DELETE FROM s3_objects WHERE id = ?');
    this.#unlist = store.statement(
      'UPDATE s3_objects SET listed = 0 WHERE bucket = ? AND key = ? AND listed = 1',
    );
    this.#relist = store.statement(
      `UPDATE s3_objects SET listed = 1 WHERE marker = 0 AND id =
         (SELECT id FROM s3_objects WHERE listed = 0 AND bucket = ?1 AND key = ?2 ORDER BY id DESC LIMIT 1)
         AND NOT EXISTS (SELECT 1 FROM s3_objects WHERE listed = 1 AND bucket = ?1 AND key = ?2)`,
    );
    this.#disturb = store.statement('UPDATE s3_uploads SET disturbed = 1 WHERE bucket = ? AND key = ?');
    this.#insertPart = store.statement(
      'INSERT INTO s3_object_parts (object, number, size, checksum, blob) VALUES (?, ?, ?, ?, ?)',
    );
    this.#removeParts = store.statement('DELETE FROM s3_object_parts WHERE object = ?');
    this.#parts = store.statement(
      'SELECT number, size, checksum, blob FROM s3_object_parts WHERE object = ? ORDER BY number',
    );
    const setter = (column: string): Statement<never> =>
      store.statement(`UPDATE s3_objects SET ${column} = ? WHERE id = ?`);
    this.#set = {
      tags: setter('tags'),
      acl: setter('acl'),
      restore: setter('restore'),
      protection: setter('protection'),
      encryption: setter('encryption'),
      storage_class: setter('storage_class'),
      moved: setter('moved'),
    };
  }

  /** The newest version of a key, which may be a delete marker. */
  newest(bucket: Bucket, key: string): ObjectVersion | undefined {
    const known = this.#known.get(bucket.id, key);
    if (known !== undefined) return known;
    const row = this.#listed.get(bucket.id, key) ?? this.#newestUnlisted.get(bucket.id, key);
    if (row === undefined) return undefined;
    const version = versionOf(row);
    // What a transaction sees may yet be taken back.
    if (!this.#store.isChanging) this.#known.keep(version);
    return version;
  }

  version(bucket: Bucket, key: string, versionId: string): ObjectVersion | undefined {
    const row = this.#version.get(bucket.id, key, versionId);
    return row === undefined ? undefined : versionOf(row);
  }

  /** The version that a request means: the one it names, else the newest. */
  find(bucket: Bucket, key: string, versionId: string | undefined): ObjectVersion | undefined {
    return versionId === undefined ? this.newest(bucket, key) : this.version(bucket, key, versionId);
  }

  /**
   * All versions of the keys from `seek` on, key by key, newest first.
   *
   * @param limit so many versions, unless the first key alone has more: a key is never cut in two
   * @returns `next`: the first key that was left out, if any
   */
  keysFrom(
    bucket: Bucket,
    seek: string,
    limit: number,
  ): { readonly groups: readonly (readonly ObjectVersion[])[]; readonly next: string | undefined } {
    // All at once: row by row takes a fifth longer.
    for (let most = limit + 1; ; most *= 2) {
      const rows = this.#from.all(bucket.id, seek, most);
      const groups = groupedByKey(rows);
      if (rows.length < most) return { groups, next: undefined };
      // The last key may have more versions than came.
      const cut = groups.length > 1 ? groups.pop() : undefined;
      if (cut !== undefined) return { groups, next: cut[0]?.key };
    }
  }

  /** The first key from `seek` on of which a version was written at `instant` or before. */
  firstWrittenBy(bucket: Bucket, seek: string, instant: Instant): string | undefined {
    return this.#writtenBy.get(bucket.id, seek, instant)?.key;
  }

  /** The parts of a multipart object in order. */
  parts(object: ObjectVersion): readonly ObjectPart[] {
    return this.#parts.all(object.id).map((row) => partOf(row));
  }

  /** Whether the bucket holds anything at all, old versions and markers included. */
  any(bucket: Bucket): boolean {
    return this.#any.get(bucket.id) !== undefined;
  }

  /** Writes a version as the bucket's versioning has it: beside the others, or in the place of the null version. */
  write(bucket: Bucket, draft: ObjectDraft, content: Content): ObjectVersion {
    const { key } = draft;
    this.#disturbKey(bucket, key);
    const parts = 'parts' in content ? content.parts : undefined;
    const staged = 'blob' in content ? content.blob : undefined;
    let id: number;
    let versionId = NULL_VERSION;
    let blob: string | undefined;
    // Where there is one version of a key at most, its row is written anew: no index has to change for it.
    const former = bucket.versioning === undefined ? this.#null.get(bucket.id, key) : undefined;
    if (former === undefined) {
      if (bucket.versioning !== undefined) versionId = this.#makeRoom(bucket, key);
      blob = staged && this.#blobs.adopt(staged);
      const values = valuesOf(draft, blob, parts);
      ({ rowid: id } = this.#insert.run(bucket.id, key, versionId, 1, 0, ...values));
    } else {
      ({ id } = former);
      blob = this.#replaceBytes(bucket, former, staged);
      this.#overwrite.run(...valuesOf(draft, blob, parts), id);
    }
    for (const part of parts ?? []) {
      this.#insertPart.run(id, part.number, part.size, checksumText(part.checksum), part.blob);
    }
    const place = { id, bucket: bucket.id, versionId, marker: false, blob, parts: parts?.length };
    return { ...draft, ...place, restore: undefined, moved: undefined };
  }

  /** Deletes a key as the bucket's versioning has it: for good, or behind a marker. */
  delete(bucket: Bucket, key: string, now: Instant): Deletion {
    if (bucket.versioning === undefined) {
      const removed = this.newest(bucket, key);
      if (removed !== undefined) this.remove(bucket, removed);
      return { marker: undefined, removed };
    }
    const removed = bucket.versioning === 'Suspended' ? this.version(bucket, key, NULL_VERSION) : undefined;
    return { marker: this.#writeMarker(bucket, key, now), removed };
  }

  /** Removes one version for good; the one before it comes to light again. */
  remove(bucket: Bucket, version: ObjectVersion): void {
    this.#disturbKey(bucket, version.key);
    this.#discard(bucket, version);
    if (bucket.versioning !== undefined) this.#relist.run(bucket.id, version.key);
  }

  setTags(version: ObjectVersion, tags: readonly Tag[] | undefined): void {
    this.#change(version, 'tags', jsonOrNull(tags));
  }

  setAcl(version: ObjectVersion, acl: Acl | undefined): void {
    this.#change(version, 'acl', jsonOrNull(acl));
  }

  setRestore(version: ObjectVersion, restore: Restore | undefined): void {
    this.#change(version, 'restore', jsonOrNull(restore));
  }

  setProtection(version: ObjectVersion, protection: Protection | undefined): void {
    this.#change(version, 'protection', jsonOrNull(protection));
  }

  setEncryption(version: ObjectVersion, encryption: ObjectEncryption | undefined): void {
    this.#change(version, 'encryption', jsonOrNull(encryption));
  }

  /** Moves a version to another class, as of `now`. */
  setStorageClass(version: ObjectVersion, storageClass: StorageClass, now: Instant): void {
    this.#change(version, 'storage_class', storageClass);
    this.#change(version, 'moved', now);
  }

  #change(version: ObjectVersion, column: Changeable, value: string | number | null): void {
    this.#known.forget(version.bucket, version.key);
    this.#set[column].run(value, version.id);
  }

  #writeMarker(bucket: Bucket, key: string, now: Instant): ObjectVersion {
    this.#disturbKey(bucket, key);
    const versionId = this.#makeRoom(bucket, key);
    const marker: ObjectDraft = {
      key,
      modified: now,
      size: 0,
      etag: '',
      storageClass: 'STANDARD',
      contentType: '',
      checksum: undefined,
      headers: undefined,
      metadata: undefined,
      tags: undefined,
      encryption: undefined,
      protection: undefined,
      acl: undefined,
    };
    const values = valuesOf(marker, undefined, undefined);
    const { rowid: id } = this.#insert.run(bucket.id, key, versionId, 0, 1, ...values);
    const rest = { restore: undefined, moved: undefined, blob: undefined, parts: undefined };
    return { ...marker, ...rest, id, bucket: bucket.id, versionId, marker: true };
  }

  #disturbKey(bucket: Bucket, key: string): void {
    this.#known.forget(bucket.id, key);
    this.#disturb.run(bucket.id, key);
  }

  /** With versioning: takes the key's present version out of listings, removes the null version if it is to be replaced. */
  #makeRoom(bucket: Bucket, key: string): string {
    if (bucket.versioning === 'Enabled') {
      this.#unlist.run(bucket.id, key);
      return newVersionId(this.#ids);
    }
    const replaced = this.#null.get(bucket.id, key);
    if (replaced !== undefined) this.#discard(bucket, replaced);
    this.#unlist.run(bucket.id, key);
    return NULL_VERSION;
  }

  /** Lets go of a version's bytes, for others whose name it returns. */
  #replaceBytes(bucket: Bucket, held: Held, staged: StagedBlob | undefined): string | undefined {
    if (staged !== undefined && held.blob) {
      this.#released(bucket, held);
      return this.#blobs.replace(held.blob, staged);
    }
    this.#releaseBytes(bucket, held);
    if (held.parts) this.#removeParts.run(held.id);
    return staged && this.#blobs.adopt(staged);
  }

  #discard(bucket: Bucket, held: Held): void {
    this.#releaseBytes(bucket, held);
    this.#remove.run(held.id);
  }

  #releaseBytes(bucket: Bucket, held: Held): void {
    const { id, blob, parts } = held;
    this.#released(bucket, held);
    if (blob) this.#blobs.release(blob);
    if (parts) for (const part of this.#parts.all(id)) this.#blobs.release(part.blob);
  }
}

/** @param rows in the order of their keys */
function groupedByKey(rows: readonly ObjectRow[]): ObjectVersion[][] {
  const groups: ObjectVersion[][] = [];
  for (const row of rows) {
    const group = groups.at(-1);
    if (group?.[0]?.key === row.key) group.push(versionOf(row));
    else groups.push([versionOf(row)]);
  }
  return groups;
}
