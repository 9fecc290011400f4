/** Trails: where events of an account go, which of them, and how the last delivery went. */
import type { EventSelector } from '@aws-sdk/client-cloudtrail';
import type { Instant } from '../../kernel/instant.ts';
import { arn, parseArn, type Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { trailExists, trailNotFound } from './errors.ts';

export interface TrailSettings {
  readonly bucket: string;
  readonly prefix: string | undefined;
  /** IAM, STS and CloudFront: services without a region. */
  readonly globalEvents: boolean;
  readonly multiRegion: boolean;
}

export interface Trail {
  readonly id: number;
  /** The region is the trail's home. */
  readonly scope: Scope;
  readonly name: string;
  readonly settings: TrailSettings;
  /** Absent until they are set: then all management events are recorded. */
  readonly selectors: readonly EventSelector[] | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly logging: boolean;
  readonly startedAt: Instant | undefined;
  readonly stoppedAt: Instant | undefined;
  readonly deliveredAt: Instant | undefined;
  readonly attemptedAt: Instant | undefined;
  readonly deliveryError: string | undefined;
}

interface Row {
  readonly id: number;
  readonly account_id: string;
  readonly region: string;
  readonly name: string;
  readonly settings: string;
  readonly selectors: string | null;
  readonly tags: string;
  readonly logging: number;
  readonly started_at: number | null;
  readonly stopped_at: number | null;
  readonly delivered_at: number | null;
  readonly attempted_at: number | null;
  readonly delivery_error: string | null;
}

export class Trails {
  readonly #insert: Statement<never>;
  readonly #all: Statement<Row>;
  readonly #remove: Statement<never>;
  readonly #setSettings: Statement<never>;
  readonly #setSelectors: Statement<never>;
  readonly #setTags: Statement<never>;
  readonly #setLogging: Statement<never>;
  readonly #setDelivery: Statement<never>;
  /** Every trail there is: asked for with each call, changed by few. */
  #known: readonly Trail[] | undefined;

  constructor(store: Store) {
    this.#insert = store.statement(
      'INSERT INTO cloudtrail_trails (account_id, region, name, settings, tags, logging) VALUES (?, ?, ?, ?, ?, 0)',
    );
    this.#all = store.statement('SELECT * FROM cloudtrail_trails ORDER BY name, id');
    this.#remove = store.statement('DELETE FROM cloudtrail_trails WHERE id = ?');
    this.#setSettings = store.statement('UPDATE cloudtrail_trails SET settings = ? WHERE id = ?');
    this.#setSelectors = store.statement('UPDATE cloudtrail_trails SET selectors = ? WHERE id = ?');
    this.#setTags = store.statement('UPDATE cloudtrail_trails SET tags = ? WHERE id = ?');
    this.#setLogging = store.statement(
      'UPDATE cloudtrail_trails SET logging = ?, started_at = ?, stopped_at = ? WHERE id = ?',
    );
    this.#setDelivery = store.statement(
      `UPDATE cloudtrail_trails SET attempted_at = ?1, delivery_error = ?2,
         delivered_at = CASE WHEN ?2 IS NULL THEN ?1 ELSE delivered_at END WHERE id = ?3`,
    );
  }

  all(): readonly Trail[] {
    return (this.#known ??= this.#all.all().map(trailOf));
  }

  /** @throws AwsError TrailAlreadyExistsException */
  create(scope: Scope, name: string, settings: TrailSettings, tags: Readonly<Record<string, string>>): Trail {
    if (this.find(scope, name) !== undefined) throw trailExists(name, scope.accountId);
    this.#insert.run(scope.accountId, scope.region, name, JSON.stringify(settings), JSON.stringify(tags));
    this.#known = undefined;
    return this.get(scope, name);
  }

  /** By name, which means the caller's region, or by ARN. */
  find(scope: Scope, nameOrArn: string): Trail | undefined {
    const parts = parseArn(nameOrArn);
    const region = parts?.region ?? scope.region;
    const name = parts === undefined ? nameOrArn : parts.resource.replace(/^trail\//, '');
    if (parts !== undefined && parts.accountId !== scope.accountId) return undefined;
    return this.all().find(
      (trail) =>
        trail.name === name && trail.scope.region === region && trail.scope.accountId === scope.accountId,
    );
  }

  /** @throws AwsError TrailNotFoundException */
  get(scope: Scope, nameOrArn: string): Trail {
    const trail = this.find(scope, nameOrArn);
    if (trail === undefined) throw trailNotFound(nameOrArn, scope.accountId);
    return trail;
  }

  remove({ id }: Trail): void {
    this.#remove.run(id);
    this.#known = undefined;
  }

  change({ id }: Trail, settings: TrailSettings): void {
    this.#setSettings.run(JSON.stringify(settings), id);
    this.#known = undefined;
  }

  select({ id }: Trail, selectors: readonly EventSelector[]): void {
    this.#setSelectors.run(JSON.stringify(selectors), id);
    this.#known = undefined;
  }

  setTags({ id }: Trail, tags: Readonly<Record<string, string>>): void {
    this.#setTags.run(JSON.stringify(tags), id);
    this.#known = undefined;
  }

  /** Begins or ends recording. */
  setLogging(trail: Trail, logging: boolean, now: Instant): void {
    const [started, stopped] = logging ? [now, trail.stoppedAt] : [trail.startedAt, now];
    this.#setLogging.run(logging ? 1 : 0, started ?? null, stopped ?? null, trail.id);
    this.#known = undefined;
  }

  /** Notes how a delivery ended. */
  delivered({ id }: Trail, error: string | undefined, now: Instant): void {
    this.#setDelivery.run(now, error ?? null, id);
    this.#known = undefined;
  }
}

export const trailArn = ({ scope, name }: Pick<Trail, 'scope' | 'name'>): string =>
  arn('cloudtrail', scope, `trail/${name}`);

const trailOf = (row: Row): Trail => ({
  id: row.id,
  scope: { accountId: row.account_id, region: row.region, partition: 'aws' },
  name: row.name,
  settings: JSON.parse(row.settings) as TrailSettings,
  selectors: row.selectors === null ? undefined : (JSON.parse(row.selectors) as EventSelector[]),
  tags: JSON.parse(row.tags) as Record<string, string>,
  logging: row.logging === 1,
  startedAt: row.started_at ?? undefined,
  stoppedAt: row.stopped_at ?? undefined,
  deliveredAt: row.delivered_at ?? undefined,
  attemptedAt: row.attempted_at ?? undefined,
  deliveryError: row.delivery_error ?? undefined,
});
