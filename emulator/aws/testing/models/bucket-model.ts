/**
 * What a bucket is, in the fewest words: lists of versions by key. Written from the S3 user guide ("Using versioning",
 * "Deleting object versions", "Conditional requests", 2026-11), without a look at the emulator's own code.
 */
import { createHash } from 'node:crypto';

export type Versioning = 'Enabled' | 'Suspended';

export interface Version {
  /** Number in order of creation; 0 for the null version. */
  readonly id: number;
  readonly marker: boolean;
  readonly body: string;
  readonly etag: string;
}

export interface Entry extends Version {
  readonly key: string;
  readonly latest: boolean;
}

interface Upload {
  readonly key: string;
  readonly parts: Map<number, { readonly body: string; readonly etag: string }>;
  open: boolean;
  /** The key changed since the upload began. */
  disturbed: boolean;
}

export interface Conditions {
  /** `current`: the ETag that the key has; `other`: one that it has not. */
  readonly match?: 'current' | 'other' | undefined;
  readonly absent?: boolean | undefined;
}

const LEAST_PART = 5 * 1024 * 1024;
const md5 = (data: string | Buffer): Buffer => createHash('md5').update(data).digest();

export class BucketModel {
  versioning: Versioning | undefined;
  /** Oldest first. */
  readonly #keys = new Map<string, Version[]>();
  readonly #uploads: Upload[] = [];
  #made = 0;

  put(key: string, body: string, conditions: Conditions = {}): object {
    const refused = this.#refused(key, conditions);
    return refused ?? this.#written(key, body, `"${md5(body).toString('hex')}"`);
  }

  remove(key: string, match?: Conditions['match']): object {
    const current = this.current(key);
    if (match !== undefined) {
      if (current === undefined) return { error: 'NoSuchKey' };
      if (match === 'other') return { error: 'PreconditionFailed' };
    }
    if (this.versioning === undefined) {
      if (this.#keys.has(key)) this.#disturb(key);
      this.#keys.delete(key);
      return {};
    }
    const id = this.#add(key, { marker: true, body: '', etag: '' });
    return { version: id, marker: true };
  }

  removeVersion(key: string, id: number): object {
    const versions = this.#keys.get(key) ?? [];
    const gone = versions.find((version) => version.id === id);
    this.#keep(
      key,
      versions.filter((version) => version !== gone),
    );
    if (gone !== undefined) this.#disturb(key);
    const named = this.versioning === undefined && id === 0 ? {} : { version: id };
    return { ...named, ...(gone?.marker === true && { marker: true }) };
  }

  read(
    key: string,
    conditions: Conditions & { readonly unless?: 'current' | 'other' | undefined } = {},
  ): object {
    const current = this.current(key);
    if (current === undefined) return { error: 'NoSuchKey' };
    return this.#shown(current, conditions);
  }

  readVersion(key: string, id: number): object {
    const version = this.#keys.get(key)?.find((each) => each.id === id);
    if (version === undefined) return { error: 'NoSuchVersion' };
    return version.marker ? { error: 'MethodNotAllowed' } : this.#shown(version, {});
  }

  copy(from: string, to: string): object {
    const source = this.current(from);
    if (source === undefined) return { error: 'NoSuchKey' };
    // A null version stays beside its copy once versions are kept, and another one beside the null version.
    const stays = this.versioning !== undefined && (this.versioning === 'Enabled') === (source.id === 0);
    if (from === to && !stays) return { error: 'InvalidRequest' };
    const { etag, id } = this.#added(to, source.body, `"${md5(source.body).toString('hex')}"`);
    return { etag, ...(this.versioning !== undefined && { version: id }) };
  }

