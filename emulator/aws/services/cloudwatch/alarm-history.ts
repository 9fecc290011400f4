/** What happened to alarms: kept for 30 days (CloudWatch user guide, read 2026-11-20), told newest first. */
import type { AlarmType, HistoryItemType } from '@aws-sdk/client-cloudwatch';
import { days, type Instant } from '../../kernel/instant.ts';
import type { Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import type { Alarm } from './alarm.ts';

export interface HistoryEntry {
  readonly type: HistoryItemType;
  readonly summary: string;
  /** Kept as JSON. */
  readonly data: object;
}

export interface HistoryRow {
  readonly id: number;
  readonly alarm: string;
  readonly kind: AlarmType;
  readonly at: number;
  readonly type: HistoryItemType;
  readonly summary: string;
  readonly data: string;
}

const KEPT = days(30);

export class AlarmHistory {
  readonly #insert: Statement<never>;
  readonly #expire: Statement<never>;
  readonly #list: Statement<HistoryRow>;

  constructor(store: Store) {
    this.#insert = store.statement(
      `INSERT INTO cloudwatch_alarm_history (account_id, region, alarm, kind, at, type, summary, data)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#expire = store.statement(
      'DELETE FROM cloudwatch_alarm_history WHERE account_id = ? AND region = ? AND at < ?',
    );
    this.#list = store.statement(
      'SELECT * FROM cloudwatch_alarm_history WHERE account_id = ? AND region = ? AND at >= ? ORDER BY at, id',
    );
  }

  add({ scope, name, definition }: Alarm, { type, summary, data }: HistoryEntry, now: Instant): void {
    const { accountId, region } = scope;
    this.#expire.run(accountId, region, now - KEPT);
    this.#insert.run(accountId, region, name, definition.kind, now, type, summary, JSON.stringify(data));
  }

  /** Oldest first. */
  list({ accountId, region }: Scope, now: Instant): readonly HistoryRow[] {
    return this.#list.all(accountId, region, now - KEPT);
  }
}
