/** The keys of all accounts and regions, and their materials over time. */
import type { KeyManagerType, KeySpec, KeyUsageType, RotationType } from '@aws-sdk/client-kms';
import type { Instant } from '../../kernel/instant.ts';
import type { Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import type { Key } from './key.ts';

/** One of the secrets that a key has had. */
export interface Material {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly since: Instant;
  /** How it came to replace the one before; `undefined` for a key's first. */
  readonly rotation: RotationType | undefined;
}

interface Row {
  readonly id: number;
  readonly account_id: string;
  readonly region: string;
  readonly key_id: string;
  readonly description: string;
  readonly usage: string;
  readonly spec: string;
  readonly manager: string;
  readonly multi_region: number;
  readonly state: string;
  readonly created_at: number;
  readonly delete_at: number | null;
  readonly window_days: number | null;
  readonly policy: string;
  readonly tags: string;
  readonly rotation_days: number | null;
  readonly next_rotation_at: number | null;
}

interface MaterialRow {
  readonly material_id: string;
  readonly bytes: Uint8Array;
  readonly since: number;
  readonly rotation: string | null;
}

export type NewKey = Omit<Key, 'id' | 'state' | 'deleteAt' | 'windowDays' | 'rotation'>;

export class Keys {
  readonly #insert: Statement<Row>;
  readonly #find: Statement<Row>;
  readonly #byRow: Statement<Row>;
  readonly #list: Statement<Row>;
  readonly #deadlines: Statement<Row>;
  readonly #update: Statement<Row>;
  readonly #remove: Statement<Row>;
  readonly #addMaterial: Statement<MaterialRow>;
  readonly #materials: Statement<MaterialRow>;
  readonly #material: Statement<MaterialRow>;

  constructor(store: Store) {
    this.#insert = store.statement(
      `INSERT INTO kms_keys (account_id, region, key_id, description, usage, spec, manager, multi_region, state,
         created_at, policy, tags) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'Enabled', ?, ?, ?)`,
    );
    this.#find = store.statement('SELECT * FROM kms_keys WHERE account_id = ? AND region = ? AND key_id = ?');
    this.#byRow = store.statement('SELECT * FROM kms_keys WHERE id = ?');
    this.#list = store.statement(
      'SELECT * FROM kms_keys WHERE account_id = ? AND region = ? ORDER BY key_id',
    );
    this.#deadlines = store.statement(
      'SELECT * FROM kms_keys WHERE delete_at IS NOT NULL OR next_rotation_at IS NOT NULL',
    );
    this.#update = store.statement(
      `UPDATE kms_keys SET description = ?, state = ?, delete_at = ?, window_days = ?, policy = ?, tags = ?,
         rotation_days = ?, next_rotation_at = ? WHERE id = ?`,
    );
    this.#remove = store.statement('DELETE FROM kms_keys WHERE id = ?');
    this.#addMaterial = store.statement(
      'INSERT INTO kms_materials (key, material_id, bytes, since, rotation) VALUES (?, ?, ?, ?, ?)',
    );
    this.#materials = store.statement('SELECT * FROM kms_materials WHERE key = ? ORDER BY id');
    this.#material = store.statement('SELECT * FROM kms_materials WHERE key = ? AND material_id = ?');
  }

  create(key: NewKey, material: Material): Key {
    const { accountId, region } = key.scope;
    const { rowid } = this.#insert.run(
      accountId,
      region,
      key.keyId,
      key.description,
      key.usage,
      key.spec,
      key.manager,
      Number(key.multiRegion),
      key.createdAt,
      key.policy,
      JSON.stringify(key.tags),
    );
    this.addMaterial(rowid, material);
    return this.at(rowid)!;
  }

  find({ accountId, region }: Scope, keyId: string): Key | undefined {
    const row = this.#find.get(accountId, region, keyId);
    return row === undefined ? undefined : keyOf(row);
  }

  /** By the number of its record. */
  at(id: number): Key | undefined {
    const row = this.#byRow.get(id);
    return row === undefined ? undefined : keyOf(row);
  }

  /** In order of key id. */
  list({ accountId, region }: Scope): readonly Key[] {
    return this.#list.all(accountId, region).map(keyOf);
  }

  /** Keys that wait for their deletion or rotation, of all accounts. */
  withDeadlines(): readonly Key[] {
    return this.#deadlines.all().map(keyOf);
  }

  update(key: Key, change: Partial<Key>): void {
    const next = { ...key, ...change };
    this.#update.run(
      next.description,
      next.state,
      next.deleteAt ?? null,
      next.windowDays ?? null,
      next.policy,
      JSON.stringify(next.tags),
      next.rotation?.days ?? null,
      next.rotation?.nextAt ?? null,
      key.id,
    );
  }

  /** Removes the key with its materials, aliases and grants. */
  remove(key: Key): void {
    this.#remove.run(key.id);
  }

  addMaterial(key: number, { id, bytes, since, rotation }: Material): void {
    this.#addMaterial.run(key, id, bytes, since, rotation ?? null);
  }

  /** Oldest first. */
  materials(key: Key): readonly Material[] {
    return this.#materials.all(key.id).map(materialOf);
  }

  /** What the key encrypts, signs and authenticates with. */
  current(key: Key): Material {
    return this.materials(key).at(-1)!;
  }

  material(key: Key, id: string): Material | undefined {
    const row = this.#material.get(key.id, id);
    return row === undefined ? undefined : materialOf(row);
  }
}

const keyOf = (row: Row): Key => ({
  id: row.id,
  scope: { accountId: row.account_id, region: row.region, partition: 'aws' },
  keyId: row.key_id,
  description: row.description,
  usage: row.usage as KeyUsageType,
  spec: row.spec as KeySpec,
  manager: row.manager as KeyManagerType,
  multiRegion: row.multi_region === 1,
  state: row.state as Key['state'],
  createdAt: row.created_at,
  deleteAt: row.delete_at ?? undefined,
  windowDays: row.window_days ?? undefined,
  policy: row.policy,
  tags: JSON.parse(row.tags) as Record<string, string>,
  rotation:
    row.rotation_days === null || row.next_rotation_at === null
      ? undefined
      : { days: row.rotation_days, nextAt: row.next_rotation_at },
});

const materialOf = (row: MaterialRow): Material => ({
  id: row.material_id,
  bytes: row.bytes,
  since: row.since,
  rotation: (row.rotation ?? undefined) as RotationType | undefined,
});
