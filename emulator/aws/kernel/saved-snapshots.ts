/**
 * Snapshots on the disk: a folder each, with a copy of the records, the files of all bodies, and a manifest that says
 * what they are and what their digests must be. A snapshot appears under its name when it is whole; one that is not, or
 * that a cloud cannot take, is refused before anything in the cloud changes.
 */
import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { VERSION } from '../version.ts';
import type { Blobs } from './blobs.ts';
import { placeFile, sync } from './durable-files.ts';
import { toIso, type Instant } from './instant.ts';
import type { Kernel } from './kernel.ts';
import type { RecordSnapshot } from './record-snapshot.ts';
import { SafelightError } from './safelight-error.ts';
import { storageFailureOf } from './storage-failure.ts';

/** What a saved snapshot says of itself. */
export interface SavedSnapshot {
  readonly name: string;
  /** Emulated time at that moment, in ISO 8601. */
  readonly at: string;
  /** The safelight that saved it. */
  readonly version: string;
  readonly region: string;
  readonly accountId: string;
  /** Bytes of records and bodies together. */
  readonly bytes: number;
}

interface Manifest extends Omit<SavedSnapshot, 'name'> {
  readonly format: number;
  readonly instant: Instant;
  /** SHA-256 in hex of every file, by its path in the folder. */
  readonly digests: Readonly<Record<string, string>>;
}

/** A snapshot that fits, ready to take the place of what is there. */
export interface OpenedSnapshot {
  readonly at: Instant;
  readonly records: RecordSnapshot;
  /** Puts the bodies' files where the records will look for them. */
  readonly takeInto: (blobs: Blobs) => void;
  /** What stood beside the cloud, by its name. */
  readonly beside: ReadonlyMap<string, Uint8Array>;
}

/** What must still stand while a snapshot is written, and what it is written from. */
type Source = Pick<Kernel, 'store' | 'blobs' | 'home' | 'clock' | 'ids'> & {
  /** Saves what stands beside the cloud, by its name. */
  readonly beside: () => Promise<ReadonlyMap<string, Uint8Array>>;
};

