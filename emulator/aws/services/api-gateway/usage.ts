/** How often each key was used under each plan, by day. */
import { days, startOfDay, type Instant } from '../../kernel/instant.ts';
import type { Statement, Store } from '../../kernel/store.ts';

export class Usage {
  readonly #add: Statement<never>;
  readonly #since: Statement<{ used: number }>;
  readonly #list: Statement<{ key_id: string; day: number; used: number }>;

  constructor(store: Store) {
    this.#add = store.statement(
      `INSERT INTO api_gateway_usage (plan_id, key_id, day, used) VALUES (?, ?, ?, 1)
       ON CONFLICT (plan_id, key_id, day) DO UPDATE SET used = used + 1`,
    );
    this.#since = store.statement(
      'SELECT coalesce(sum(used), 0) AS used FROM api_gateway_usage WHERE plan_id = ? AND key_id = ? AND day >= ?',
    );
    this.#list = store.statement(
      'SELECT key_id, day, used FROM api_gateway_usage WHERE plan_id = ? AND day BETWEEN ? AND ? ORDER BY key_id, day',
    );
  }

  count(planId: string, keyId: string, at: Instant): void {
    this.#add.run(planId, keyId, dayOf(at));
  }

  since(planId: string, keyId: string, start: Instant): number {
    return this.#since.get(planId, keyId, dayOf(start))!.used;
  }

  /** Requests of each key on each day of the interval, days without any included. */
  daily(planId: string, start: Instant, end: Instant): ReadonlyMap<string, readonly number[]> {
    const [first, last] = [dayOf(start), dayOf(end)];
    const byKey = new Map<string, number[]>();
    for (const { key_id: keyId, day, used } of this.#list.all(planId, first, last)) {
      const counts = byKey.get(keyId) ?? Array.from<number>({ length: last - first + 1 }).fill(0);
      counts[day - first] = used;
      byKey.set(keyId, counts);
    }
    return byKey;
  }
}

const dayOf = (at: Instant): number => startOfDay(at) / days(1);
