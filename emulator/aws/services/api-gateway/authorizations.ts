/** What authorizers answered, for as long as it may be used again; in memory, as it says nothing that lasts. */
import { seconds, type Instant } from '../../kernel/instant.ts';
import { resultTtl, type ApiAuthorizer } from './authorizers.ts';

/** What an authorizer said of an identity. */
export interface Authorization {
  readonly principalId: string;
  /** A policy document as JSON text. */
  readonly policy: string;
  readonly context: Readonly<Record<string, string>>;
}

/** Kept in memory; the one that was put first goes first. */
const KEPT = 1_000;

export class Authorizations {
  readonly #kept = new Map<string, { readonly authorization: Authorization; readonly until: Instant }>();

  find(key: string, now: Instant): Authorization | undefined {
    const kept = this.#kept.get(key);
    if (kept === undefined || now < kept.until) return kept?.authorization;
    this.#kept.delete(key);
    return undefined;
  }

  keep(key: string, authorization: Authorization, authorizer: ApiAuthorizer, now: Instant): void {
    const ttl = resultTtl(authorizer);
    if (ttl === 0) return;
    if (this.#kept.size >= KEPT) this.#kept.delete(this.#kept.keys().next().value ?? '');
    this.#kept.set(key, { authorization, until: now + seconds(ttl) });
  }

  /** Forgets what was said at a stage: of keys that begin with `a1b2c3d4e5/dev/`. */
  flush(stage: string): void {
    for (const key of this.#kept.keys()) if (key.startsWith(stage)) this.#kept.delete(key);
  }
}
