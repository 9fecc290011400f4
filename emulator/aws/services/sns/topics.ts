/** The topics of all accounts and regions, and what FIFO topics remember of messages. */
import { minutes, type Instant } from '../../kernel/instant.ts';
import { parseArn, type Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { invalidParameter } from './errors.ts';
import { Topic, type TopicRow } from './topic.ts';

type Values = Readonly<Record<string, string>>;

export interface Duplicate {
  readonly message_id: string;
  readonly sequence: string;
}

const DEDUPLICATION_INTERVAL = minutes(5);

export class Topics {
  readonly #byName: Statement<TopicRow>;
  readonly #list: Statement<TopicRow>;
  readonly #byId: Statement<TopicRow>;
  readonly #insert: Statement<never>;
  readonly #setAttributes: Statement<never>;
  readonly #setTags: Statement<never>;
  readonly #count: Statement<{ published: number }>;
  readonly #unsubscribed: Statement<never>;
  readonly #remove: Statement<never>;
  readonly #duplicate: Statement<Duplicate>;
  readonly #remember: Statement<never>;
  readonly #forget: Statement<never>;

  constructor(store: Store) {
    this.#byName = store.statement('SELECT * FROM sns_topics WHERE account = ? AND region = ? AND name = ?');
    this.#byId = store.statement('SELECT * FROM sns_topics WHERE id = ?');
    this.#list = store.statement(
      'SELECT * FROM sns_topics WHERE account = ? AND region = ? AND name > ? ORDER BY name LIMIT ?',
    );
    this.#insert = store.statement(
      `INSERT INTO sns_topics (account, region, name, attributes, tags, published, unsubscribed)
       VALUES (?, ?, ?, ?, ?, 0, 0)`,
    );
    this.#setAttributes = store.statement('UPDATE sns_topics SET attributes = ? WHERE id = ?');
    this.#setTags = store.statement('UPDATE sns_topics SET tags = ? WHERE id = ?');
    this.#count = store.statement(
      'UPDATE sns_topics SET published = published + 1 WHERE id = ? RETURNING published',
    );
    this.#unsubscribed = store.statement(
      'UPDATE sns_topics SET unsubscribed = unsubscribed + 1 WHERE id = ?',
    );
    this.#remove = store.statement('DELETE FROM sns_topics WHERE id = ?');
    this.#duplicate = store.statement(
      `SELECT message_id, sequence FROM sns_deduplications
       WHERE topic = ? AND scope = ? AND deduplication_id = ? AND expires > ?`,
    );
    this.#remember = store.statement(
      `INSERT INTO sns_deduplications (topic, scope, deduplication_id, message_id, sequence, expires)
       VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
         message_id = excluded.message_id, sequence = excluded.sequence, expires = excluded.expires`,
    );
    this.#forget = store.statement('DELETE FROM sns_deduplications WHERE topic = ? AND expires <= ?');
  }

  byArn(topicArn: string): Topic | undefined {
    const parts = parseArn(topicArn);
    if (parts?.service !== 'sns') return undefined;
    return asTopic(this.#byName.get(parts.accountId, parts.region, parts.resource));
  }

  byId(id: number): Topic | undefined {
    return asTopic(this.#byId.get(id));
  }

  list({ accountId, region }: Scope, after: string, limit: number): Topic[] {
    return this.#list.all(accountId, region, after, limit).map((row) => new Topic(row));
  }

  /**
   * Makes a topic, or finds the one that already is what is asked for.
   *
   * @throws AwsError InvalidParameter when the topic exists with other attributes or tags
   */
  create({ accountId, region }: Scope, name: string, attributes: Values, tags: Values): Topic {
    const existing = asTopic(this.#byName.get(accountId, region, name));
    if (existing !== undefined) {
      if (!contains(existing.set, attributes)) {
        throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
      }
      if (!contains(existing.tags, tags)) {
        throw invalidParameter('Tags Reason: Topic already exists with different tags');
      }
      return existing;
    }
    this.#insert.run(accountId, region, name, JSON.stringify(attributes), JSON.stringify(tags));
    return new Topic(this.#byName.get(accountId, region, name)!);
  }

  change(topic: Topic, attributes: Values): void {
    this.#setAttributes.run(JSON.stringify(attributes), topic.id);
  }

  tag(topic: Topic, tags: Values): void {
    this.#setTags.run(JSON.stringify(tags), topic.id);
  }

  remove(topic: Topic): void {
    this.#remove.run(topic.id);
  }

  countUnsubscription(topicId: number): void {
    this.#unsubscribed.run(topicId);
  }

  /** The next sequence number of a FIFO topic: twenty digits that only ever grow. */
  nextSequence(topic: Topic): string {
    const { published = 1 } = this.#count.get(topic.id) ?? {};
    return `1${String(published).padStart(16, '0')}000`;
  }

  duplicate(topic: Topic, groupId: string, deduplicationId: string, now: Instant): Duplicate | undefined {
    return this.#duplicate.get(topic.id, scopeOf(topic, groupId), deduplicationId, now);
  }

  remember(topic: Topic, groupId: string, deduplicationId: string, sent: Duplicate, now: Instant): void {
    this.#forget.run(topic.id, now);
    const { message_id, sequence } = sent;
    const expires = now + DEDUPLICATION_INTERVAL;
    this.#remember.run(topic.id, scopeOf(topic, groupId), deduplicationId, message_id, sequence, expires);
  }
}

const asTopic = (row: TopicRow | undefined): Topic | undefined =>
  row === undefined ? undefined : new Topic(row);

const contains = (whole: Values, part: Values): boolean =>
  Object.entries(part).every(([key, value]) => whole[key] === value);

const scopeOf = (topic: Topic, groupId: string): string => (topic.deduplicatesByGroup ? groupId : '');
