/**
 * The subscriptions of all topics, those that wait for confirmation among them. An HTTP endpoint that leaves is
 * remembered for as long as its token is good: the link it is sent restores the subscription.
 */
import { days, type Instant } from '../../kernel/instant.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { Subscription, type Protocol, type SubscriptionRow } from './subscription.ts';
import type { Topic } from './topic.ts';

type Values = Readonly<Record<string, string>>;

export type NewSubscription = Pick<SubscriptionRow, 'arn' | 'endpoint' | 'owner' | 'principal'> & {
  readonly protocol: Protocol;
  readonly attributes: Values;
  readonly confirmed: boolean;
};

/** How long a confirmation token is good for (API reference Subscribe, 2026-11). */
const TOKEN_LIFE = days(2);

export class Subscriptions {
  readonly #insert: Statement<never>;
  readonly #byArn: Statement<SubscriptionRow>;
  readonly #byToken: Statement<SubscriptionRow>;
  readonly #find: Statement<SubscriptionRow>;
  readonly #ofTopic: Statement<SubscriptionRow>;
  readonly #ofOwner: Statement<SubscriptionRow>;
  readonly #counts: Statement<{ confirmed: number; pending: number }>;
  readonly #setAttributes: Statement<never>;
  readonly #setToken: Statement<never>;
  readonly #confirm: Statement<never>;
  readonly #leave: Statement<never>;
  readonly #forget: Statement<never>;
  readonly #replace: Statement<never>;
  readonly #remove: Statement<never>;
  readonly #removeOfTopic: Statement<never>;

  constructor(store: Store) {
    const select = 'SELECT * FROM sns_subscriptions';
    this.#insert = store.statement(
      `INSERT INTO sns_subscriptions (topic, arn, protocol, endpoint, owner, region, principal, attributes, confirmed,
         authenticated, unsubscribe_authenticated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
    );
    this.#byArn = store.statement(`${select} WHERE arn = ? AND left_at IS NULL`);
    this.#byToken = store.statement(`${select} WHERE token = ?`);
    this.#find = store.statement(
      `${select} WHERE topic = ? AND protocol = ? AND endpoint = ? AND left_at IS NULL`,
    );
    this.#ofTopic = store.statement(
      `${select} WHERE topic = ? AND id > ? AND left_at IS NULL ORDER BY id LIMIT ?`,
    );
    this.#ofOwner = store.statement(
      `${select} WHERE owner = ? AND region = ? AND id > ? AND left_at IS NULL ORDER BY id LIMIT ?`,
    );
    this.#counts = store.statement(
      `SELECT count(*) FILTER (WHERE confirmed = 1) AS confirmed, count(*) FILTER (WHERE confirmed = 0) AS pending
       FROM sns_subscriptions WHERE topic = ? AND left_at IS NULL`,
    );
    this.#setAttributes = store.statement('UPDATE sns_subscriptions SET attributes = ? WHERE id = ?');
    this.#setToken = store.statement('UPDATE sns_subscriptions SET token = ?, token_issued = ? WHERE id = ?');
    this.#confirm = store.statement(
      `UPDATE sns_subscriptions SET confirmed = 1, authenticated = ?, unsubscribe_authenticated = ?, left_at = NULL
       WHERE id = ?`,
    );
    this.#leave = store.statement('UPDATE sns_subscriptions SET left_at = ? WHERE id = ?');
    this.#forget = store.statement('DELETE FROM sns_subscriptions WHERE left_at <= ?');
    this.#replace = store.statement(
      'DELETE FROM sns_subscriptions WHERE topic = ? AND protocol = ? AND endpoint = ? AND left_at IS NOT NULL',
    );
    this.#remove = store.statement('DELETE FROM sns_subscriptions WHERE id = ?');
    this.#removeOfTopic = store.statement('DELETE FROM sns_subscriptions WHERE topic = ?');
  }

  add(topic: Topic, subscription: NewSubscription): Subscription {
    const { arn, protocol, endpoint, owner, principal, attributes, confirmed } = subscription;
    this.#replace.run(topic.id, protocol, endpoint);
    const state = confirmed ? 1 : 0;
    const { region } = topic.scope;
    const names = [arn, protocol, endpoint, owner, region, principal];
    this.#insert.run(topic.id, ...names, JSON.stringify(attributes), state, state);
    return this.byArn(arn)!;
  }

  byArn(arn: string): Subscription | undefined {
    return asSubscription(this.#byArn.get(arn));
  }

  find(topic: Topic, protocol: string, endpoint: string): Subscription | undefined {
    return asSubscription(this.#find.get(topic.id, protocol, endpoint));
  }

  /** The subscription that a token was issued for, while it is good. */
  byToken(token: string, now: Instant): Subscription | undefined {
    const subscription = asSubscription(this.#byToken.get(token));
    const issued = subscription?.row.token_issued ?? 0;
    return now < issued + TOKEN_LIFE ? subscription : undefined;
  }

  /** Subscriptions of a topic in the order in which they were made, after the one with the record `after`. */
  ofTopic(topic: Topic, after = 0, limit = -1): Subscription[] {
    return this.#ofTopic.all(topic.id, after, limit).map((row) => new Subscription(row));
  }

  ofOwner(owner: string, region: string, after: number, limit: number): Subscription[] {
    return this.#ofOwner.all(owner, region, after, limit).map((row) => new Subscription(row));
  }

  counts(topic: Topic): { readonly confirmed: number; readonly pending: number } {
    return this.#counts.get(topic.id) ?? { confirmed: 0, pending: 0 };
  }

  change(subscription: Subscription, attributes: Values): void {
    this.#setAttributes.run(JSON.stringify(attributes), subscription.row.id);
  }

  issueToken(subscription: Subscription, token: string, now: Instant): void {
    this.#setToken.run(token, now, subscription.row.id);
  }

  /** @param authenticated whether the one who confirms is known, and whether unsubscribing demands it too */
  confirm(subscription: Subscription, authenticated: boolean, onUnsubscribe: boolean): void {
    this.#confirm.run(authenticated ? 1 : 0, onUnsubscribe ? 1 : 0, subscription.row.id);
  }

  /** Ends a subscription that can be restored by a token. */
  leave(subscription: Subscription, now: Instant): void {
    this.#forget.run(now - TOKEN_LIFE);
    this.#leave.run(now, subscription.row.id);
  }

  remove(subscription: Subscription): void {
    this.#remove.run(subscription.row.id);
  }

  removeOfTopic(topic: Topic): void {
    this.#removeOfTopic.run(topic.id);
  }
}

const asSubscription = (row: SubscriptionRow | undefined): Subscription | undefined =>
  row === undefined ? undefined : new Subscription(row);