const FORMAT = 1;
const MANIFEST = 'snapshot.json';
const RECORDS = 'records.sqlite';
const BLOBS = 'blobs';
const BESIDE = 'beside';
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export class SavedSnapshots {
  readonly #folder: string | undefined;

  /** @param folder where they are kept; made when the first is saved */
  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /**
   * Saves a cloud as it is at this moment, in which nothing is under way.
   *
   * @param replace whether an older one of that name gives way
   * @throws SafelightError ERR_SNAPSHOT_NAME, ERR_SNAPSHOT_EXISTS, ERR_SNAPSHOT_FOLDER
   */
  async save(name: string, source: Source, replace: boolean): Promise<SavedSnapshot> {
    const place = this.#place(name);
    if (existsSync(place) && !replace) {
      throw new SafelightError('ERR_SNAPSHOT_EXISTS', `There is a snapshot ${name} already.`, {
        hint: 'Choose another name, or let the old one give way with --replace.',
      });
    }
    const folder = join(place, '..');
    const partial = join(folder, `.${name}.${source.ids.fileName()}`);
    const release = source.blobs.hold();
    try {
      const manifest = await write(source, partial);
      if (existsSync(place)) renameSync(place, `${partial}.old`);
      renameSync(partial, place);
      sync(folder);
      return describe(name, manifest);
    } catch (error) {
      throw unusable(place, error);
    } finally {
      release();
      for (const rest of [partial, `${partial}.old`]) rmSync(rest, { recursive: true, force: true });
    }
  }

  /**
   * Opens one for a cloud. Whoever gets it drops its records in the end.
   *
   * @throws SafelightError ERR_SNAPSHOT_NAME, ERR_SNAPSHOT_UNKNOWN, ERR_SNAPSHOT_DAMAGED, ERR_SNAPSHOT_VERSION,
   *   ERR_SNAPSHOT_REGION
   */
  async open(name: string, { store, home }: Pick<Source, 'store' | 'home'>): Promise<OpenedSnapshot> {
    const place = this.#place(name);
    if (!existsSync(place)) {
      throw new SafelightError('ERR_SNAPSHOT_UNKNOWN', `There is no snapshot ${name}.`, {
        hint: '`safelight snapshot list` says which there are.',
      });
    }
    const manifest = read(place) ?? damaged(name, `${MANIFEST} is not whole`);
    if (manifest.format !== FORMAT) throw otherVersion(name, manifest.version);
    if (manifest.region !== home.region || manifest.accountId !== home.accountId) {
      throw new SafelightError(
        'ERR_SNAPSHOT_REGION',
        `The snapshot ${name} is of account ${manifest.accountId} in ${manifest.region}; this cloud is ${home.accountId} in ${home.region}.`,
        { hint: `Start a cloud with --region ${manifest.region} and load it there.` },
      );
    }
    for (const [file, digest] of Object.entries(manifest.digests)) {
      if ((await digestOf(join(place, file))) !== digest) damaged(name, `${file} is not what was saved`);
    }
    const file = join(place, RECORDS);
    if (!fits(store, name, file)) throw otherVersion(name, manifest.version);
    return {
      at: manifest.instant,
      records: store.recordsIn(file),
      takeInto(blobs) {
        for (const blob of namesUnder(BLOBS, manifest)) blobs.takeIn(blob, join(place, BLOBS, blob));
      },
      beside: new Map(
        namesUnder(BESIDE, manifest).map((beside) => [beside, readFileSync(join(place, BESIDE, beside))]),
      ),
    };
  }

  /** Those that can be read, by name. */
  list(): readonly SavedSnapshot[] {
    if (this.#folder === undefined || !existsSync(this.#folder)) return [];
    return readdirSync(this.#folder)
      .filter((name) => NAME.test(name))
      .toSorted()
      .flatMap((name) => {
        const manifest = read(join(this.#folder ?? '', name));
        return manifest === undefined ? [] : [describe(name, manifest)];
      });
  }

  #place(name: string): string {
    if (!NAME.test(name)) {
      throw new SafelightError('ERR_SNAPSHOT_NAME', `${JSON.stringify(name)} cannot name a snapshot.`, {
        hint: 'A name has up to 64 letters, digits, dots, dashes and underscores, and begins with a letter or digit.',
      });
    }
    if (this.#folder === undefined) {
      throw new SafelightError('ERR_SNAPSHOT_FOLDER', 'This cloud has no folder for snapshots.', {
        hint: 'Give it one: createCloud({ snapshots: FOLDER }), or a data folder.',
      });
    }
    return join(this.#folder, name);
  }
}

/** Records are copied before anything is awaited, and bodies never change: both are of one moment. */
async function write({ store, blobs, home, clock, beside }: Source, folder: string): Promise<Manifest> {
  const at = clock.now();
  for (const name of [BLOBS, BESIDE]) mkdirSync(join(folder, name), { recursive: true });
  store.copyTo(join(folder, RECORDS));
  const files = blobs.files();
  for (const { name, path } of files) placeFile(path, join(folder, BLOBS, name));
  const companions = await beside();
  for (const [name, bytes] of companions) writeFileSync(join(folder, BESIDE, name), bytes);
  const digests: Record<string, string> = {};
  for (const path of [
    RECORDS,
    ...files.map(({ name }) => `${BLOBS}/${name}`),
    ...[...companions.keys()].map((name) => `${BESIDE}/${name}`),
  ]) {
    const digest = await digestOf(join(folder, path));
    if (digest !== undefined) digests[path] = digest;
    sync(join(folder, path));
  }
  const manifest: Manifest = {
    format: FORMAT,
    version: VERSION,
    at: toIso(at),
    instant: at,
    region: home.region,
    accountId: home.accountId,
    bytes: files.reduce((total, { size }) => total + size, readFileSync(join(folder, RECORDS)).length),
    digests,
  };
  writeFileSync(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const path of [MANIFEST, BLOBS, BESIDE, '']) sync(join(folder, path));
  return manifest;
}

/** SHA-256 in hex; undefined where there is no file. */
async function digestOf(file: string): Promise<string | undefined> {
  const digest = createHash('sha256');
  try {
    await pipeline(createReadStream(file), digest);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return digest.digest('hex');
}

function read(place: string): Manifest | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(place, MANIFEST), 'utf8')) as Manifest;
    return isManifest(manifest) ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/** Paths in a manifest are used: none may lead out of its folder. */
const isManifest = ({ format, version, instant, digests }: Partial<Manifest>): boolean =>
  typeof format === 'number' &&
  typeof version === 'string' &&
  Number.isSafeInteger(instant) &&
  typeof digests === 'object' &&
  Object.hasOwn(digests, RECORDS) &&
  Object.keys(digests).every(
    (path) => path === RECORDS || /^(?:blobs\/[0-9a-f]{20,32}|beside\/[a-z]{1,32})$/.test(path),
  );

const namesUnder = (folder: string, { digests }: Manifest): readonly string[] =>
  Object.keys(digests).flatMap((path) =>
    path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [],
  );

const describe = (name: string, { at, version, region, accountId, bytes }: Manifest): SavedSnapshot => ({
  name,
  at,
  version,
  region,
  accountId,
  bytes,
});

function fits(store: Source['store'], name: string, file: string): boolean {
  try {
    return store.fits(file);
  } catch (error) {
    if (storageFailureOf(error) === undefined) throw error;
    return damaged(name, 'its records are damaged');
  }
}

function damaged(name: string, how: string): never {
  throw new SafelightError('ERR_SNAPSHOT_DAMAGED', `The snapshot ${name} is damaged: ${how}.`, {
    hint: 'Nothing was changed. Save it anew, or put a copy of its folder in its place.',
  });
}

const otherVersion = (name: string, version: string): SafelightError =>
  new SafelightError(
    'ERR_SNAPSHOT_VERSION',
    `The snapshot ${name} was saved by safelight ${version} and does not fit this one, ${VERSION}.`,
    { hint: 'Nothing was changed. Load it with the version that saved it.' },
  );

function unusable(place: string, cause: unknown): unknown {
  const failure = storageFailureOf(cause);
  if (failure === undefined) return cause;
  return new SafelightError('ERR_SNAPSHOT_FOLDER', `${place} cannot be written: ${failure.message}`, {
    hint: 'Choose a folder with room that can be written to with --snapshots.',
    cause,
  });
}
