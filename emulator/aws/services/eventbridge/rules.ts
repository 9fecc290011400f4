/** Rules of the buses, and the targets of each. */
import type { Target } from '@aws-sdk/client-eventbridge';
import type { Instant } from '../../kernel/instant.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import type { Bus } from './bus.ts';

interface RuleRow {
  readonly id: number;
  readonly bus: number;
  readonly name: string;
  readonly pattern: string | null;
  readonly schedule: string | null;
  readonly enabled: number;
  readonly description: string | null;
  readonly role: string | null;
  readonly tags: string;
  readonly fires_at: number | null;
}

export interface RuleSettings {
  /** The event pattern's JSON text. */
  readonly pattern: string | undefined;
  /** `rate(…)` or `cron(…)` */
  readonly schedule: string | undefined;
  readonly enabled: boolean;
  readonly description: string | undefined;
  readonly role: string | undefined;
}

export interface Rule extends RuleSettings {
  readonly id: number;
  readonly busId: number;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  /** When its schedule is due next. */
  readonly firesAt: Instant | undefined;
}

export class Rules {
  readonly #byName: Statement<RuleRow>;
  readonly #byId: Statement<RuleRow>;
  readonly #list: Statement<RuleRow>;
  readonly #matching: Statement<RuleRow>;
  readonly #ofTarget: Statement<RuleRow>;
  readonly #put: Statement<never>;
  readonly #setTags: Statement<never>;
  readonly #setFiring: Statement<never>;
  readonly #enable: Statement<never>;
  readonly #remove: Statement<never>;
  readonly #targets: Statement<{ definition: string; target_id: string }>;
  readonly #putTarget: Statement<never>;
  readonly #removeTarget: Statement<never>;

  constructor(store: Store) {
    const prepare = <Row>(sql: string): Statement<Row> => store.statement<Row>(sql);
    this.#byName = prepare('SELECT * FROM eventbridge_rules WHERE bus = ? AND name = ?');
    this.#byId = prepare('SELECT * FROM eventbridge_rules WHERE id = ?');
    this.#list = prepare(
      `SELECT * FROM eventbridge_rules
       WHERE bus = ? AND name > ? AND substr(name, 1, length(?)) = ? ORDER BY name LIMIT ?`,
    );
    this.#matching = prepare(
      'SELECT * FROM eventbridge_rules WHERE bus = ? AND enabled = 1 AND pattern IS NOT NULL ORDER BY id',
    );
    this.#ofTarget = prepare(
      `SELECT r.* FROM eventbridge_rules r
       WHERE r.bus = ? AND r.name > ? AND r.id IN (SELECT rule FROM eventbridge_targets WHERE arn = ?)
       ORDER BY r.name LIMIT ?`,
    );
    this.#put = prepare(
      `INSERT INTO eventbridge_rules (bus, name, pattern, schedule, enabled, description, role, tags)
       VALUES (?, ?, ?, ?, ?, ?, ?, '{}') ON CONFLICT DO UPDATE SET
         pattern = excluded.pattern, schedule = excluded.schedule, enabled = excluded.enabled,
         description = excluded.description, role = excluded.role, fires_at = NULL`,
    );
    this.#setTags = prepare('UPDATE eventbridge_rules SET tags = ? WHERE id = ?');
    this.#setFiring = prepare('UPDATE eventbridge_rules SET fires_at = ? WHERE id = ?');
    this.#enable = prepare('UPDATE eventbridge_rules SET enabled = ? WHERE id = ?');
    this.#remove = prepare('DELETE FROM eventbridge_rules WHERE id = ?');
    this.#targets = prepare(
      'SELECT * FROM eventbridge_targets WHERE rule = ? AND target_id > ? ORDER BY target_id',
    );
    this.#putTarget = prepare(
      `INSERT INTO eventbridge_targets (rule, target_id, arn, definition) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET arn = excluded.arn, definition = excluded.definition`,
    );
    this.#removeTarget = prepare('DELETE FROM eventbridge_targets WHERE rule = ? AND target_id = ?');
  }

  find(bus: Bus, name: string): Rule | undefined {
    const row = this.#byName.get(bus.id, name);
    return row && asRule(row);
  }

  byId(id: number): Rule | undefined {
    const row = this.#byId.get(id);
    return row && asRule(row);
  }

  list(bus: Bus, prefix: string, after: string, limit: number): Rule[] {
    return this.#list.all(bus.id, after, prefix, prefix, limit).map(asRule);
  }

  /** The enabled rules that look at events. */
  matching(bus: Bus): Rule[] {
    return this.#matching.all(bus.id).map(asRule);
  }

  ofTarget(bus: Bus, targetArn: string, after: string, limit: number): Rule[] {
    return this.#ofTarget.all(bus.id, after, targetArn, limit).map(asRule);
  }

  /** Makes a rule or replaces its settings; targets and tags stay. */
  put(bus: Bus, name: string, settings: RuleSettings): Rule {
    const { pattern = null, schedule = null, enabled, description = null, role = null } = settings;
    this.#put.run(bus.id, name, pattern, schedule, enabled ? 1 : 0, description, role);
    return this.find(bus, name)!;
  }

  tag(rule: Rule, tags: Readonly<Record<string, string>>): void {
    this.#setTags.run(JSON.stringify(tags), rule.id);
  }

  fireAt(rule: Rule, at: Instant | undefined): void {
    this.#setFiring.run(at ?? null, rule.id);
  }

  enable(rule: Rule, enabled: boolean): void {
    this.#enable.run(enabled ? 1 : 0, rule.id);
  }

  remove(rule: Rule): void {
    this.#remove.run(rule.id);
  }

  targets(rule: Rule, after = ''): Target[] {
    return this.#targets.all(rule.id, after).map(({ definition }) => JSON.parse(definition) as Target);
  }

  putTarget(rule: Rule, target: Target): void {
    this.#putTarget.run(rule.id, target.Id!, target.Arn!, JSON.stringify(target));
  }

  /** Whether there was such a target. */
  removeTarget(rule: Rule, targetId: string): boolean {
    return this.#removeTarget.run(rule.id, targetId).changes > 0;
  }
}

const asRule = (row: RuleRow): Rule => ({
  id: row.id,
  busId: row.bus,
  name: row.name,
  pattern: row.pattern ?? undefined,
  schedule: row.schedule ?? undefined,
  enabled: row.enabled === 1,
  description: row.description ?? undefined,
  role: row.role ?? undefined,
  tags: JSON.parse(row.tags) as Record<string, string>,
  firesAt: row.fires_at ?? undefined,
});