  begin(key: string): object {
    this.#uploads.push({ key, parts: new Map(), open: true, disturbed: false });
    return { upload: this.#uploads.length - 1 };
  }

  get uploads(): number {
    return this.#uploads.length;
  }

  uploadPart(upload: number, number: number, body: string): object {
    const { open, parts } = this.#uploads[upload]!;
    if (!open) return { error: 'NoSuchUpload' };
    const etag = `"${md5(body).toString('hex')}"`;
    parts.set(number, { body, etag });
    return { etag };
  }

  abort(upload: number): object {
    const found = this.#uploads[upload]!;
    if (!found.open) return { error: 'NoSuchUpload' };
    found.open = false;
    return {};
  }

  complete(upload: number, numbers: readonly number[], conditions: Conditions): object {
    const found = this.#uploads[upload]!;
    if (!found.open) return { error: 'NoSuchUpload' };
    const parts = numbers.map((number) => found.parts.get(number));
    if (numbers.some((number, at) => at > 0 && number <= numbers[at - 1]!))
      return { error: 'InvalidPartOrder' };
    for (const [at, part] of parts.entries()) {
      if (part === undefined) return { error: 'InvalidPart' };
      if (at < parts.length - 1 && part.body.length < LEAST_PART) return { error: 'EntityTooSmall' };
    }
    const refused = this.#refused(found.key, conditions);
    if (refused !== undefined) return refused;
    const conditional = conditions.match !== undefined || conditions.absent === true;
    if (conditional && found.disturbed) return { error: 'ConditionalRequestConflict' };
    found.open = false;
    const digests = parts.map((part) => md5(part!.body));
    const etag = `"${md5(Buffer.concat(digests)).toString('hex')}-${parts.length}"`;
    return this.#written(found.key, parts.map((part) => part!.body).join(''), etag);
  }

  /** The newest version, unless it is a delete marker. */
  current(key: string): Version | undefined {
    const newest = this.#keys.get(key)?.at(-1);
    return newest?.marker === true ? undefined : newest;
  }

  /** Every version there is, as listings have them: keys in the order of their bytes, newest first. */
  entries(): readonly Entry[] {
    return [...this.#keys]
      .toSorted(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
      .flatMap(([key, versions]) =>
        versions.toReversed().map((version, at) => ({ ...version, key, latest: at === 0 })),
      );
  }

  #refused(key: string, { match, absent }: Conditions): object | undefined {
    const current = this.current(key);
    if (absent === true && current !== undefined) return { error: 'PreconditionFailed' };
    if (match === undefined) return undefined;
    if (current === undefined) return { error: 'NoSuchKey' };
    return match === 'other' ? { error: 'PreconditionFailed' } : undefined;
  }

  #shown(
    { body, etag, id }: Version,
    { match, unless }: Conditions & { readonly unless?: 'current' | 'other' | undefined },
  ): object {
    if (match === 'other') return { error: 'PreconditionFailed' };
    if (unless === 'current') return { error: 'NotModified' };
    return { body, etag, ...(this.versioning !== undefined && { version: id }) };
  }

  #written(key: string, body: string, etag: string): object {
    const { id } = this.#added(key, body, etag);
    // A write to a suspended bucket is told no version, though it has the null one; a copy is told.
    return { etag, ...(this.versioning === 'Enabled' && { version: id }) };
  }

  #added(key: string, body: string, etag: string): { readonly etag: string; readonly id: number } {
    return { etag, id: this.#add(key, { marker: false, body, etag }) };
  }

  #add(key: string, version: Omit<Version, 'id'>): number {
    const id = this.versioning === 'Enabled' ? (this.#made += 1) : 0;
    const others = (this.#keys.get(key) ?? []).filter((each) => id !== 0 || each.id !== 0);
    this.#keep(key, [...others, { ...version, id }]);
    this.#disturb(key);
    return id;
  }

  #keep(key: string, versions: Version[]): void {
    if (versions.length === 0) this.#keys.delete(key);
    else this.#keys.set(key, versions);
  }

  #disturb(key: string): void {
    for (const upload of this.#uploads) if (upload.key === key) upload.disturbed = true;
  }
}

export type Line = { readonly prefix: string } | Entry;

/** Rolls entries up below a prefix, as a delimiter does; pages are cut from the lines that come out. */
export function rolledUp(entries: readonly Entry[], prefix: string, delimiter: string | undefined): Line[] {
  const lines: Line[] = [];
  const seen = new Set<string>();
  for (const entry of entries) {
    if (!entry.key.startsWith(prefix)) continue;
    const end = delimiter === undefined ? -1 : entry.key.indexOf(delimiter, prefix.length);
    if (end < 0) {
      lines.push(entry);
      continue;
    }
    const common = entry.key.slice(0, end + delimiter!.length);
    if (!seen.has(common)) lines.push({ prefix: common });
    seen.add(common);
  }
  return lines;
}
