/**
 * Who may sign. A store answers one question, "whose key is this?", so that stores compose: the built-in pair, the
 * list from `--credentials FILE` and the sessions that STS hands out are three stores asked in turn.
 *
 * The built-in keys are the convention that AWS emulators share: `test` belongs to account 000000000000, twelve digits
 * to the account they name, and the secret is `test` for both.
 */
import { createHash } from 'node:crypto';
import type { Instant } from '../kernel/instant.ts';
import type { Principal } from '../kernel/scope.ts';
import { SigningKey } from './signing-key.ts';

export interface CredentialFields {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Twelve digits. */
  readonly accountId: string;
  /** The identity the key acts as: the account's root, a user, or an assumed-role session. */
  readonly arn: string;
  /** The unique id that `aws:userid` and event records show. */
  readonly userId: string;
  /** Set for session credentials: requests must carry exactly this token. */
  readonly sessionToken?: string;
  /** When the session ends. */
  readonly expiresAt?: Instant;
}

/** Days × regions × services of one key that are kept derived; past it the oldest is derived again when needed. */
const SIGNING_KEYS_KEPT = 64;

/** One access key. It keeps the signing keys derived from its secret: deriving one takes four HMACs. */
export class Credential implements CredentialFields {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
  readonly sessionToken?: string;
  readonly expiresAt?: Instant;
  readonly principal: Principal;
  readonly #signingKeys = new Map<string, SigningKey>();
  /** Nearly every request is for the day, region and service of the one before. */
  #last: { date: string; region: string; service: string; key: SigningKey } | undefined;

  constructor(fields: CredentialFields) {
    const { accessKeyId, accountId, arn, userId } = fields;
    this.accessKeyId = accessKeyId;
    this.secretAccessKey = fields.secretAccessKey;
    this.accountId = accountId;
    this.arn = arn;
    this.userId = userId;
    if (fields.sessionToken !== undefined) this.sessionToken = fields.sessionToken;
    if (fields.expiresAt !== undefined) this.expiresAt = fields.expiresAt;
    this.principal = { kind: 'user', accountId, accessKeyId, arn, userId };
  }

  /** The key of Signature Version 4 for a day (`20261120`), a region and a service. */
  signingKey(date: string, region: string, service: string): SigningKey {
    const last = this.#last;
    if (last?.date === date && last.region === region && last.service === service) return last.key;
    const key = this.#keptKey(date, region, service);
    this.#last = { date, region, service, key };
    return key;
  }

  #keptKey(date: string, region: string, service: string): SigningKey {
    const name = `${date}/${region}/${service}`;
    const kept = this.#signingKeys.get(name);
    if (kept !== undefined) return kept;
    const key = SigningKey.derive(this.secretAccessKey, date, region, service);
    const oldest = this.#signingKeys.size < SIGNING_KEYS_KEPT ? undefined : this.#signingKeys.keys().next();
    if (oldest?.value !== undefined) this.#signingKeys.delete(oldest.value);
    this.#signingKeys.set(name, key);
    return key;
  }
}

export interface CredentialStore {
  find(accessKeyId: string): Credential | undefined;
}

/** What the ids of access keys are made of, after `AKIA` or `ASIA`. */
export const KEY_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export const rootArn = (accountId: string): string => `arn:aws:iam::${accountId}:root`;

/** A stable stand-in for the random id that IAM gives a user. */
export const userIdOf = (arn: string): string =>
  `AIDA${createHash('sha256').update(arn).digest('hex').slice(0, 17).toUpperCase()}`;

const BUILTIN_SECRET = 'test';
const BUILTIN_ACCOUNT = '000000000000';
/** Accounts whose built-in credential is kept: more than a test run names, few enough to forget nothing but cache. */
const ACCOUNTS_KEPT = 1_000;

export function builtinCredentials(): CredentialStore {
  const kept = new Map<string, Credential>();
  return {
    find(accessKeyId) {
      const accountId = accessKeyId === 'test' ? BUILTIN_ACCOUNT : accessKeyId;
      if (!/^\d{12}$/.test(accountId)) return undefined;
      const known = kept.get(accessKeyId);
      if (known !== undefined) return known;
      const credential = new Credential({
        accessKeyId,
        secretAccessKey: BUILTIN_SECRET,
        accountId,
        arn: rootArn(accountId),
        userId: accountId,
      });
      if (kept.size >= ACCOUNTS_KEPT) kept.clear();
      kept.set(accessKeyId, credential);
      return credential;
    },
  };
}

/** A store over a list; of two entries with one key, the later counts. */
export function listedCredentials(list: readonly CredentialFields[]): CredentialStore {
  const byKey = new Map(list.map((fields) => [fields.accessKeyId, new Credential(fields)]));
  return { find: (accessKeyId) => byKey.get(accessKeyId) };
}

/** Asks the stores in turn; the first that knows the key answers. */
export const composeCredentials = (...stores: readonly CredentialStore[]): CredentialStore => ({
  find(accessKeyId) {
    for (const store of stores) {
      const found = store.find(accessKeyId);
      if (found !== undefined) return found;
    }
    return undefined;
  },
});
