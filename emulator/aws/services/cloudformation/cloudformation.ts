import type { Kernel } from '../../kernel/kernel.ts';
import { ChangeSets } from './change-sets.ts';
import { CustomResponses } from './custom-responses.ts';
import { Deployment, type Records } from './deployment.ts';
import { Exports } from './exports.ts';
import { MIGRATIONS } from './schema.ts';
import { StackResources } from './stack-resources.ts';
import { Stacks } from './stacks.ts';

interface Task {
  readonly stack: string;
  readonly work: 'create' | 'delete' | 'update';
}

/** What CloudFormation remembers, and the deliveries by which stacks come, change and go. */
export class CloudFormation implements Records {
  readonly kernel: Kernel;
  readonly stacks: Stacks;
  readonly resources: StackResources;
  readonly exports: Exports;
  readonly changeSets: ChangeSets;
  readonly customResponses: CustomResponses;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    const { store } = kernel;
    store.define('cloudformation', MIGRATIONS);
    this.stacks = new Stacks(store);
    this.resources = new StackResources(store, this.stacks);
    this.exports = new Exports(store, this.stacks);
    this.customResponses = new CustomResponses(kernel.ids);
    this.changeSets = new ChangeSets(store);
    kernel.outbox.handle<Task>('cloudformation.stack', async ({ payload: { stack, work }, cause }) => {
      await new Deployment(kernel, this, stack, cause)[work]();
    });
  }

  /** Has a stack's resources made, changed or removed once the surrounding transaction is stored. */
  begin(task: Task, cause: number): void {
    this.kernel.outbox.add('cloudformation.stack', task, { cause });
  }
}
