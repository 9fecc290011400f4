/** What DynamoDB keeps in a cloud, and how its operations get at it. */
import { minutes, type Duration, type Instant } from '../../kernel/instant.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Call } from '../../kernel/operation.ts';
import type { Scope } from '../../kernel/scope.ts';
import { Expiry } from './expiry.ts';
import { ExpressionCache } from './expressions/cache.ts';
import { INDEX_TOPIC, Items } from './items.ts';
import { MIGRATIONS } from './schema.ts';
import { Shelves } from './shelf.ts';
import { chargeForTables } from './table-charges.ts';
import { recount, removeContents } from './table-changes.ts';
import type { Table } from './table.ts';
import { tableNameOf, Tables } from './tables.ts';
import { ThroughputLimits, type Direction } from './throughput.ts';
import { Tokens } from './transactions.ts';
import { totalOf, type Units } from './units.ts';

/** How long AWS takes for what it does after it has answered. */
export interface Pace {
  /** Until a table or an index that is made, changed or deleted is so. */
  change: Duration;
  /** At most until a global index shows a write; each write takes a share of it chosen by the cloud's seed. */
  indexLag: Duration;
  /** Until an expired item is removed; readable until then. */
  expiry: Duration;
}

export type StreamListener = (event: {
  readonly table: Table;
  readonly now: Instant;
  readonly enabled: boolean;
}) => void;

export type ConsumptionListener = (consumed: {
  readonly table: Table;
  readonly direction: Direction;
  readonly units: number;
}) => void;

export class DynamoDb {
  readonly #streamListeners: StreamListener[] = [];
  readonly #consumptionListeners: ConsumptionListener[] = [];
  readonly kernel: Kernel;
  readonly tables: Tables;
  readonly items: Items;
  readonly shelves: Shelves;
  readonly tokens: Tokens;
  readonly limits = new ThroughputLimits();
  readonly expressions = new ExpressionCache();
  /** All but expiry is done at once unless this says otherwise. */
  readonly pace: Pace = { change: 0, indexLag: 0, expiry: minutes(5) };
  readonly expiry: Expiry;

  constructor(kernel: Kernel) {
    const { store, outbox, ids } = kernel;
    store.define('dynamodb', MIGRATIONS);
    this.kernel = kernel;
    this.tables = new Tables(store);
    this.shelves = new Shelves(store);
    this.tokens = new Tokens(store);
    this.items = new Items(store, outbox, () =>
      this.pace.indexLag === 0 ? 0 : Math.ceil(ids.random() * this.pace.indexLag),
    );
    this.expiry = new Expiry(kernel, this.tables, this.items, () => this.pace.expiry);
    chargeForTables(this);
    outbox.handle<Parameters<Items['catchUp']>[0]>(INDEX_TOPIC, ({ payload }) => {
      store.transact(() => this.items.catchUp(payload, (id) => this.tables.byId(id)));
    });
  }

  /**
   * The table that a data operation works on.
   *
   * @param given its name or ARN
   * @throws AwsError ResourceNotFoundException, AccessDeniedException
   */
  table(call: Call, action: string, given: string | undefined, indexName?: string): Table {
    const name = tableNameOf(given);
    call.touches(name);
    this.authorize(call, action, name, indexName === undefined ? '' : `/index/${indexName}`);
    this.settle(call.scope, name, call.now);
    return this.tables.active(call.scope, name, call.now);
  }

  /** @throws AwsError AccessDeniedException */
  authorize(call: Call, action: string, tableName: string, part = ''): void {
    const { partition, region, accountId } = call.scope;
    call.authorize({
      action: `dynamodb:${action}`,
      resource: `arn:${partition}:dynamodb:${region}:${accountId}:table/${tableName}${part}`,
      owner: accountId,
    });
  }

  /** Counts what a request consumed, for the bill and against what is provisioned. */
  charge(call: Call, table: Table, direction: Direction, units: Units): void {
    this.limits.charge(table, direction, units, call.now);
    for (const listener of this.#consumptionListeners) listener({ table, direction, units: totalOf(units) });
    if (table.definition.billingMode === 'PROVISIONED') return;
    const { accountId, region } = table.scope;
    const infrequent = table.definition.tableClass === 'STANDARD_INFREQUENT_ACCESS';
    const usageType = `${infrequent ? 'IA-' : ''}${direction}RequestUnits`;
    const { service, operation } = call;
    this.kernel.meter.add(
      { service, usageType, operation, resource: table.name, accountId, region },
      totalOf(units),
    );
  }

  /** Hears what requests consume. */
  onConsumption(listener: ConsumptionListener): void {
    this.#consumptionListeners.push(listener);
  }

  /** A number for a new index's entries, never given before. */
  newIndexId(): number {
    return this.kernel.store.statement('INSERT INTO dynamodb_index_ids DEFAULT VALUES').run().rowid;
  }

  /** Is told, within the transaction, of streams that are enabled and disabled. */
  onStream(listener: StreamListener): void {
    this.#streamListeners.push(listener);
  }

  openStream(table: Table, now: Instant): void {
    for (const listener of this.#streamListeners) listener({ table, now, enabled: true });
  }

  /** Ends a table's stream if it has one that is enabled. */
  closeStream(table: Table, now: Instant): void {
    if (!table.definition.streamEnabled) return;
    for (const listener of this.#streamListeners) listener({ table, now, enabled: false });
  }

  /** Takes a table away whose deletion is complete by now. */
  settle(scope: Scope, name: string, now: Instant): void {
    const table = this.tables.find(scope, name);
    const transition = table?.definition.transition;
    if (table === undefined || transition?.status !== 'DELETING' || now < transition.until) return;
    this.kernel.store.transact(() => {
      removeContents(this.kernel.store, table);
      this.tables.remove(table);
    });
  }

  /** The table with counts that are at most as old as AWS's. */
  recounted(table: Table, now: Instant): Table {
    const counted = recount(this.kernel.store, table, now);
    return counted === undefined ? table : this.tables.change(table, { counted });
  }

  /** When a change begun now is complete. */
  settledAt(now: Instant): Instant {
    return now + this.pace.change;
  }
}
