/** The users, groups and roles of all accounts, and who belongs to which group. */
import type { Statement, Store } from '../../kernel/store.ts';
import type { Identity, IdentityKind } from './identity.ts';

interface Row {
  readonly id: number;
  readonly account_id: string;
  readonly kind: string;
  readonly name: string;
  readonly path: string;
  readonly unique_id: string;
  readonly created_at: number;
  readonly boundary: string | null;
  readonly tags: string;
  readonly trust: string | null;
  readonly description: string | null;
  readonly longest_session: number | null;
}

export class Identities {
  readonly #insert: Statement<Row>;
  readonly #find: Statement<Row>;
  readonly #byRow: Statement<Row>;
  readonly #list: Statement<Row>;
  readonly #update: Statement<Row>;
  readonly #remove: Statement<Row>;
  readonly #join: Statement<Row>;
  readonly #leave: Statement<Row>;
  readonly #groupsOf: Statement<Row>;
  readonly #membersOf: Statement<Row>;
  readonly #bounded: Statement<{ n: number }>;

  constructor(store: Store) {
    this.#insert = store.statement(
      `INSERT INTO iam_identities (account_id, kind, name, path, unique_id, created_at, boundary, tags, trust,
         description, longest_session) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#find = store.statement(
      'SELECT * FROM iam_identities WHERE account_id = ? AND kind = ? AND name = ?',
    );
    this.#byRow = store.statement('SELECT * FROM iam_identities WHERE id = ?');
    this.#list = store.statement(
      'SELECT * FROM iam_identities WHERE account_id = ? AND kind = ? ORDER BY name',
    );
    this.#update = store.statement(
      `UPDATE iam_identities SET boundary = ?, tags = ?, trust = ?, description = ?, longest_session = ?
       WHERE id = ?`,
    );
    this.#remove = store.statement('DELETE FROM iam_identities WHERE id = ?');
    this.#join = store.statement('INSERT OR IGNORE INTO iam_memberships (member, team) VALUES (?, ?)');
    this.#leave = store.statement('DELETE FROM iam_memberships WHERE member = ? AND team = ?');
    this.#groupsOf = store.statement(
      `SELECT i.* FROM iam_memberships m JOIN iam_identities i ON i.id = m.team WHERE m.member = ?
       ORDER BY i.name`,
    );
    this.#membersOf = store.statement(
      `SELECT i.* FROM iam_memberships m JOIN iam_identities i ON i.id = m.member WHERE m.team = ?
       ORDER BY i.name`,
    );
    this.#bounded = store.statement('SELECT count(*) AS n FROM iam_identities WHERE boundary = ?');
  }

  create(identity: Omit<Identity, 'id'>): Identity {
    const { rowid } = this.#insert.run(
      identity.account,
      identity.kind,
      identity.name,
      identity.path,
      identity.uniqueId,
      identity.createdAt,
      identity.boundary ?? null,
      JSON.stringify(identity.tags),
      identity.trust ?? null,
      identity.description ?? null,
      identity.longestSession ?? null,
    );
    return { ...identity, id: rowid };
  }

  /** Names differ by more than case. */
  find(account: string, kind: IdentityKind, name: string): Identity | undefined {
    const row = this.#find.get(account, kind, name);
    return row === undefined ? undefined : identityOf(row);
  }

  at(id: number): Identity | undefined {
    const row = this.#byRow.get(id);
    return row === undefined ? undefined : identityOf(row);
  }

  /** In order of name. */
  list(account: string, kind: IdentityKind): readonly Identity[] {
    return this.#list.all(account, kind).map(identityOf);
  }

  update(identity: Identity, change: Partial<Identity>): Identity {
    const next = { ...identity, ...change };
    this.#update.run(
      next.boundary ?? null,
      JSON.stringify(next.tags),
      next.trust ?? null,
      next.description ?? null,
      next.longestSession ?? null,
      identity.id,
    );
    return next;
  }

  remove(identity: Identity): void {
    this.#remove.run(identity.id);
  }

  join(user: Identity, group: Identity): void {
    this.#join.run(user.id, group.id);
  }

  leave(user: Identity, group: Identity): void {
    this.#leave.run(user.id, group.id);
  }

  groupsOf(user: Identity): readonly Identity[] {
    return this.#groupsOf.all(user.id).map(identityOf);
  }

  membersOf(group: Identity): readonly Identity[] {
    return this.#membersOf.all(group.id).map(identityOf);
  }

  /** How many identities a policy limits. */
  boundedBy(policyArn: string): number {
    return this.#bounded.get(policyArn)?.n ?? 0;
  }
}

const identityOf = (row: Row): Identity => ({
  id: row.id,
  account: row.account_id,
  kind: row.kind as IdentityKind,
  name: row.name,
  path: row.path,
  uniqueId: row.unique_id,
  createdAt: row.created_at,
  boundary: row.boundary ?? undefined,
  tags: JSON.parse(row.tags) as Record<string, string>,
  trust: row.trust ?? undefined,
  description: row.description ?? undefined,
  longestSession: row.longest_session ?? undefined,
});
