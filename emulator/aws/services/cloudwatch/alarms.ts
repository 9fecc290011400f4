/** The alarms of all accounts, and what happened to them. */
import type { Instant } from '../../kernel/instant.ts';
import type { Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import type { Alarm, AlarmDefinition, AlarmKind, AlarmState } from './alarm.ts';
import { alarmNotFound } from './errors.ts';

interface Row {
  readonly id: number;
  readonly account_id: string;
  readonly region: string;
  readonly name: string;
  readonly definition: string;
  readonly actions_enabled: number;
  readonly state: AlarmState;
  readonly reason: string;
  readonly reason_data: string | null;
  readonly updated_at: number;
  readonly transitioned_at: number;
  readonly configured_at: number;
  readonly tags: string;
}

export class Alarms {
  readonly #put: Statement<never>;
  readonly #find: Statement<Row>;
  readonly #byId: Statement<Row>;
  readonly #stateOf: Statement<Pick<Row, 'state'>>;
  readonly #list: Statement<Row>;
  readonly #ofKind: Statement<Row>;
  readonly #ofKindIn: Statement<Row>;
  readonly #remove: Statement<never>;
  readonly #setState: Statement<never>;
  readonly #setActions: Statement<never>;
  readonly #setTags: Statement<never>;

  constructor(store: Store) {
    this.#put = store.statement(
      `INSERT INTO cloudwatch_alarms (account_id, region, name, kind, definition, actions_enabled, state, reason,
         updated_at, transitioned_at, configured_at, tags)
       VALUES (?, ?, ?, ?, ?, ?, 'INSUFFICIENT_DATA', 'Unchecked: Initial alarm creation', ?, ?, ?, ?)
       ON CONFLICT (account_id, region, name) DO UPDATE SET definition = excluded.definition,
         actions_enabled = excluded.actions_enabled, configured_at = excluded.configured_at`,
    );
    this.#find = store.statement(
      'SELECT * FROM cloudwatch_alarms WHERE account_id = ? AND region = ? AND name = ?',
    );
    this.#byId = store.statement('SELECT * FROM cloudwatch_alarms WHERE id = ?');
    this.#stateOf = store.statement('SELECT state FROM cloudwatch_alarms WHERE id = ?');
    this.#list = store.statement(
      'SELECT * FROM cloudwatch_alarms WHERE account_id = ? AND region = ? AND name > ? ORDER BY name',
    );
    this.#ofKind = store.statement('SELECT * FROM cloudwatch_alarms WHERE kind = ?');
    this.#ofKindIn = store.statement(
      'SELECT * FROM cloudwatch_alarms WHERE kind = ? AND account_id = ? AND region = ?',
    );
    this.#remove = store.statement('DELETE FROM cloudwatch_alarms WHERE id = ?');
    this.#setState = store.statement(
      `UPDATE cloudwatch_alarms SET state = ?, reason = ?, reason_data = ?, updated_at = ?, transitioned_at = ?
       WHERE id = ?`,
    );
    this.#setActions = store.statement('UPDATE cloudwatch_alarms SET actions_enabled = ? WHERE id = ?');
    this.#setTags = store.statement('UPDATE cloudwatch_alarms SET tags = ? WHERE id = ?');
  }

  /** Makes an alarm, or changes what one of this name watches; its state and its tags then stay. */
  put(
    scope: Scope,
    name: string,
    definition: AlarmDefinition,
    actionsEnabled: boolean,
    tags: Readonly<Record<string, string>>,
    now: Instant,
  ): Alarm {
    const facts = [definition.kind, JSON.stringify(definition), actionsEnabled ? 1 : 0];
    this.#put.run(scope.accountId, scope.region, name, ...facts, now, now, now, JSON.stringify(tags));
    return this.get(scope, name);
  }

  find(scope: Scope, name: string): Alarm | undefined {
    const row = this.#find.get(scope.accountId, scope.region, name);
    return row === undefined ? undefined : alarmOf(row);
  }

  /** @throws AwsError ResourceNotFound */
  get(scope: Scope, name: string): Alarm {
    const alarm = this.find(scope, name);
    if (alarm === undefined) throw alarmNotFound();
    return alarm;
  }

  byId(id: number): Alarm | undefined {
    const row = this.#byId.get(id);
    return row === undefined ? undefined : alarmOf(row);
  }

  /** The state of an alarm that is there. */
  stateOf(id: number): AlarmState | undefined {
    return this.#stateOf.get(id)?.state;
  }

  /** Alarms in order of name, after a name. */
  list(scope: Scope, after = ''): readonly Alarm[] {
    return this.#list.all(scope.accountId, scope.region, after).map(alarmOf);
  }

  /** Alarms of a kind: those of an account and region, or every one there is. */
  ofKind(kind: AlarmKind, scope?: Scope): readonly Alarm[] {
    const rows =
      scope === undefined ? this.#ofKind.all(kind) : this.#ofKindIn.all(kind, scope.accountId, scope.region);
    return rows.map(alarmOf);
  }

  remove(alarm: Alarm): void {
    this.#remove.run(alarm.id);
  }

  /** The alarm in its new state. */
  enter(
    alarm: Alarm,
    next: { readonly state: AlarmState; readonly reason: string; readonly reasonData?: string | undefined },
    now: Instant,
  ): Alarm {
    const transitionedAt = next.state === alarm.state ? alarm.transitionedAt : now;
    const { state, reason, reasonData } = next;
    this.#setState.run(state, reason, reasonData ?? null, now, transitionedAt, alarm.id);
    return { ...alarm, state, reason, reasonData, updatedAt: now, transitionedAt };
  }

  enableActions(alarm: Alarm, enabled: boolean): void {
    this.#setActions.run(enabled ? 1 : 0, alarm.id);
  }

  setTags(alarm: Alarm, tags: Readonly<Record<string, string>>): void {
    this.#setTags.run(JSON.stringify(tags), alarm.id);
  }
}

const alarmOf = (row: Row): Alarm => ({
  id: row.id,
  scope: { accountId: row.account_id, region: row.region, partition: 'aws' },
  name: row.name,
  definition: JSON.parse(row.definition) as AlarmDefinition,
  actionsEnabled: row.actions_enabled === 1,
  state: row.state,
  reason: row.reason,
  reasonData: row.reason_data ?? undefined,
  updatedAt: row.updated_at,
  transitionedAt: row.transitioned_at,
  configuredAt: row.configured_at,
  tags: JSON.parse(row.tags) as Record<string, string>,
});
