/**
 * Removes items that have expired, on the clock. AWS takes up to days for it; here it is a few minutes, so that whoever
 * relies on expired items being gone at once still finds out.
 *
 * Evidence: aws.md section E.8; items that expired more than five years ago are left alone.
 */
import { days, seconds, type Duration, type Instant } from '../../kernel/instant.ts';
import type { Cancel } from '../../kernel/clock.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Statement } from '../../kernel/store.ts';
import { expiryOf, StoredItem, type Items } from './items.ts';
import { placeOf } from './key-schema.ts';
import type { Table } from './table.ts';
import type { Tables } from './tables.ts';

const FORGOTTEN = days(5 * 365);
const BATCH = 100;

interface Row {
  readonly id: number;
  readonly size: number;
  readonly item: string;
}

export class Expiry {
  readonly #kernel: Kernel;
  readonly #tables: Tables;
  readonly #items: Items;
  readonly #delay: () => Duration;
  readonly #due: Statement<Row>;
  readonly #earliest: Statement<{ expires: number | null }>;
  #next: { readonly at: Instant; readonly cancel: Cancel } | undefined;

  /** @param delay how long expired items stay */
  constructor(kernel: Kernel, tables: Tables, items: Items, delay: () => Duration) {
    this.#kernel = kernel;
    this.#tables = tables;
    this.#items = items;
    this.#delay = delay;
    this.#due = kernel.store.statement(
      `SELECT id, size, item FROM dynamodb_items WHERE shelf = ? AND expires BETWEEN ? AND ? ORDER BY expires LIMIT ${BATCH}`,
    );
    this.#earliest = kernel.store.statement(
      'SELECT min(expires) AS expires FROM dynamodb_items WHERE shelf = ? AND expires >= ?',
    );
    items.onChange(({ table, after }) => {
      const expires = after === undefined ? null : expiryOf(table, after);
      if (expires !== null) this.#expect(seconds(expires));
    });
    this.plan();
  }

  /** Looks for the next item to expire; called when a table's items begin to expire, too. */
  plan(): void {
    for (const table of this.#tables.all()) {
      if (table.definition.ttlAttribute === undefined) continue;
      const since = Math.ceil((this.#kernel.clock.now() - FORGOTTEN) / seconds(1));
      const expires = this.#earliest.get(table.id, since)?.expires ?? null;
      if (expires !== null) this.#expect(seconds(expires));
    }
  }

  #expect(expires: Instant): void {
    const at = expires + this.#delay();
    if (this.#next !== undefined && this.#next.at <= at) return;
    this.#next?.cancel();
    this.#next = { at, cancel: this.#kernel.clock.schedule(at, () => this.#sweep()) };
  }

  #sweep(): void {
    this.#next = undefined;
    const now = this.#kernel.clock.now();
    for (const table of this.#tables.all()) {
      if (table.definition.ttlAttribute !== undefined) this.#sweepTable(table, now);
    }
    this.plan();
  }

  #sweepTable(table: Table, now: Instant): void {
    const since = Math.ceil((now - FORGOTTEN) / seconds(1));
    const until = Math.floor((now - this.#delay()) / seconds(1));
    for (;;) {
      const rows = this.#due.all(table.id, since, until);
      if (rows.length === 0) return;
      const seq = this.#kernel.journal.reserve();
      this.#kernel.store.transact(() => {
        for (const row of rows) this.#remove(table, new StoredItem(row), now, seq);
      });
      this.#kernel.journal.append(
        { type: 'dynamodb.expiry', cause: 0, resource: table.name, items: rows.length },
        seq,
      );
    }
  }

  #remove(table: Table, stored: StoredItem, now: Instant, cause: Cause): void {
    const place = placeOf(table.key, stored.item);
    this.#items.write(table, place, stored, undefined, { now, cause, expired: true });
  }
}
