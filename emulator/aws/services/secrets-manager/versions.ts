/**
 * Versions of a secret's value, and the staging labels that name them. A label is on one version at a time; when
 * AWSCURRENT moves on, AWSPREVIOUS goes to the version it leaves. A version without labels is deprecated.
 *
 * Evidence: Secrets Manager user guide "Secret versions" (2026-11). Gaps: deprecated versions are never cleaned up.
 */
import type { Instant } from '../../kernel/instant.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { versionExists } from './errors.ts';
import type { Secret } from './secret.ts';

export const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';
export const PENDING = 'AWSPENDING';

/** Text or bytes; neither in a version that a rotation has only announced. */
export interface SecretValue {
  readonly text?: string | undefined;
  readonly bytes?: Uint8Array | undefined;
}

export interface Version extends SecretValue {
  readonly id: number;
  readonly versionId: string;
  readonly stages: readonly string[];
  readonly createdAt: Instant;
  readonly accessedAt: Instant | undefined;
}

interface Row {
  readonly id: number;
  readonly version_id: string;
  readonly text: string | null;
  readonly bytes: Uint8Array | null;
  readonly stages: string;
  readonly created_at: number;
  readonly accessed_at: number | null;
}

export const hasValue = ({ text, bytes }: SecretValue): boolean => text !== undefined || bytes !== undefined;

const sameValue = (a: SecretValue, b: SecretValue): boolean =>
  a.text === b.text && Buffer.from(a.bytes ?? []).equals(Buffer.from(b.bytes ?? []));

export class Versions {
  readonly #insert: Statement<Row>;
  readonly #list: Statement<Row>;
  readonly #fill: Statement<Row>;
  readonly #label: Statement<Row>;
  readonly #access: Statement<Row>;

  constructor(store: Store) {
    this.#insert = store.statement(
      `INSERT INTO secrets_manager_versions (secret, version_id, text, bytes, stages, created_at)
       VALUES (?, ?, ?, ?, '[]', ?)`,
    );
    this.#list = store.statement('SELECT * FROM secrets_manager_versions WHERE secret = ? ORDER BY id');
    this.#fill = store.statement('UPDATE secrets_manager_versions SET text = ?, bytes = ? WHERE id = ?');
    this.#label = store.statement('UPDATE secrets_manager_versions SET stages = ? WHERE id = ?');
    this.#access = store.statement('UPDATE secrets_manager_versions SET accessed_at = ? WHERE id = ?');
  }

  /** Oldest first. */
  list(secret: Secret): readonly Version[] {
    return this.#list.all(secret.id).map(versionOf);
  }

  find(secret: Secret, versionId: string): Version | undefined {
    return this.list(secret).find((version) => version.versionId === versionId);
  }

  /** The version that carries a label. */
  labelled(secret: Secret, stage: string): Version | undefined {
    return this.list(secret).find(({ stages }) => stages.includes(stage));
  }

  /**
   * Stores a value under a version's id. The same value under the same id again is nothing new.
   *
   * @throws AwsError ResourceExistsException when the id has another value already
   */
  put(secret: Secret, versionId: string, value: SecretValue, now: Instant): void {
    const known = this.find(secret, versionId);
    if (known === undefined) {
      this.#insert.run(secret.id, versionId, value.text ?? null, value.bytes ?? null, now);
    } else if (!hasValue(known)) {
      this.#fill.run(value.text ?? null, value.bytes ?? null, known.id);
    } else if (!sameValue(known, value)) throw versionExists();
  }

  /** Moves labels to a version, from wherever they are. */
  label(secret: Secret, versionId: string, stages: readonly string[]): void {
    const current = this.labelled(secret, CURRENT);
    for (const stage of stages) this.#move(secret, stage, versionId);
    const left = stages.includes(CURRENT) && current?.versionId !== versionId ? current : undefined;
    if (left !== undefined) this.#move(secret, PREVIOUS, left.versionId);
  }

  unlabel(version: Version, stage: string): void {
    const stages = version.stages.filter((label) => label !== stage);
    this.#label.run(JSON.stringify(stages), version.id);
  }

  touch(version: Version, now: Instant): void {
    this.#access.run(now, version.id);
  }

  #move(secret: Secret, stage: string, versionId: string): void {
    for (const version of this.list(secret)) {
      const has = version.stages.includes(stage);
      if (version.versionId !== versionId && has) this.unlabel(version, stage);
      if (version.versionId === versionId && !has) {
        this.#label.run(JSON.stringify([...version.stages, stage]), version.id);
      }
    }
  }
}

const versionOf = (row: Row): Version => ({
  id: row.id,
  versionId: row.version_id,
  text: row.text ?? undefined,
  bytes: row.bytes ?? undefined,
  stages: JSON.parse(row.stages) as string[],
  createdAt: row.created_at,
  accessedAt: row.accessed_at ?? undefined,
});
