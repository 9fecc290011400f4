/** Stacks and what happened to them, as records. What they are made of is in `stack-resources.ts`. */
import type { Instant } from '../../kernel/instant.ts';
import type { Principal, Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';

export interface StackSettings {
  readonly onFailure: 'DELETE' | 'DO_NOTHING' | 'ROLLBACK';
  readonly capabilities: readonly string[];
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly notificationArns: readonly string[];
  readonly terminationProtection: boolean;
  /** The role that the stack acts by, in the place of whoever asks for something. */
  readonly roleArn?: string | undefined;
  /** In whose name the resources are made. */
  readonly principal: Principal;
}

export interface StackOutput {
  readonly OutputKey: string;
  readonly OutputValue: string;
  readonly Description?: string;
  readonly ExportName?: string;
}

/** What a stack is to be made of. */
export interface StackVersion {
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly settings: StackSettings;
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
  readonly other: string | null;
  readonly created: number;
  readonly updated: number | null;
  readonly deleted: number | null;
}

export interface Stack extends Omit<StackRow, 'other' | 'outputs' | 'parameters' | 'settings'>, StackVersion {
  readonly outputs: readonly StackOutput[];
  /** While an update is under way: the version it brings, and once that has arrived, the one it replaced. */
  readonly other: StackVersion | undefined;
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

export interface EventStamp {
  readonly id: string;
  readonly at: Instant;
}

export class Stacks {
  readonly #store: Store;
  readonly #insert: Statement<never>;
  readonly #byName: Statement<StackRow>;
  readonly #byArn: Statement<StackRow>;
  readonly #list: Statement<StackRow>;
  readonly #remembered: Statement<StackRow>;
  readonly #setStatus: Statement<never>;
  readonly #setOutputs: Statement<never>;
  readonly #setVersions: Statement<never>;
  readonly #end: Statement<never>;
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
    this.#remembered = store.statement(
      'SELECT * FROM cloudformation_stacks WHERE account = ? AND region = ? ORDER BY id DESC',
    );
    this.#setStatus = store.statement(
      'UPDATE cloudformation_stacks SET status = ?, reason = ? WHERE arn = ?',
    );
    this.#setOutputs = store.statement('UPDATE cloudformation_stacks SET outputs = ? WHERE arn = ?');
    this.#setVersions = store.statement(
      `UPDATE cloudformation_stacks SET template = ?, parameters = ?, settings = ?, other = ?, updated = ?
       WHERE arn = ?`,
    );
    this.#end = store.statement('UPDATE cloudformation_stacks SET live = 0, deleted = ? WHERE arn = ?');
    this.#events = store.statement('SELECT * FROM cloudformation_events WHERE stack = ? ORDER BY id DESC');
    this.#addEvent = store.statement(
      `INSERT INTO cloudformation_events (stack, event, logical, physical, type, status, reason, at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
  }

  create(scope: Scope, stack: Pick<Stack, 'arn' | 'name'> & StackVersion, now: Instant): void {
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

  /** Those that live, newest first. */
  list({ accountId, region }: Scope): readonly Stack[] {
    return this.#list.all(accountId, region).map(read);
  }

  /** All there ever were, newest first. */
  remembered({ accountId, region }: Scope): readonly Stack[] {
    return this.#remembered.all(accountId, region).map(read);
  }

  /** Newest first. */
  events(arn: string): readonly StackEvent[] {
    return this.#events.all(arn);
  }

  addEvent(stack: string, event: Omit<StackEvent, 'at' | 'event'>, { id, at }: EventStamp): void {
    const { logical, physical, type, status, reason } = event;
    this.#addEvent.run(stack, id, logical, physical, type, status, reason, at);
  }

  /** The stack's new status and the event that tells of it. */
  setStatus(
    { arn, name }: Pick<Stack, 'arn' | 'name'>,
    status: string,
    reason: string | null,
    stamp: EventStamp,
  ): void {
    this.#store.transact(() => {
      this.#setStatus.run(status, reason, arn);
      if (status === 'DELETE_COMPLETE') this.#end.run(stamp.at, arn);
      const type = 'AWS::CloudFormation::Stack';
      this.addEvent(arn, { logical: name, physical: arn, type, status, reason }, stamp);
    });
  }

  setOutputs(arn: string, outputs: readonly StackOutput[]): void {
    this.#setOutputs.run(JSON.stringify(outputs), arn);
  }

  setVersions(
    arn: string,
    current: StackVersion,
    other: StackVersion | undefined,
    updated: Instant | null,
  ): void {
    const { template, parameters, settings } = current;
    const texts = [template, JSON.stringify(parameters), JSON.stringify(settings)];
    this.#setVersions.run(...texts, other === undefined ? null : JSON.stringify(other), updated, arn);
  }
}

/** Only what a version is. */
export const versionOf = ({ template, parameters, settings }: StackVersion): StackVersion => ({
  template,
  parameters,
  settings,
});

const read = (row: StackRow): Stack => ({
  ...row,
  parameters: JSON.parse(row.parameters) as Stack['parameters'],
  settings: JSON.parse(row.settings) as StackSettings,
  outputs: JSON.parse(row.outputs) as StackOutput[],
  other: row.other === null ? undefined : (JSON.parse(row.other) as StackVersion),
});
