/**
 * Unpacks an archive into a folder and trusts nothing it says: names may not lead out of the folder, links are made last
 * and may not either, sizes are counted and not believed. What is left on any refusal is for the caller to remove.
 *
 * Files lose their write permission and keep the executable one. Later entries of a name win, as with `unzip -o`.
 */
import { createWriteStream, mkdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import yauzl, { type Entry, type ZipFile } from 'yauzl';

/** Why an archive is refused. */
export type UnzipFault = 'not a zip' | 'too large';

export class UnzipError extends Error {
  readonly fault: UnzipFault;

  constructor(fault: UnzipFault, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'UnzipError';
    this.fault = fault;
  }
}

/** What may be in an archive besides bytes: enough for any package, too few to fill a disk with names. */
const MOST_ENTRIES = 200_000;
const LONGEST_LINK = 4_096;
const TYPE_MASK = 0o170_000;
const LINK = 0o120_000;
const REGULAR = 0o100_000;
const UNIX = 3;

const open = promisify<Buffer, yauzl.Options, ZipFile>(yauzl.fromBuffer);

/**
 * @param folder an existing, empty folder
 * @param limit bytes that the files may have together
 * @throws UnzipError
 */
export async function unzip(archive: Uint8Array, folder: string, limit: number): Promise<void> {
  const budget = { left: limit };
  try {
    const zip = await open(Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength), {
      lazyEntries: true,
      autoClose: false,
    });
    if (zip.entryCount > MOST_ENTRIES) throw new UnzipError('too large', 'too many entries');
    const root = realpathSync.native(folder);
    const links: { readonly path: string; readonly target: string }[] = [];
    for await (const entry of entriesOf(zip)) {
      const path = pathWithin(root, entry.fileName);
      if (entry.fileName.endsWith('/')) mkdirSync(path, { recursive: true });
      else if (modeOf(entry, TYPE_MASK) === LINK) links.push({ path, target: await readLink(zip, entry) });
      else await extract(zip, entry, path, budget);
    }
    for (const link of links) makeLink(root, link);
  } catch (error) {
    if (error instanceof UnzipError) throw error;
    throw new UnzipError('not a zip', 'the archive cannot be read', error);
  }
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  let wake: () => void = () => undefined;
  let next: Entry | undefined;
  let ended = false;
  let failure: Error | undefined;
  zip.on('entry', (entry: Entry) => {
    next = entry;
    wake();
  });
  zip.on('end', () => {
    ended = true;
    wake();
  });
  zip.on('error', (error: Error) => {
    failure = error;
    wake();
  });
  for (;;) {
    const told = new Promise<void>((done) => {
      wake = done;
    });
    zip.readEntry();
    await told;
    if (failure !== undefined) throw failure;
    if (ended || next === undefined) return;
    yield next;
  }
}

/** yauzl refuses absolute names and names with `..`; this holds should it ever not. */
function pathWithin(root: string, name: string): string {
  const path = resolve(root, name);
  if (path !== root && !path.startsWith(root + sep)) throw new UnzipError('not a zip', `${name} leads out`);
  return path;
}

async function extract(zip: ZipFile, entry: Entry, path: string, budget: { left: number }): Promise<void> {
  if (entry.uncompressedSize > budget.left) throw new UnzipError('too large', 'the files are too large');
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  const executable = modeOf(entry, 0o111) !== 0;
  const count = new Transform({
    transform(chunk: Buffer, _, done) {
      budget.left -= chunk.length;
      done(budget.left < 0 ? new UnzipError('too large', 'the files are too large') : null, chunk);
    },
  });
  await pipeline(
    await openEntry(zip, entry),
    count,
    createWriteStream(path, { flags: 'wx', mode: executable ? 0o555 : 0o444 }),
  );
}

const openEntry = (zip: ZipFile, entry: Entry): Promise<Readable> =>
  new Promise((done, fail) => {
    zip.openReadStream(entry, (error, stream) => (error === null ? done(stream) : fail(error)));
  });

async function readLink(zip: ZipFile, entry: Entry): Promise<string> {
  if (entry.uncompressedSize > LONGEST_LINK) throw new UnzipError('not a zip', 'a link is too long');
  const chunks = await (await openEntry(zip, entry)).toArray();
  return Buffer.concat(chunks as Buffer[]).toString();
}

/**
 * Makes a link and looks where it leads, which an earlier link can have changed. The operating system is asked: Node's own
 * `realpath` takes `link/..` for the folder that the link is in.
 */
function makeLink(root: string, { path, target }: { readonly path: string; readonly target: string }): void {
  const parent = dirname(path);
  mkdirSync(parent, { recursive: true });
  const within = (place: string): boolean => place === root || place.startsWith(root + sep);
  if (!within(realpathSync.native(parent)) || !within(resolve(parent, target))) {
    throw new UnzipError('not a zip', `${path} is a link that leads out`);
  }
  rmSync(path, { force: true });
  symlinkSync(target, path);
  let place: string;
  try {
    place = realpathSync.native(path);
  } catch {
    return;
  }
  if (within(place)) return;
  rmSync(path);
  throw new UnzipError('not a zip', `${path} is a link that leads out`);
}

/** Permission and type bits of an entry that was packed on Unix; others count as plain files. */
function modeOf(entry: Entry, mask: number): number {
  const mode = entry.versionMadeBy >> 8 === UNIX ? entry.externalFileAttributes >>> 16 : REGULAR;
  return mode & mask;
}
