/**
 * The queues of all accounts and regions. A queue's name is free again sixty seconds after it was deleted; until then
 * its grave stands in `sqs_graves`.
 */
import { seconds, type Instant } from '../../kernel/instant.ts';
import { parseArn, type Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { queueDeletedRecently, queueNameExists } from './errors.ts';
import { changeAttributes } from './queue-attributes.ts';
import { Queue, type QueueRow } from './queue.ts';

type Values = Readonly<Record<string, string>>;

const COLUMNS = 'id, account, region, name, attributes, tags, created, modified, purged';

/** Queues kept in memory; beyond, all are forgotten and read again. */
const MOST_KNOWN = 10_000;

export class Queues {
  readonly #store: Store;
  /** Queues as their records are, by address and by id: every request looks for one, and hardly any changes it. */
  readonly #known = new Map<string | number, Queue>();
  readonly #byName: Statement<QueueRow>;
  readonly #byId: Statement<QueueRow>;
  readonly #list: Statement<QueueRow>;
  readonly #sources: Statement<QueueRow>;
  readonly #all: Statement<QueueRow>;
  readonly #insert: Statement<never>;
  readonly #setAttributes: Statement<never>;
  readonly #setTags: Statement<never>;
  readonly #setPurged: Statement<never>;
  readonly #remove: Statement<never>;
  readonly #bury: Statement<never>;
  readonly #buried: Statement<{ deleted: Instant }>;

  constructor(store: Store) {
    this.#store = store;
    const select = `SELECT ${COLUMNS} FROM sqs_queues`;
    this.#byName = store.statement(`${select} WHERE account = ? AND region = ? AND name = ?`);
    this.#byId = store.statement(`${select} WHERE id = ?`);
    this.#list = store.statement(
      `${select} WHERE account = ? AND region = ? AND name >= ? AND name < ? AND name > ? ORDER BY name LIMIT ?`,
    );
    this.#sources = store.statement(
      `${select} WHERE dead_letter_target = ? AND name > ? ORDER BY name LIMIT ?`,
    );
    this.#all = store.statement(select);
    this.#insert = store.statement(
      `INSERT INTO sqs_queues (account, region, name, attributes, tags, created, modified, dead_letter_target)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#setAttributes = store.statement(
      'UPDATE sqs_queues SET attributes = ?, dead_letter_target = ?, modified = ? WHERE id = ?',
    );
    this.#setTags = store.statement('UPDATE sqs_queues SET tags = ? WHERE id = ?');
    this.#setPurged = store.statement('UPDATE sqs_queues SET purged = ? WHERE id = ?');
    this.#remove = store.statement('DELETE FROM sqs_queues WHERE id = ?');
    this.#bury = store.statement(
      `INSERT INTO sqs_graves (account, region, name, deleted) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET deleted = excluded.deleted`,
    );
    this.#buried = store.statement(
      'SELECT deleted FROM sqs_graves WHERE account = ? AND region = ? AND name = ?',
    );
  }

  find(account: string, region: string, name: string): Queue | undefined {
    const known = this.#known.get(addressOf({ account, region, name }));
    return known ?? this.#learn(this.#byName.get(account, region, name));
  }

  byId(id: number): Queue | undefined {
    return this.#known.get(id) ?? this.#learn(this.#byId.get(id));
  }

  byArn(queueArn: string): Queue | undefined {
    const parts = parseArn(queueArn);
    if (parts?.service !== 'sqs') return undefined;
    return this.find(parts.accountId, parts.region, parts.resource);
  }

  all(): Queue[] {
    return this.#all.all().map((row) => new Queue(row));
  }

  /** Up to `limit` queues of a region in the order of their names. */
  list(scope: Scope, prefix: string, after: string, limit: number): Queue[] {
    const { accountId, region } = scope;
    return this.#list
      .all(accountId, region, prefix, `${prefix}\u{10ffff}`, after, limit)
      .map((row) => new Queue(row));
  }

  /** The queues whose redrive policy names this one. */
  sourcesOf(queueArn: string, after = '', limit = 1_000): Queue[] {
    return this.#sources.all(queueArn, after, limit).map((row) => new Queue(row));
  }

  /**
   * Makes a queue, or finds the one that already is what is asked for.
   *
   * @param attributes checked ones
   * @throws AwsError QueueNameExists, QueueDeletedRecently
   */
  create(scope: Scope, name: string, attributes: Values, tags: Values, now: Instant): Queue {
    const { accountId, region } = scope;
    const existing = this.find(accountId, region, name);
    if (existing !== undefined) {
      const settings: Values = { ...existing.settings, ...(existing.fifo && { FifoQueue: 'true' }) };
      const other = Object.entries(attributes).find(([key, value]) => (settings[key] ?? '') !== value);
      if (other !== undefined) throw queueNameExists(other[0]);
      return existing;
    }
    const grave = this.#buried.get(accountId, region, name);
    if (grave !== undefined && now < grave.deleted + seconds(60)) throw queueDeletedRecently();
    const { FifoQueue: _, ...settable } = attributes;
    const set = changeAttributes({}, settable);
    const target = deadLetterTarget(set);
    const values = [JSON.stringify(set), JSON.stringify(tags), now, now, target];
    const { rowid } = this.#insert.run(accountId, region, name, ...values);
    return this.byId(rowid)!;
  }

  /** Changes attributes, checked ones; an empty value takes the attribute away. */
  change(queue: Queue, change: Values, now: Instant): void {
    const set = changeAttributes(queue.set, change);
    this.#setAttributes.run(JSON.stringify(set), deadLetterTarget(set), now, queue.id);
    this.#forget(queue);
  }

  tag(queue: Queue, tags: Values): void {
    this.#setTags.run(JSON.stringify(tags), queue.id);
    this.#forget(queue);
  }

  purged(queue: Queue, now: Instant): void {
    this.#setPurged.run(now, queue.id);
    this.#forget(queue);
  }

  remove(queue: Queue, now: Instant): void {
    this.#remove.run(queue.id);
    this.#bury.run(queue.account, queue.region, queue.name, now);
    this.#forget(queue);
  }

  /** What is read within a transaction is known only once that is stored: it may be rolled back. */
  #learn(row: QueueRow | undefined): Queue | undefined {
    if (row === undefined) return undefined;
    const queue = new Queue(row);
    this.#store.afterCommit(() => {
      if (this.#known.size >= MOST_KNOWN) this.#known.clear();
      this.#known.set(addressOf(queue), queue);
      this.#known.set(queue.id, queue);
    });
    return queue;
  }

  /** At once, for whoever asks within the transaction, and again for what was read before the change within it. */
  #forget(queue: Queue): void {
    const forget = (): void => {
      this.#known.delete(addressOf(queue));
      this.#known.delete(queue.id);
    };
    forget();
    this.#store.afterCommit(forget);
  }
}

const addressOf = ({ account, region, name }: Pick<Queue, 'account' | 'region' | 'name'>): string =>
  `${account}/${region}/${name}`;

const deadLetterTarget = (set: Values): string | null => {
  const policy = set['RedrivePolicy'];
  return policy === undefined
    ? null
    : (JSON.parse(policy) as { deadLetterTargetArn: string }).deadLetterTargetArn;
};
