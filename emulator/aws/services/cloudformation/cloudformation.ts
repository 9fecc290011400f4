import type { Kernel } from '../../kernel/kernel.ts';
import { Deployment } from './deployment.ts';
import { MIGRATIONS } from './schema.ts';
import { Stacks } from './stacks.ts';

interface Task {
  readonly stack: string;
  readonly work: 'create' | 'delete';
}

/** What CloudFormation remembers, and the deliveries by which stacks come and go. */
export class CloudFormation {
  readonly kernel: Kernel;
  readonly stacks: Stacks;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    kernel.store.define('cloudformation', MIGRATIONS);
    this.stacks = new Stacks(kernel.store);
    kernel.outbox.handle<Task>('cloudformation.stack', async ({ payload: { stack, work }, cause }) => {
      await new Deployment(kernel, this.stacks, stack, cause)[work]();
    });
  }

  /** Has a stack's resources made or removed once the surrounding transaction is stored. */
  begin(task: Task, cause: number): void {
    this.kernel.outbox.add('cloudformation.stack', task, { cause });
  }
}
