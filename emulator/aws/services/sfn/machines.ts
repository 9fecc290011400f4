/** State machines, their revisions, versions and aliases. A revision stays for as long as executions may refer to it. */
import type { RoutingConfigurationListItem } from '@aws-sdk/client-sfn';
import type { Instant } from '../../kernel/instant.ts';
import { parseArn, type Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { Machine, type MachineRow, type RevisionRow, type RevisionSettings } from './machine.ts';

export interface Version {
  readonly machine: number;
  readonly version: number;
  readonly revision: number;
  readonly description: string | null;
  readonly created: number;
}

export interface AliasRow {
  readonly machine: number;
  readonly name: string;
  /** RoutingConfigurationListItem[] as JSON. */
  readonly routing: string;
  readonly description: string | null;
  readonly created: number;
  readonly updated: number;
}

export interface Draft {
  readonly definition: string;
  readonly role: string;
  readonly settings: RevisionSettings;
  readonly revisionId: string;
}

export class Machines {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  find({ accountId, region }: Scope, name: string): Machine | undefined {
    const row = this.#prepare<MachineRow>(
      'SELECT * FROM sfn_machines WHERE account = ? AND region = ? AND name = ?',
    ).get(accountId, region, name);
    return row && new Machine(row);
  }

  /** A machine by its own ARN; `qualifier` is the version or alias that follows it. */
  byArn(text: string): { readonly machine: Machine; readonly qualifier: string | undefined } | undefined {
    const parts = parseArn(text);
    const [kind, name = '', qualifier, ...more] = parts?.resource.split(':') ?? [];
    if (parts?.service !== 'states' || kind !== 'stateMachine' || more.length > 0) return undefined;
    const { accountId, region } = parts;
    const machine = this.find({ accountId, region, partition: 'aws' }, name);
    return machine && { machine, qualifier };
  }

  list({ accountId, region }: Scope, after: string, limit: number): Machine[] {
    return this.#prepare<MachineRow>(
      'SELECT * FROM sfn_machines WHERE account = ? AND region = ? AND name > ? ORDER BY name LIMIT ?',
    )
      .all(accountId, region, after, limit)
      .map((row) => new Machine(row));
  }

  create(
    scope: Scope,
    name: string,
    about: { draft: Draft; express: boolean; tags: object; now: Instant },
  ): Machine {
    const { draft, express, tags, now } = about;
    const { accountId, region } = scope;
    const machineArn = `arn:aws:states:${region}:${accountId}:stateMachine:${name}`;
    const revision = this.#revise(machineArn, draft, now);
    this.#prepare(
      'INSERT INTO sfn_machines (account, region, name, type, revision, tags, created) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ).run(accountId, region, name, express ? 'EXPRESS' : 'STANDARD', revision, JSON.stringify(tags), now);
    return this.find(scope, name)!;
  }

  update(machine: Machine, draft: Draft, now: Instant): Machine {
    const revision = this.#revise(machine.arn, draft, now);
    this.#prepare('UPDATE sfn_machines SET revision = ? WHERE id = ?').run(revision, machine.id);
    return this.find(machine.scope, machine.name)!;
  }

  tag(machine: Machine, tags: Readonly<Record<string, string>>): void {
    this.#prepare('UPDATE sfn_machines SET tags = ? WHERE id = ?').run(JSON.stringify(tags), machine.id);
  }

  remove({ id }: Machine): void {
    for (const table of ['sfn_versions', 'sfn_aliases'])
      this.#prepare(`DELETE FROM ${table} WHERE machine = ?`).run(id);
    this.#prepare('DELETE FROM sfn_machines WHERE id = ?').run(id);
  }

  revision(id: number): RevisionRow {
    return this.#prepare<RevisionRow>('SELECT * FROM sfn_revisions WHERE id = ?').get(id)!;
  }

  versions(machine: Machine, before = Number.MAX_SAFE_INTEGER, limit = Number.MAX_SAFE_INTEGER): Version[] {
    return this.#prepare<Version>(
      'SELECT * FROM sfn_versions WHERE machine = ? AND version < ? ORDER BY version DESC LIMIT ?',
    ).all(machine.id, before, limit);
  }

  version(machine: Machine, version: number): Version | undefined {
    return this.#prepare<Version>('SELECT * FROM sfn_versions WHERE machine = ? AND version = ?').get(
      machine.id,
      version,
    );
  }

  /** Publishing a revision that is published already gives the version it has. */
  publish(machine: Machine, description: string | undefined, now: Instant): Version {
    const newest = this.versions(machine, Number.MAX_SAFE_INTEGER, 1)[0];
    if (newest?.revision === machine.revision) return newest;
    const version = (newest?.version ?? 0) + 1;
    this.#prepare(
      'INSERT INTO sfn_versions (machine, version, revision, description, created) VALUES (?, ?, ?, ?, ?)',
    ).run(machine.id, version, machine.revision, description ?? null, now);
    return this.version(machine, version)!;
  }

  removeVersion(machine: Machine, version: number): void {
    this.#prepare('DELETE FROM sfn_versions WHERE machine = ? AND version = ?').run(machine.id, version);
  }

  alias(machine: Machine, name: string): AliasRow | undefined {
    return this.#prepare<AliasRow>('SELECT * FROM sfn_aliases WHERE machine = ? AND name = ?').get(
      machine.id,
      name,
    );
  }

  aliases(machine: Machine, after: string, limit: number): AliasRow[] {
    return this.#prepare<AliasRow>(
      'SELECT * FROM sfn_aliases WHERE machine = ? AND name > ? ORDER BY name LIMIT ?',
    ).all(machine.id, after, limit);
  }

  putAlias(
    machine: Machine,
    name: string,
    {
      routing,
      description,
      now,
    }: { routing: readonly RoutingConfigurationListItem[]; description: string | undefined; now: Instant },
  ): AliasRow {
    this.#prepare(
      `INSERT INTO sfn_aliases (machine, name, routing, description, created, updated) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET routing = excluded.routing, description = excluded.description, updated = excluded.updated`,
    ).run(machine.id, name, JSON.stringify(routing), description ?? null, now, now);
    return this.alias(machine, name)!;
  }

  removeAlias(machine: Machine, name: string): void {
    this.#prepare('DELETE FROM sfn_aliases WHERE machine = ? AND name = ?').run(machine.id, name);
  }

  #revise(machineArn: string, { definition, role, settings, revisionId }: Draft, now: Instant): number {
    return this.#prepare(
      'INSERT INTO sfn_revisions (machine_arn, revision_id, definition, role, settings, created) VALUES (?, ?, ?, ?, ?, ?)',
    ).run(machineArn, revisionId, definition, role, JSON.stringify(settings), now).rowid;
  }

  #prepare<Row = never>(sql: string): Statement<Row> {
    return this.#store.statement<Row>(sql);
  }
}
