/**
 * Bytes. A body is staged first, under a name that nobody can guess and that is never used again: streamed, hashed on
 * the way by whoever asked, never held whole. Only then does a record that names it commit, in the same transaction
 * that adopts the blob. A crash in between leaves bytes without a record, which the next start removes; it never leaves
 * a record without bytes. Small bodies live in the record store, larger ones in files.
 */
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmdirSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { placeFile, sync } from './durable-files.ts';
import { FileStream, readBytes } from './file-reading.ts';
import { HotBodies } from './hot-bodies.ts';
import type { Ids } from './ids.ts';
import { forget, StagedFile } from './staged-file.ts';
import { StorageFailure } from './storage-failure.ts';
import type { Durability, Statement, Store } from './store.ts';

/** The name of every body without bytes: there is nothing to keep of it, neither a record nor a file. */
const NOTHING = '';
/** Digits of the names that earlier versions drew, all of them at random. */
const FORMER_NAME = 32;
/** Measured: up to here a row is faster than a file. */
const INLINE_LIMIT = 8 * 1024;
/** Files up to this size are read in one go when they are read whole. */
const READ_WHOLE_LIMIT = 1024 * 1024;

/** Bytes that no record names yet. */
export interface StagedBlob {
  readonly name: string;
  readonly size: number;
  /** The bytes themselves where they are few. */
  readonly inline: Uint8Array | undefined;
}

/** Makes of a new blob's name what changes its bytes, chunk by chunk, before they are kept. Lengths stay. */
export type Sealing = (name: string) => (chunk: Uint8Array) => Uint8Array;

/** First and last byte, both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** What a start finds of files and records that do not agree. */
export interface Reconciliation {
  /** Files that no record named: removed. */
  readonly orphans: number;
  /** Blobs that records name and that have no file, or less of one than they should. */
  readonly missing: readonly string[];
}

/** Names of files that snapshots will want again; they outlive the `Blobs` that a restore replaces. */
export type HeldFiles = Set<ReadonlySet<string>>;

const MIGRATIONS = ['CREATE TABLE blobs (name TEXT PRIMARY KEY, size INTEGER NOT NULL, bytes BLOB) '];

export class Blobs {
  readonly #store: Store;
  readonly #ids: Ids;
  readonly #folder: string;
  readonly #sync: boolean;
  readonly #insert: Statement<never>;
  readonly #replace: Statement<never>;
  readonly #remove: Statement<{ readonly filed: number }>;
  readonly #find: Statement<{ size: number; bytes: Uint8Array | null }>;
  readonly #filed: Statement<{ readonly name: string; readonly size: number }>;
  readonly #shards = new Set<string>();
  readonly #held: HeldFiles;
  readonly #hot = new HotBodies();
  readonly #owners: ((name: string) => string | undefined)[] = [];
  #missing: ReadonlySet<string> = new Set();

