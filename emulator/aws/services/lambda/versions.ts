/**
 * Versions: `$LATEST`, which changes, and the numbered ones, which do not. A version is its settings and its code.
 *
 * `RevisionId` changes with every change of a version and of what hangs on it, as AWS's does.
 */
import type { Blobs } from '../../kernel/blobs.ts';
import type { Ids } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { functionNotFound } from './errors.ts';
import { functionArn, LATEST } from './function-reference.ts';
import type { FunctionSettings } from './function-settings.ts';
import type { Functions, LambdaFunction } from './functions.ts';

/** A deployment package that a version or a layer runs. */
export interface CodePackage {
  /** base64, as `CodeSha256` shows it. */
  readonly sha256: string;
  /** Bytes of the archive. */
  readonly size: number;
  /** Where the archive's bytes are; none for a folder. */
  readonly blob: string | undefined;
  /** A folder of the machine that is run in place, instead of an archive. */
  readonly folder: string | undefined;
}

export interface FunctionVersion {
  readonly id: number;
  readonly functionId: number;
  readonly version: string;
  readonly settings: FunctionSettings;
  readonly code: CodePackage;
  readonly revisionId: string;
  readonly modifiedAt: Instant;
  readonly content: number;
}

interface Row {
  readonly id: number;
  readonly function_id: number;
  readonly version: string;
  readonly settings: string;
  readonly code: string;
  readonly blob: string | null;
  readonly revision: string;
  readonly modified_at: number;
  readonly content: number;
}

export class Versions {
  readonly #functions: Functions;
  readonly #ids: Ids;
  readonly #blobs: Blobs;
  readonly #insert: Statement<Row>;
  readonly #find: Statement<Row>;
  readonly #list: Statement<Row>;
  readonly #update: Statement<Row>;
  readonly #setRevision: Statement<Row>;
  readonly #remove: Statement<Row>;
  readonly #named: Statement<{ n: number }>;
  readonly #size: Statement<{ size: number }>;

  constructor(store: Store, functions: Functions, ids: Ids, blobs: Blobs) {
    this.#functions = functions;
    this.#ids = ids;
    this.#blobs = blobs;
    this.#insert = store.statement(
      `INSERT INTO lambda_versions (function_id, version, settings, code, blob, revision, modified_at, content)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#find = store.statement('SELECT * FROM lambda_versions WHERE function_id = ? AND version = ?');
    this.#list = store.statement('SELECT * FROM lambda_versions WHERE function_id = ? ORDER BY id');
    this.#update = store.statement(
      `UPDATE lambda_versions SET settings = ?, code = ?, blob = ?, revision = ?, modified_at = ?, content = ?
       WHERE id = ?`,
    );
    this.#setRevision = store.statement('UPDATE lambda_versions SET revision = ? WHERE id = ?');
    this.#remove = store.statement('DELETE FROM lambda_versions WHERE id = ?');
    this.#named = store.statement('SELECT count(*) AS n FROM lambda_versions WHERE blob = ?');
    this.#size = store.statement(
      `SELECT coalesce(sum(json_extract(v.code, '$.size')), 0) AS size
       FROM lambda_versions v JOIN lambda_functions f ON f.id = v.function_id
       WHERE f.account_id = ? AND f.region = ?`,
    );
  }

  /** Gives a new function its `$LATEST`. */
  create(fn: LambdaFunction, settings: FunctionSettings, code: CodePackage, now: Instant): FunctionVersion {
    this.#add(fn, LATEST, settings, code, now, fn.content);
    return this.get(fn, LATEST);
  }

  find(fn: LambdaFunction, version: string): FunctionVersion | undefined {
    const row = this.#find.get(fn.id, version);
    return row === undefined ? undefined : versionOf(row);
  }

  /** @throws AwsError ResourceNotFoundException */
  get(fn: LambdaFunction, version: string): FunctionVersion {
    const found = this.find(fn, version);
    if (found === undefined) throw functionNotFound(functionArn(fn, version));
    return found;
  }

  /** `$LATEST` first, then in order of publication. */
  list(fn: LambdaFunction): readonly FunctionVersion[] {
    return this.#list.all(fn.id).map(versionOf);
  }

  /** Changes `$LATEST`. */
  update(
    fn: LambdaFunction,
    change: { readonly settings?: FunctionSettings; readonly code?: CodePackage },
    now: Instant,
  ): FunctionVersion {
    const latest = this.get(fn, LATEST);
    const { settings = latest.settings, code = latest.code } = change;
    this.#update.run(
      JSON.stringify(settings),
      JSON.stringify(code),
      code.blob ?? null,
      this.#ids.uuid(),
      now,
      this.#functions.nextContent(fn),
      latest.id,
    );
    if (code.blob !== latest.code.blob) this.#releaseUnused(latest.code);
    return this.get(fn, LATEST);
  }

  /** Freezes `$LATEST` under a number. When nothing changed since the newest version, that one is the answer. */
  publish(fn: LambdaFunction, description: string | undefined, now: Instant): FunctionVersion {
    const latest = this.get(fn, LATEST);
    const newest = this.list(fn).at(-1)!;
    if (newest.version !== LATEST && newest.content === latest.content) return newest;
    const version = this.#functions.nextVersion(fn);
    const settings = { ...latest.settings, description: description ?? latest.settings.description };
    this.#add(fn, version, settings, latest.code, now, latest.content);
    this.touch(latest);
    return this.get(fn, version);
  }

  /** Gives the version a new revision because something that hangs on it changed. */
  touch(version: FunctionVersion): string {
    const revision = this.#ids.uuid();
    this.#setRevision.run(revision, version.id);
    return revision;
  }

  remove(version: FunctionVersion): void {
    this.#remove.run(version.id);
    this.#releaseUnused(version.code);
  }

  /** Bytes of the archives of all versions in a region of an account. */
  codeSize({ accountId, region }: Scope): number {
    return this.#size.get(accountId, region)!.size;
  }

  #add(
    fn: LambdaFunction,
    version: string,
    settings: FunctionSettings,
    code: CodePackage,
    now: Instant,
    content: number,
  ): void {
    this.#insert.run(
      fn.id,
      version,
      JSON.stringify(settings),
      JSON.stringify(code),
      code.blob ?? null,
      this.#ids.uuid(),
      now,
      content,
    );
  }

  #releaseUnused({ blob }: CodePackage): void {
    if (blob !== undefined && this.#named.get(blob)!.n === 0) this.#blobs.release(blob);
  }
}

const versionOf = (row: Row): FunctionVersion => ({
  id: row.id,
  functionId: row.function_id,
  version: row.version,
  settings: JSON.parse(row.settings) as FunctionSettings,
  code: JSON.parse(row.code) as CodePackage,
  revisionId: row.revision,
  modifiedAt: row.modified_at,
  content: row.content,
});
