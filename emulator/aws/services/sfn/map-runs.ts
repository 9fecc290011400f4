/** Map runs: what the distributed Map states of executions do. */
import type { Instant } from '../../kernel/instant.ts';
import type { Store } from '../../kernel/store.ts';

export interface MapRunLimits {
  readonly maxConcurrency: number;
  readonly toleratedFailureCount: number;
  readonly toleratedFailurePercentage: number;
}

export type MapRunStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';

export interface MapRunRow {
  readonly id: number;
  readonly arn: string;
  readonly execution_arn: string;
  readonly machine_arn: string;
  readonly status: MapRunStatus;
  /** MapRunLimits as JSON. */
  readonly limits: string;
  readonly items: number;
  readonly started: number;
  readonly stopped: number | null;
}

export class MapRuns {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  byArn(mapRunArn: string): MapRunRow | undefined {
    return this.#store.statement<MapRunRow>('SELECT * FROM sfn_map_runs WHERE arn = ?').get(mapRunArn);
  }

  /** The newest first. */
  ofExecution(executionArn: string, before: number, limit: number): MapRunRow[] {
    return this.#store
      .statement<MapRunRow>(
        'SELECT * FROM sfn_map_runs WHERE execution_arn = ? AND id < ? ORDER BY id DESC LIMIT ?',
      )
      .all(executionArn, before, limit);
  }

  /** Starting one that is there already changes nothing: the execution is being taken up again. */
  start(run: {
    arn: string;
    executionArn: string;
    machineArn: string;
    limits: MapRunLimits;
    now: Instant;
  }): void {
    const { arn, executionArn, machineArn, limits, now } = run;
    this.#store
      .statement(
        `INSERT INTO sfn_map_runs (arn, execution_arn, machine_arn, status, limits, items, started)
         VALUES (?, ?, ?, 'RUNNING', ?, 0, ?) ON CONFLICT DO NOTHING`,
      )
      .run(arn, executionArn, machineArn, JSON.stringify(limits), now);
  }

  count(mapRunArn: string, items: number): void {
    this.#store.statement('UPDATE sfn_map_runs SET items = ? WHERE arn = ?').run(items, mapRunArn);
  }

  limit(mapRunArn: string, limits: MapRunLimits): void {
    this.#store
      .statement('UPDATE sfn_map_runs SET limits = ? WHERE arn = ?')
      .run(JSON.stringify(limits), mapRunArn);
  }

  end(mapRunArn: string, status: MapRunStatus, now: Instant): void {
    this.#store
      .statement('UPDATE sfn_map_runs SET status = ?, stopped = ? WHERE arn = ?')
      .run(status, now, mapRunArn);
  }
}
