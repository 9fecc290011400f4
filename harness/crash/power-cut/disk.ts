/**
 * A folder on a disk that may lose power, by what POSIX promises and no more: bytes of a file are on the disk once the file
 * was synced, names in a folder once the folder was. Whatever else was written may be there or not after a power cut,
 * sector by sector and name by name, in any order.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Dice } from '../world.ts';

/** What a disk writes whole or not at all. */
const SECTOR = 512;

type Change =
  | { readonly kind: 'write'; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'resize'; readonly size: number };

export class DiskFile {
  readonly #now: Bytes;
  #durable: Buffer;
  #pending: Change[] = [];

  constructor(bytes: Buffer = Buffer.alloc(0)) {
    this.#now = new Bytes(bytes);
    this.#durable = bytes;
  }

  /** What programs read. */
  get now(): Buffer {
    return this.#now.all;
  }

  /** @param done whether the call came back: the end of the power can have come first */
  write(offset: number, bytes: Buffer, done = true): void {
    this.#change({ kind: 'write', offset, bytes }, done);
  }

  resize(size: number, done = true): void {
    this.#change({ kind: 'resize', size }, done);
  }

  sync(): void {
    if (this.#pending.length === 0) return;
    this.#durable = Buffer.from(this.now);
    this.#pending = [];
  }

  /** The bytes that one power cut leaves. */
  afterCut(dice: Dice): Buffer {
    const left = dice.pick('nothing', 'everything', 'parts', 'parts');
    if (left === 'everything') return this.now;
    if (left === 'nothing') return this.#durable;
    const bytes = new Bytes(this.#durable);
    for (const change of this.#pending) {
      for (const part of change.kind === 'write' ? inSectors(change) : [change]) {
        if (dice.roll(2) === 0) bytes.change(part);
      }
    }
    // A size can be on the disk before the bytes are: what is between is zeros.
    const size = this.now.length;
    if (bytes.all.length < size && dice.roll(3) === 0) bytes.change({ kind: 'resize', size });
    return bytes.all;
  }

  #change(change: Change, done: boolean): void {
    this.#pending.push(change);
    if (done) this.#now.change(change);
  }
}

type Entry = DiskFile | DiskFolder;

export class DiskFolder {
  readonly now = new Map<string, Entry>();
  #durable = new Map<string, Entry>();
  #pending: { readonly name: string; readonly entry: Entry | undefined }[] = [];

  /** A folder of the machine, all of it taken for durable. */
  static read(folder: string): DiskFolder {
    const read = new DiskFolder();
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      read.set(
        entry.name,
        entry.isDirectory() ? DiskFolder.read(path) : new DiskFile(Buffer.from(readFileSync(path))),
      );
    }
    read.sync();
    return read;
  }

  set(name: string, entry: Entry | undefined, done = true): void {
    this.#pending.push({ name, entry });
    if (done) put(this.now, name, entry);
  }

  sync(): void {
    this.#durable = new Map(this.now);
    this.#pending = [];
  }

  /** Writes what one power cut leaves into an empty folder of the machine. */
  writeAfterCut(folder: string, dice: Dice): void {
    mkdirSync(folder, { recursive: true });
    for (const [name, entry] of this.#afterCut(dice)) {
      const path = join(folder, name);
      if (entry instanceof DiskFolder) entry.writeAfterCut(path, dice);
      else writeFileSync(path, entry.afterCut(dice));
    }
  }

  /** Paths and bytes of all files that programs see. */
  files(place = ''): ReadonlyMap<string, Buffer> {
    const files = new Map<string, Buffer>();
    for (const [name, entry] of this.now) {
      const path = join(place, name);
      if (entry instanceof DiskFile) files.set(path, entry.now);
      else for (const [inner, bytes] of entry.files(path)) files.set(inner, bytes);
    }
    return files;
  }

  /** The folder that a path is in. */
  parentOf(path: string): DiskFolder {
    const place = dirname(path);
    if (place === '.') return this;
    const parent = this.find(place);
    if (parent instanceof DiskFolder) return parent;
    throw new Error(`${place} is no folder`);
  }

  find(path: string): Entry | undefined {
    return path
      .split('/')
      .filter((name) => name !== '')
      .reduce<Entry | undefined>(
        (place, name) => (place instanceof DiskFolder ? place.now.get(name) : undefined),
        this,
      );
  }

  #afterCut(dice: Dice): ReadonlyMap<string, Entry> {
    const left = dice.pick('nothing', 'everything', 'parts', 'parts');
    if (left === 'everything') return this.now;
    const entries = new Map(this.#durable);
    if (left === 'parts') {
      for (const { name, entry } of this.#pending) if (dice.roll(2) === 0) put(entries, name, entry);
    }
    return entries;
  }
}

function put(entries: Map<string, Entry>, name: string, entry: Entry | undefined): void {
  if (entry === undefined) entries.delete(name);
  else entries.set(name, entry);
}

function inSectors({ offset, bytes }: Extract<Change, { kind: 'write' }>): Change[] {
  const sectors: Change[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = Math.min(SECTOR - ((offset + at) % SECTOR), bytes.length - at);
    sectors.push({ kind: 'write', offset: offset + at, bytes: bytes.subarray(at, at + size) });
    at += size;
  }
  return sectors;
}

/** Bytes that grow, in a buffer that seldom has to. */
class Bytes {
  #buffer: Buffer;
  #size: number;

  constructor(bytes: Buffer) {
    this.#buffer = Buffer.from(bytes);
    this.#size = bytes.length;
  }

  get all(): Buffer {
    return this.#buffer.subarray(0, this.#size);
  }

  change(change: Change): void {
    if (change.kind === 'resize') {
      this.#makeRoom(change.size);
      // What is cut off does not come back when the file grows again.
      this.#buffer.fill(0, change.size);
      this.#size = change.size;
      return;
    }
    const end = change.offset + change.bytes.length;
    this.#makeRoom(end);
    change.bytes.copy(this.#buffer, change.offset);
    this.#size = Math.max(this.#size, end);
  }

  #makeRoom(size: number): void {
    if (size <= this.#buffer.length) return;
    const larger = Buffer.alloc(size * 2);
    this.all.copy(larger);
    this.#buffer = larger;
  }
}