  /** @param folder where large bodies live; made when missing */
  constructor(
    store: Store,
    ids: Ids,
    folder: string,
    durability: Durability = 'process',
    held: HeldFiles = new Set(),
  ) {
    this.#held = held;
    this.#store = store;
    this.#ids = ids;
    this.#folder = folder;
    this.#sync = durability === 'power';
    const made = mkdirSync(folder, { recursive: true });
    if (this.#sync && made !== undefined) sync(dirname(folder));
    store.define('blobs', MIGRATIONS);
    this.#insert = store.statement('INSERT INTO blobs (name, size, bytes) VALUES (?, ?, ?)');
    this.#replace = store.statement(
      'UPDATE blobs SET name = ?, size = ?, bytes = ? WHERE name = ? AND (bytes IS NOT NULL OR size = 0)',
    );
    this.#remove = store.statement(
      'DELETE FROM blobs WHERE name = ? RETURNING bytes IS NULL AND size > 0 AS filed',
    );
    this.#find = store.statement('SELECT size, bytes FROM blobs WHERE name = ?');
    this.#filed = store.statement('SELECT name, size FROM blobs WHERE bytes IS NULL AND size > 0');
  }

  /**
   * Takes in a body.
   *
   * @param source bytes, or a stream of buffers; when it fails, nothing of it is kept and the failure is thrown
   * @param observe sees every chunk in order, for digests and limits; what it throws ends the staging
   * @param sealing changes what is kept, but not what `observe` sees
   * @param spent nobody else holds the chunks of the stream, and their memory is given back once they are in a file
   */
  async stage(
    source: Uint8Array | Readable | AsyncIterable<Uint8Array>,
    observe?: (chunk: Uint8Array) => void,
    sealing?: Sealing,
    spent = false,
  ): Promise<StagedBlob> {
    const name = this.#ids.fileName();
    const seal = sealing?.(name);
    if (source instanceof Uint8Array && source.length <= INLINE_LIMIT) {
      observe?.(source);
      const inline = seal?.(source) ?? source;
      return { name: source.length === 0 ? NOTHING : name, size: source.length, inline };
    }
    const file = new StagedFile(this.#path(name), spent);
    try {
      for await (const chunk of source instanceof Uint8Array ? [source] : source) {
        observe?.(chunk);
        file.add(seal?.(chunk) ?? chunk);
      }
      const inline = file.size <= INLINE_LIMIT ? file.take() : undefined;
      if (inline === undefined) this.#finish(file, name);
      return { name: file.size === 0 ? NOTHING : name, size: file.size, inline };
    } catch (error) {
      file.abandon();
      throw error;
    }
  }

  /** Makes staged bytes part of the surrounding transaction; if that rolls back, `discard` them. */
  adopt(blob: StagedBlob): string {
    if (blob.name !== NOTHING) this.#insert.run(blob.name, blob.size, blob.inline ?? null);
    return blob.name;
  }

  /** `release` and `adopt` in one, which for small bodies is one statement and takes a quarter of the time. */
  replace(name: string, blob: StagedBlob): string {
    if (blob.name === NOTHING) {
      this.release(name);
      return blob.name;
    }
    const { changes } = this.#replace.run(blob.name, blob.size, blob.inline ?? null, name);
    if (changes === 0) {
      this.release(name);
      return this.adopt(blob);
    }
    this.#hot.drop(name);
    return blob.name;
  }

  /** Drops staged bytes that were never adopted. */
  discard(blob: StagedBlob): void {
    if (blob.inline === undefined) forget(this.#path(blob.name));
  }

  /** Removes bytes in the surrounding transaction. Readers that have them open finish undisturbed. */
  release(name: string): void {
    this.#hot.drop(name);
    if (this.#remove.get(name)?.filed === 1) {
      this.#store.afterCommit(() => {
        if (!this.#isHeld(name)) forget(this.#path(name));
      });
    }
  }

  /** Keeps the files of all blobs of this moment, even once released, until what it returns is called. */
  hold(): () => void {
    const names = new Set(this.#filed.all().map(({ name }) => name));
    this.#held.add(names);
    return () => {
      this.#held.delete(names);
      for (const name of names) {
        if (this.#find.get(name) === undefined && !this.#isHeld(name)) forget(this.#path(name));
      }
    };
  }

  /** Blobs of this moment that live in files, and those files. */
  files(): readonly { readonly name: string; readonly size: number; readonly path: string }[] {
    return this.#filed.all().map(({ name, size }) => ({ name, size, path: this.#path(name) }));
  }

  /** Takes in a file from elsewhere under its name, for records that are about to name it. Names never come twice. */
  takeIn(name: string, source: string): void {
    const path = this.#path(name);
    placeFile(source, path);
    if (!this.#sync) return;
    sync(path);
    sync(dirname(path));
  }

  /**
   * Reads bytes: a buffer where they are few, else a stream that holds the file open, so that a release meanwhile does
   * not disturb it. Buffers are shared with other readers: nobody is to write into them.
   */
  read(name: string, range?: ByteRange): Uint8Array | Readable {
    if (name === NOTHING) return new Uint8Array(0);
    const hot = this.#hot.get(name);
    if (hot !== undefined) return range === undefined ? hot : hot.subarray(range.first, range.last + 1);
    const row = this.#find.get(name);
    if (row === undefined) throw new Error(`no blob ${name}`);
    const first = range?.first ?? 0;
    const last = range?.last ?? row.size - 1;
    const length = Math.max(0, last - first + 1);
    if (row.bytes !== null) return this.#hot.offer(name, row.bytes).subarray(first, first + length);
    if (length === 0) return new Uint8Array(0);
    const fd = this.#open(name, row.size);
    if (length > READ_WHOLE_LIMIT) return new FileStream(fd, first, length);
    try {
      const bytes = readBytes(fd, first, length);
      return length === row.size ? this.#hot.offer(name, bytes) : bytes;
    } finally {
      closeSync(fd);
    }
  }

  /** Reads a stream of several blobs one after the other, as a multipart object is read. */
  readAll(names: readonly string[]): Readable {
    const read = (name: string): Uint8Array | Readable => this.read(name);
    return Readable.from(
      (async function* chunks() {
        for (const name of names) {
          const part = read(name);
          if (part instanceof Uint8Array) yield part;
          else yield* part;
        }
      })(),
      { objectMode: false },
    );
  }

  /** Adds somebody who can say in words whose the bytes of a blob are. */
  ownedBy(describe: (name: string) => string | undefined): void {
    this.#owners.push(describe);
  }

  /** Whose bytes they are, or their own name. */
  ownerOf(name: string): string {
    for (const describe of this.#owners) {
      const owner = describe(name);
      if (owner !== undefined) return owner;
    }
    return name;
  }

  /** @throws StorageFailure when the last start found one of them missing: better before an answer begins than in it */
  refuseMissing(names: readonly string[]): void {
    if (this.#missing.size > 0 && names.some((name) => this.#missing.has(name)))
      throw new StorageFailure('missing');
  }

  /**
   * Compares files with records: removes what a crash between staging and commit left, and finds out what is gone.
   *
   * @param thorough looks at the size of every file too, as after a power cut
   */
  reconcile(thorough: boolean): Reconciliation {
    const wanted = new Map(this.#filed.all().map(({ name, size }) => [name, size]));
    let orphans = 0;
    for (const entry of readdirSync(this.#folder, { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      const shard = join(this.#folder, entry.name);
      const names = readdirSync(shard);
      let left = names.length;
      for (const name of names) {
        const file = join(shard, name);
        const size = wanted.get(name);
        if (size !== undefined) {
          if (!thorough || statSync(file).size >= size) wanted.delete(name);
        } else if (!this.#isHeld(name)) {
          unlinkSync(file);
          orphans += 1;
          left -= 1;
        }
      }
      // Where one state is restored after the other, folders that nothing is in would be looked into each time.
      if (left === 0 && !this.#sync) this.#removeShard(shard);
    }
    this.#missing = new Set(wanted.keys());
    return { orphans, missing: [...wanted.keys()] };
  }

  /** The file and its name are on the disk before the record that needs them is. */
  #finish(file: StagedFile, name: string): void {
    file.finish(this.#sync);
    if (this.#sync) sync(dirname(this.#path(name)));
  }

  #open(name: string, size: number): number {
    let fd: number;
    try {
      fd = openSync(this.#path(name), 'r');
    } catch (cause) {
      throw (cause as NodeJS.ErrnoException).code === 'ENOENT' ? new StorageFailure('missing', cause) : cause;
    }
    if (fstatSync(fd).size >= size) return fd;
    closeSync(fd);
    throw new StorageFailure('missing');
  }

  #isHeld(name: string): boolean {
    for (const names of this.#held) if (names.has(name)) return true;
    return false;
  }

  #removeShard(shard: string): void {
    rmdirSync(shard);
    this.#shards.delete(shard);
  }

  #path(name: string): string {
    const shard = join(this.#folder, shardOf(name));
    if (!this.#shards.has(shard)) {
      const made = mkdirSync(shard, { recursive: true });
      if (this.#sync && made !== undefined) sync(this.#folder);
      this.#shards.add(shard);
    }
    return join(shard, name);
  }
}

/** Which of 256 folders a file is in: by two digits of its name that were drawn at random. */
const shardOf = (name: string): string => (name.length === FORMER_NAME ? name.slice(0, 2) : name.slice(-2));
