/** Outputs that stacks share: one name is exported once per account and region, and stays while somebody imports it. */
import type { Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import type { Stack, StackOutput, Stacks } from './stacks.ts';

interface Export {
  readonly name: string;
  readonly value: string;
  readonly stack: Stack;
}

export class Exports {
  readonly #stacks: Stacks;
  readonly #add: Statement<never>;
  readonly #clear: Statement<never>;
  readonly #importers: Statement<{ readonly stack: string }>;

  constructor(store: Store, stacks: Stacks) {
    this.#stacks = stacks;
    this.#add = store.statement(
      'INSERT OR IGNORE INTO cloudformation_imports (account, region, export, stack) VALUES (?, ?, ?, ?)',
    );
    this.#clear = store.statement('DELETE FROM cloudformation_imports WHERE stack = ?');
    this.#importers = store.statement(
      'SELECT stack FROM cloudformation_imports WHERE account = ? AND region = ? AND export = ? ORDER BY id',
    );
  }

  list(scope: Scope): readonly Export[] {
    return this.#stacks
      .list(scope)
      .flatMap((stack) =>
        stack.outputs.flatMap(({ ExportName: name, OutputValue: value }) =>
          name === undefined ? [] : [{ name, value, stack }],
        ),
      )
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(scope: Scope, name: string): Export | undefined {
    return this.list(scope).find((one) => one.name === name);
  }

  /** ARNs of the stacks that import it. */
  importers({ accountId, region }: Scope, name: string): readonly string[] {
    return this.#importers.all(accountId, region, name).map(({ stack }) => stack);
  }

  /** What a stack imports from now on. */
  setImports({ accountId, region }: Scope, stack: string, names: Iterable<string>): void {
    this.#clear.run(stack);
    for (const name of names) this.#add.run(accountId, region, name, stack);
  }

  /** What in a stack's coming outputs does not agree with what others export and import, in words. */
  faultWith(scope: Scope, stack: Stack, outputs: readonly StackOutput[]): string | undefined {
    for (const { ExportName: name } of outputs) {
      const there = name === undefined ? undefined : this.find(scope, name);
      if (there !== undefined && there.stack.arn !== stack.arn) {
        return `Export with name ${name} is already exported by stack ${there.stack.name}.`;
      }
    }
    for (const { ExportName: name, OutputValue: value } of stack.outputs) {
      if (name === undefined) continue;
      const after = outputs.find(({ ExportName }) => ExportName === name);
      const users = after?.OutputValue === value ? [] : this.importers(scope, name);
      if (users.length === 0) continue;
      const by = users.map((arn) => this.#stacks.get(arn).name).join(' and ');
      return `Export ${name} cannot be ${after === undefined ? 'deleted' : 'updated'} as it is in use by ${by}`;
    }
    return undefined;
  }
}
