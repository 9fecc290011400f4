/** Stacks, their resources and what happened to them, as records. */
import type { Instant } from '../../kernel/instant.ts';
import type { Principal, Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import type { JsonObject } from './template/json.ts';

interface StackSettings {
  readonly onFailure: 'DELETE' | 'DO_NOTHING' | 'ROLLBACK';
  readonly capabilities: readonly string[];
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly notificationArns: readonly string[];
  readonly terminationProtection: boolean;
  /** In whose name the resources are made. */
  readonly principal: Principal;
}

export interface StackOutput {
  readonly OutputKey: string;
  readonly OutputValue: string;
  readonly Description?: string;
}

interface StackRow {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly status: string;
  readonly reason: string | null;
  readonly template: string;
  readonly parameters: string;
  readonly settings: string;
  readonly outputs: string;
  readonly created: number;
  readonly deleted: number | null;
}

export interface Stack extends Omit<StackRow, 'outputs' | 'parameters' | 'settings'> {
  readonly parameters: Readonly<Record<string, string>>;
  readonly settings: StackSettings;
  readonly outputs: readonly StackOutput[];
}

export interface StackResource {
  readonly logical: string;
  readonly type: string;
  /** Empty until the resource exists. */
  readonly physical: string;
  readonly attributes: string;
  readonly status: string;
  readonly reason: string | null;
  readonly updated: number;
}

export interface StackEvent {
  readonly event: string;
  readonly logical: string;
  readonly physical: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string | null;
  readonly at: number;
}

export class Stacks {
  readonly #store: Store;
  readonly #insert: Statement<never>;
  readonly #byName: Statement<StackRow>;
  readonly #byArn: Statement<StackRow>;
  readonly #list: Statement<StackRow>;
  readonly #setStatus: Statement<never>;
  readonly #setOutputs: Statement<never>;
  readonly #end: Statement<never>;
  readonly #resources: Statement<StackResource>;
  readonly #setResource: Statement<never>;
  readonly #events: Statement<StackEvent>;
  readonly #addEvent: Statement<never>;

  constructor(store: Store) {
    this.#store = store;
    this.#insert = store.statement(
      `INSERT INTO cloudformation_stacks
         (arn, account, region, name, live, status, template, parameters, settings, outputs, created)
       VALUES (?, ?, ?, ?, 1, 'CREATE_IN_PROGRESS', ?, ?, ?, '[]', ?)`,
    );
    this.#byName = store.statement(
      'SELECT * FROM cloudformation_stacks WHERE account = ? AND region = ? AND name = ? AND live = 1',
    );
    this.#byArn = store.statement('SELECT * FROM cloudformation_stacks WHERE arn = ?');
    this.#list = store.statement(
      'SELECT * FROM cloudformation_stacks WHERE account = ? AND region = ? AND live = 1 ORDER BY id DESC',
    );
    this.#setStatus = store.statement(
      'UPDATE cloudformation_stacks SET status = ?, reason = ? WHERE arn = ?',
    );
    this.#setOutputs = store.statement('UPDATE cloudformation_stacks SET outputs = ? WHERE arn = ?');
    this.#end = store.statement('UPDATE cloudformation_stacks SET live = 0, deleted = ? WHERE arn = ?');
    this.#resources = store.statement('SELECT * FROM cloudformation_resources WHERE stack = ? ORDER BY id');
    this.#setResource = store.statement(
      `INSERT INTO cloudformation_resources (stack, logical, type, physical, attributes, status, reason, updated)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (stack, logical) DO UPDATE SET
         physical = excluded.physical, attributes = excluded.attributes, status = excluded.status,
         reason = excluded.reason, updated = excluded.updated`,
    );
    this.#events = store.statement('SELECT * FROM cloudformation_events WHERE stack = ? ORDER BY id DESC');
    this.#addEvent = store.statement(
      `INSERT INTO cloudformation_events (stack, event, logical, physical, type, status, reason, at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
  }

  create(
    scope: Scope,
    stack: Pick<Stack, 'arn' | 'name' | 'template' | 'parameters' | 'settings'>,
    now: Instant,
  ): void {
    const { arn, name, template, parameters, settings } = stack;
    const { accountId, region } = scope;
    const texts = [template, JSON.stringify(parameters), JSON.stringify(settings)];
    this.#insert.run(arn, accountId, region, name, ...texts, now);
  }

  /** By name while it lives, or by ARN for as long as it is remembered. */
  find(scope: Scope, nameOrArn: string): Stack | undefined {
    const { accountId, region } = scope;
    const row = nameOrArn.startsWith('arn:')
      ? this.#byArn.get(nameOrArn)
      : this.#byName.get(accountId, region, nameOrArn);
    return row?.account === accountId && row.region === region ? read(row) : undefined;
  }

  get(arn: string): Stack {
    const row = this.#byArn.get(arn);
    if (row === undefined) throw new Error(`no stack ${arn}`);
    return read(row);
  }

  list({ accountId, region }: Scope): readonly Stack[] {
    return this.#list.all(accountId, region).map(read);
  }

  resources(arn: string): readonly StackResource[] {
    return this.#resources.all(arn);
  }

  /** Newest first. */
  events(arn: string): readonly StackEvent[] {
    return this.#events.all(arn);
  }

  /** The stack's new status and the event that tells of it. */
  setStatus(
    stack: Pick<Stack, 'arn' | 'name'>,
    status: string,
    reason: string | null,
    event: EventStamp,
  ): void {
    this.#store.transact(() => {
      this.#setStatus.run(status, reason, stack.arn);
      if (status === 'DELETE_COMPLETE') this.#end.run(event.at, stack.arn);
      const { arn, name } = stack;
      this.#addEvent.run(arn, event.id, name, arn, 'AWS::CloudFormation::Stack', status, reason, event.at);
    });
  }

  setOutputs(arn: string, outputs: readonly StackOutput[]): void {
    this.#setOutputs.run(JSON.stringify(outputs), arn);
  }

  /** A resource's new status and the event that tells of it. */
  setResource(
    arn: string,
    resource: Pick<StackResource, 'logical' | 'physical' | 'status' | 'type'> & {
      readonly attributes: JsonObject;
      readonly reason?: string | undefined;
    },
    event: EventStamp,
  ): void {
    const { logical, type, physical, attributes, status, reason = null } = resource;
    this.#store.transact(() => {
      const text = JSON.stringify(attributes);
      this.#setResource.run(arn, logical, type, physical, text, status, reason, event.at);
      this.#addEvent.run(arn, event.id, logical, physical, type, status, reason, event.at);
    });
  }
}

export interface EventStamp {
  readonly id: string;
  readonly at: Instant;
}

const read = (row: StackRow): Stack => ({
  ...row,
  parameters: JSON.parse(row.parameters) as Stack['parameters'],
  settings: JSON.parse(row.settings) as StackSettings,
  outputs: JSON.parse(row.outputs) as StackOutput[],
});
