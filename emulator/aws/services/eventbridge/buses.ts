/** The event buses of all accounts and regions. */
import type { Instant } from '../../kernel/instant.ts';
import { parseArn, type Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { Bus, DEFAULT_BUS, type BusRow, type BusSettings } from './bus.ts';
import { busExists } from './errors.ts';

export class Buses {
  readonly #byName: Statement<BusRow>;
  readonly #byId: Statement<BusRow>;
  readonly #list: Statement<BusRow>;
  readonly #insert: Statement<never>;
  readonly #setSettings: Statement<never>;
  readonly #setPolicy: Statement<never>;
  readonly #setTags: Statement<never>;
  readonly #remove: Statement<never>;

  constructor(store: Store) {
    const prepare = <Row>(sql: string): Statement<Row> => store.statement<Row>(sql);
    this.#byName = prepare('SELECT * FROM eventbridge_buses WHERE account = ? AND region = ? AND name = ?');
    this.#byId = prepare('SELECT * FROM eventbridge_buses WHERE id = ?');
    this.#list = prepare(
      `SELECT * FROM eventbridge_buses
       WHERE account = ? AND region = ? AND name > ? AND substr(name, 1, length(?)) = ? ORDER BY name LIMIT ?`,
    );
    this.#insert = prepare(
      `INSERT INTO eventbridge_buses (account, region, name, settings, tags, created, modified)
       VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    );
    this.#setSettings = prepare('UPDATE eventbridge_buses SET settings = ?, modified = ? WHERE id = ?');
    this.#setPolicy = prepare('UPDATE eventbridge_buses SET policy = ?, modified = ? WHERE id = ?');
    this.#setTags = prepare('UPDATE eventbridge_buses SET tags = ? WHERE id = ?');
    this.#remove = prepare('DELETE FROM eventbridge_buses WHERE id = ?');
  }

  /** A bus by name; the default one is there as soon as somebody asks for it. */
  find({ accountId, region }: Scope, name: string, now: Instant): Bus | undefined {
    const row = this.#byName.get(accountId, region, name);
    if (row !== undefined) return new Bus(row);
    if (name !== DEFAULT_BUS) return undefined;
    this.#insert.run(accountId, region, name, '{}', '{}', now, now);
    return new Bus(this.#byName.get(accountId, region, name)!);
  }

  /** A bus by ARN; `undefined` for what is no bus's ARN too. */
  byArn(text: string, now: Instant): Bus | undefined {
    const parts = parseArn(text);
    if (parts?.service !== 'events' || !parts.resource.startsWith('event-bus/')) return undefined;
    const { accountId, region } = parts;
    return this.find({ accountId, region, partition: 'aws' }, parts.resource.slice('event-bus/'.length), now);
  }

  byId(id: number): Bus | undefined {
    const row = this.#byId.get(id);
    return row && new Bus(row);
  }

  list({ accountId, region }: Scope, prefix: string, after: string, limit: number): Bus[] {
    return this.#list.all(accountId, region, after, prefix, prefix, limit).map((row) => new Bus(row));
  }

  /** @throws AwsError ResourceAlreadyExistsException */
  create(
    scope: Scope,
    name: string,
    { settings, tags, now }: { settings: BusSettings; tags: Readonly<Record<string, string>>; now: Instant },
  ): Bus {
    if (this.find(scope, name, now) !== undefined) throw busExists(name);
    const { accountId, region } = scope;
    this.#insert.run(accountId, region, name, JSON.stringify(settings), JSON.stringify(tags), now, now);
    return this.find(scope, name, now)!;
  }

  change(bus: Bus, settings: BusSettings, now: Instant): void {
    this.#setSettings.run(JSON.stringify(settings), now, bus.id);
  }

  setPolicy(bus: Bus, policy: string | undefined, now: Instant): void {
    this.#setPolicy.run(policy ?? null, now, bus.id);
  }

  tag(bus: Bus, tags: Readonly<Record<string, string>>): void {
    this.#setTags.run(JSON.stringify(tags), bus.id);
  }

  remove(bus: Bus): void {
    this.#remove.run(bus.id);
  }
}
