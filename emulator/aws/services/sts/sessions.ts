/** Sessions: temporary keys of users and of roles, with the policies that limit them. */
import { Credential, KEY_CHARACTERS, type CredentialStore } from '../../auth/credentials.ts';
import type { Ids } from '../../kernel/ids.ts';
import { days, type Instant } from '../../kernel/instant.ts';
import type { Statement, Store } from '../../kernel/store.ts';

export interface NewSession {
  readonly accountId: string;
  /** Of the user, or `arn:aws:sts::000000000000:assumed-role/uploader/session`. */
  readonly arn: string;
  readonly userId: string;
  /** Policy documents that the session may not go beyond; none limits nothing. */
  readonly policies: readonly string[];
  readonly expiresAt: Instant;
}

export interface Session extends NewSession {
  /** `ASIA…` */
  readonly accessKeyId: string;
  readonly secret: string;
  readonly token: string;
}

interface Row {
  readonly access_key_id: string;
  readonly secret: string;
  readonly token: string;
  readonly account_id: string;
  readonly arn: string;
  readonly user_id: string;
  readonly policies: string;
  readonly expires_at: number;
}

const MIGRATIONS = [
  `CREATE TABLE sts_sessions (
     id INTEGER PRIMARY KEY, access_key_id TEXT NOT NULL, secret TEXT NOT NULL, token TEXT NOT NULL,
     account_id TEXT NOT NULL, arn TEXT NOT NULL, user_id TEXT NOT NULL, policies TEXT NOT NULL, expires_at INTEGER NOT NULL
   );
   CREATE UNIQUE INDEX sts_sessions_by_key ON sts_sessions (access_key_id);
   CREATE INDEX sts_sessions_by_end ON sts_sessions (expires_at);`,
];

/** How long an ended session is remembered, so that its keys are told to be expired and not unknown. */
const REMEMBERED = days(7);

export class Sessions implements CredentialStore {
  /** Kept for the signing keys derived in them. */
  readonly #credentials = new Map<string, Credential>();
  readonly #insert: Statement<Row>;
  readonly #find: Statement<Row>;
  readonly #forget: Statement<Row>;

  constructor(store: Store) {
    store.define('sts', MIGRATIONS);
    this.#insert = store.statement(
      `INSERT INTO sts_sessions (access_key_id, secret, token, account_id, arn, user_id, policies, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#find = store.statement('SELECT * FROM sts_sessions WHERE access_key_id = ?');
    this.#forget = store.statement('DELETE FROM sts_sessions WHERE expires_at < ?');
  }

  open(session: NewSession, ids: Ids, now: Instant): Session {
    const opened = {
      ...session,
      accessKeyId: `ASIA${ids.text(16, KEY_CHARACTERS)}`,
      secret: ids.base64(30),
      token: ids.base64(240),
    };
    if (this.#forget.run(now - REMEMBERED).changes > 0) this.#credentials.clear();
    this.#insert.run(
      opened.accessKeyId,
      opened.secret,
      opened.token,
      opened.accountId,
      opened.arn,
      opened.userId,
      JSON.stringify(opened.policies),
      opened.expiresAt,
    );
    return opened;
  }

  find(accessKeyId: string): Credential | undefined {
    const kept = this.#credentials.get(accessKeyId);
    if (kept !== undefined) return kept;
    const row = this.#find.get(accessKeyId);
    if (row === undefined) return undefined;
    const credential = new Credential({
      accessKeyId,
      secretAccessKey: row.secret,
      accountId: row.account_id,
      arn: row.arn,
      userId: row.user_id,
      sessionToken: row.token,
      expiresAt: row.expires_at,
    });
    this.#credentials.set(accessKeyId, credential);
    return credential;
  }

  /** The documents that limit a session; empty for keys of no session. */
  policiesOf(accessKeyId: string): readonly string[] {
    const row = this.#find.get(accessKeyId);
    return row === undefined ? [] : (JSON.parse(row.policies) as string[]);
  }
}
