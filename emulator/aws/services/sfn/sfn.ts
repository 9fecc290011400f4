/** The state of Step Functions: machines, executions and what runs them. */
import type { Kernel } from '../../kernel/kernel.ts';
import { Executions } from './executions.ts';
import { Machines } from './machines.ts';
import { MapRuns } from './map-runs.ts';
import { Histories } from './running/history.ts';
import { Runner } from './running/runner.ts';
import { MIGRATIONS } from './schema.ts';
import { Callbacks } from './tasks/callbacks.ts';

export class Sfn {
  readonly kernel: Kernel;
  readonly machines: Machines;
  readonly executions: Executions;
  readonly histories: Histories;
  readonly mapRuns: MapRuns;
  readonly callbacks: Callbacks;
  readonly runner: Runner;

  constructor(kernel: Kernel) {
    const { store } = kernel;
    store.define('sfn', MIGRATIONS);
    this.kernel = kernel;
    this.machines = new Machines(store);
    this.executions = new Executions(store);
    this.histories = new Histories(store);
    this.mapRuns = new MapRuns(store);
    this.callbacks = new Callbacks(store);
    this.runner = new Runner(this);
  }
}
