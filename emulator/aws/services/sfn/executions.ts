/** Executions as records: what was started, and what came of it. */
import type { Instant } from '../../kernel/instant.ts';
import type { Statement, Store } from '../../kernel/store.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export interface ExecutionRow {
  readonly id: number;
  readonly arn: string;
  readonly machine_arn: string;
  readonly revision: number;
  readonly name: string;
  readonly express: number;
  readonly status: ExecutionStatus;
  readonly input: string;
  readonly output: string | null;
  readonly error: string | null;
  readonly cause: string | null;
  readonly started: number;
  readonly stopped: number | null;
  /** The version or alias that was started. */
  readonly qualifier_arn: string | null;
  readonly map_run: string | null;
  /** The journal's entry of the execution. */
  readonly journal: number;
}

export type NewExecution = Pick<
  ExecutionRow,
  | 'arn'
  | 'machine_arn'
  | 'revision'
  | 'name'
  | 'express'
  | 'input'
  | 'started'
  | 'qualifier_arn'
  | 'map_run'
  | 'journal'
>;

export interface Ending {
  readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
  readonly output?: string;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

export class Executions {
  readonly #byArn: Statement<ExecutionRow>;
  readonly #byId: Statement<ExecutionRow>;
  readonly #ofMachine: Statement<ExecutionRow>;
  readonly #ofMapRun: Statement<ExecutionRow>;
  readonly #counts: Statement<{ status: ExecutionStatus; n: number }>;
  readonly #insert: Statement<never>;
  readonly #end: Statement<never>;
  readonly #remove: Statement<never>;

  constructor(store: Store) {
    const prepare = <Row>(sql: string): Statement<Row> => store.statement<Row>(sql);
    this.#byArn = prepare('SELECT * FROM sfn_executions WHERE arn = ?');
    this.#byId = prepare('SELECT * FROM sfn_executions WHERE id = ?');
    const listed = (column: string): string =>
      `SELECT * FROM sfn_executions WHERE ${column} = ? AND id < ? AND (? = '' OR status = ?) AND express = 0
       ORDER BY id DESC LIMIT ?`;
    this.#ofMachine = prepare(listed('machine_arn'));
    this.#ofMapRun = prepare(listed('map_run'));
    this.#counts = prepare(
      'SELECT status, count(*) AS n FROM sfn_executions WHERE map_run = ? GROUP BY status',
    );
    this.#insert = prepare(
      `INSERT INTO sfn_executions
         (arn, machine_arn, revision, name, express, status, input, started, qualifier_arn, map_run, journal)
       VALUES (?, ?, ?, ?, ?, 'RUNNING', ?, ?, ?, ?, ?)`,
    );
    this.#end = prepare(
      'UPDATE sfn_executions SET status = ?, output = ?, error = ?, cause = ?, stopped = ? WHERE id = ?',
    );
    this.#remove = prepare('DELETE FROM sfn_executions WHERE id = ?');
  }

  byArn(executionArn: string): ExecutionRow | undefined {
    return this.#byArn.get(executionArn);
  }

  byId(id: number): ExecutionRow | undefined {
    return this.#byId.get(id);
  }

  /** The newest first. */
  list(
    of: { readonly machineArn: string } | { readonly mapRunArn: string },
    status: string,
    before: number,
    limit: number,
  ): ExecutionRow[] {
    return 'machineArn' in of
      ? this.#ofMachine.all(of.machineArn, before, status, status, limit)
      : this.#ofMapRun.all(of.mapRunArn, before, status, status, limit);
  }

  /** Child executions by their status. */
  counts(mapRunArn: string): Readonly<Partial<Record<ExecutionStatus, number>>> {
    return Object.fromEntries(this.#counts.all(mapRunArn).map(({ status, n }) => [status, n]));
  }

  add(execution: NewExecution): ExecutionRow {
    const { arn, machine_arn, revision, name, express, input, started, qualifier_arn, map_run, journal } =
      execution;
    this.#insert.run(
      arn,
      machine_arn,
      revision,
      name,
      express,
      input,
      started,
      qualifier_arn,
      map_run,
      journal,
    );
    return this.#byArn.get(arn)!;
  }

  end({ id }: ExecutionRow, { status, output, error, cause }: Ending, now: Instant): void {
    this.#end.run(status, output ?? null, error ?? null, cause ?? null, now, id);
  }

  remove({ id }: ExecutionRow): void {
    this.#remove.run(id);
  }
}
