/** Carries out on a disk of the model what a process did to the real one. */
import { relative } from 'node:path';
import { DiskFile, DiskFolder } from './disk.ts';
import { bytesIn, descriptorIn, type Call } from './trace.ts';

interface OpenFile {
  readonly entry: DiskFile | DiskFolder;
  readonly appends: boolean;
  position: number;
}

/** Calls that change files in ways that the model does not know: better no result than a wrong one. */
const NOT_UNDERSTOOD = new Set([
  'link',
  'linkat',
  'symlink',
  'symlinkat',
  'fallocate',
  'copy_file_range',
  'splice',
  'dup',
  'dup2',
  'dup3',
  'sync_file_range',
  'sync',
  'syncfs',
  'truncate',
]);

export class Replay {
  readonly #folder: string;
  readonly #disk: DiskFolder;
  readonly #open = new Map<number, OpenFile>();
  /** Names of files about which the model and the machine may differ: a call on them did not come back. */
  readonly uncertain = new Set<DiskFile>();

  /** @param folder its path on the machine */
  constructor(folder: string, disk: DiskFolder) {
    this.#folder = folder;
    this.#disk = disk;
  }

  play(calls: readonly Call[]): void {
    for (const call of calls) this.#carryOut(call);
  }

  #carryOut({ name, args, result }: Call): void {
    const done = result !== undefined;
    switch (name) {
      case 'openat':
        return done
          ? this.#opened(bytesIn(args[1] ?? '').toString(), args[2] ?? '', Number(result))
          : undefined;
      case 'open':
        return done
          ? this.#opened(bytesIn(args[0] ?? '').toString(), args[1] ?? '', Number(result))
          : undefined;
      case 'close':
        return this.#closed(args[0] ?? '');
      case 'rename':
        return this.#renamed(args[0], args[1], done);
      case 'renameat':
      case 'renameat2':
        return this.#renamed(args[1], args[3], done);
      case 'unlink':
      case 'rmdir':
        return this.#set(args[0], undefined, done);
      case 'unlinkat':
        return this.#set(args[1], undefined, done);
      case 'mkdir':
        return this.#set(args[0], new DiskFolder(), done);
      case 'mkdirat':
        return this.#set(args[1], new DiskFolder(), done);
      case 'mmap':
        if (args[3]?.includes('MAP_SHARED') === true && args[2]?.includes('PROT_WRITE') === true)
          this.#refuse(name, args[4] ?? '');
        return;
      default:
        return this.#onDescriptor({ name, args, result });
    }
  }

  #onDescriptor({ name, args, result }: Call): void {
    const file = this.#open.get(descriptorIn(args[0] ?? '').fd);
    if (NOT_UNDERSTOOD.has(name)) for (const arg of args) this.#refuse(name, arg);
    if (file === undefined) return;
    const { entry } = file;
    const done = result !== undefined;
    if (name === 'fsync' || name === 'fdatasync') {
      if (done) entry.sync();
      return;
    }
    if (!(entry instanceof DiskFile)) return;
    if (!done) this.uncertain.add(entry);
    switch (name) {
      case 'lseek':
        file.position = Number(result ?? file.position);
        return;
      case 'ftruncate':
        entry.resize(Number(args[1]), done);
        return;
      case 'pwrite64':
        entry.write(Number(args[3]), written(bytesIn(args[1] ?? ''), result), done);
        return;
      case 'pwritev':
      case 'pwritev2':
        entry.write(Number(args[3]), written(vectorIn(args[1] ?? ''), result), done);
        return;
      case 'write':
        return sequentially(file, entry, written(bytesIn(args[1] ?? ''), result), done);
      case 'writev':
        return sequentially(file, entry, written(vectorIn(args[1] ?? ''), result), done);
      default:
        throw new Error(`the model knows no ${name}`);
    }
  }

  #opened(path: string, flags: string, fd: number): void {
    const inside = this.#within(path);
    if (inside === undefined) {
      this.#open.delete(fd);
      return;
    }
    let entry = inside === '' ? this.#disk : this.#disk.find(inside);
    if (entry === undefined) {
      if (!flags.includes('O_CREAT')) return;
      entry = new DiskFile();
      this.#disk.parentOf(inside).set(nameOf(inside), entry);
    } else if (entry instanceof DiskFile && flags.includes('O_TRUNC') && entry.now.length > 0)
      entry.resize(0);
    this.#open.set(fd, { entry, appends: flags.includes('O_APPEND'), position: 0 });
  }

  /** A number is free, and may have been given out anew, before the close that frees it has come back. */
  #closed(text: string): void {
    const { fd, path } = descriptorIn(text);
    const inside = this.#within(path);
    if (inside === undefined) return;
    const closed = this.#disk.find(inside);
    if (closed === undefined || closed === this.#open.get(fd)?.entry) this.#open.delete(fd);
  }

  #set(quoted: string | undefined, entry: DiskFolder | undefined, done: boolean): void {
    const inside = this.#within(bytesIn(quoted ?? '').toString());
    if (inside !== undefined && inside !== '') this.#disk.parentOf(inside).set(nameOf(inside), entry, done);
  }

  #renamed(from: string | undefined, to: string | undefined, done: boolean): void {
    const [source, target] = [from, to].map((quoted) => this.#within(bytesIn(quoted ?? '').toString()));
    if (source === undefined && target === undefined) return;
    if (source === undefined || target === undefined)
      throw new Error('the model knows no renaming across it');
    const entry = this.#disk.find(source);
    this.#disk.parentOf(target).set(nameOf(target), entry, done);
    this.#disk.parentOf(source).set(nameOf(source), undefined, done);
  }

  #refuse(call: string, text: string): void {
    const path = text.startsWith('"') ? bytesIn(text).toString() : descriptorIn(text).path;
    if (this.#within(path) !== undefined) throw new Error(`the model knows no ${call} of ${path}`);
  }

  /** The path within the folder; undefined for one elsewhere. */
  #within(path: string): string | undefined {
    if (path !== this.#folder && !path.startsWith(`${this.#folder}/`)) return undefined;
    return relative(this.#folder, path);
  }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const written = (bytes: Buffer, result: string | undefined): Buffer =>
  result === undefined ? bytes : bytes.subarray(0, Number(result));

/** The bytes of `[{iov_base="\x61", iov_len=1}, …]`. */
const vectorIn = (text: string): Buffer =>
  Buffer.concat([...text.matchAll(/iov_base=("[^"]*")/g)].map(([, quoted = '']) => bytesIn(quoted)));

function sequentially(file: OpenFile, entry: DiskFile, bytes: Buffer, done: boolean): void {
  if (file.appends) file.position = entry.now.length;
  entry.write(file.position, bytes, done);
  file.position += bytes.length;
}
