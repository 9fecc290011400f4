/** Access keys of users: what they sign requests with. */
import { Credential, type CredentialStore } from '../../auth/credentials.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import type { Identities } from './identities.ts';
import { identityArn, type Identity } from './identity.ts';

export interface AccessKey {
  /** `AKIA…` */
  readonly accessKeyId: string;
  readonly secret: string;
  /** The number of the user's record. */
  readonly user: number;
  readonly active: boolean;
  readonly createdAt: Instant;
}

interface Row {
  readonly access_key_id: string;
  readonly secret: string;
  readonly user: number;
  readonly active: number;
  readonly created_at: number;
}

export class AccessKeys implements CredentialStore {
  readonly #identities: Identities;
  /** Kept for the signing keys derived in them. */
  readonly #credentials = new Map<string, Credential>();
  readonly #insert: Statement<Row>;
  readonly #find: Statement<Row>;
  readonly #list: Statement<Row>;
  readonly #setActive: Statement<Row>;
  readonly #remove: Statement<Row>;

  constructor(store: Store, identities: Identities) {
    this.#identities = identities;
    this.#insert = store.statement(
      `INSERT INTO iam_access_keys (access_key_id, secret, user, active, created_at) VALUES (?, ?, ?, 1, ?)`,
    );
    this.#find = store.statement('SELECT * FROM iam_access_keys WHERE access_key_id = ?');
    this.#list = store.statement('SELECT * FROM iam_access_keys WHERE user = ? ORDER BY id');
    this.#setActive = store.statement('UPDATE iam_access_keys SET active = ? WHERE access_key_id = ?');
    this.#remove = store.statement('DELETE FROM iam_access_keys WHERE access_key_id = ?');
  }

  create(user: Identity, key: Pick<AccessKey, 'accessKeyId' | 'secret' | 'createdAt'>): AccessKey {
    this.#insert.run(key.accessKeyId, key.secret, user.id, key.createdAt);
    return { ...key, user: user.id, active: true };
  }

  /** Oldest first. */
  ofUser(user: Identity): readonly AccessKey[] {
    return this.#list.all(user.id).map(keyOf);
  }

  setActive({ accessKeyId }: AccessKey, active: boolean): void {
    this.#setActive.run(Number(active), accessKeyId);
  }

  remove({ accessKeyId }: AccessKey): void {
    this.#remove.run(accessKeyId);
  }

  /** Whose the key is; an inactive one is nobody's. */
  find(accessKeyId: string): Credential | undefined {
    const row = this.#find.get(accessKeyId);
    const user = row?.active === 1 ? this.#identities.at(row.user) : undefined;
    if (row === undefined || user === undefined) {
      this.#credentials.delete(accessKeyId);
      return undefined;
    }
    const kept = this.#credentials.get(accessKeyId);
    if (kept !== undefined) return kept;
    const credential = new Credential({
      accessKeyId,
      secretAccessKey: row.secret,
      accountId: user.account,
      arn: identityArn(user),
      userId: user.uniqueId,
    });
    this.#credentials.set(accessKeyId, credential);
    return credential;
  }
}

const keyOf = (row: Row): AccessKey => ({
  accessKeyId: row.access_key_id,
  secret: row.secret,
  user: row.user,
  active: row.active === 1,
  createdAt: row.created_at,
});
