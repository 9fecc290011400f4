/** Event invoke configurations: what becomes of asynchronous invocations of a qualifier. Evidence: aws.md section B.4. */
import type { DestinationConfig } from '@aws-sdk/client-lambda';
import type { Instant } from '../../kernel/instant.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { LATEST } from './function-reference.ts';
import type { LambdaFunction } from './functions.ts';

export interface EventConfig {
  readonly qualifier: string;
  /** 0 to 2 further attempts after a function error. */
  readonly retries: number | undefined;
  /** Seconds that an event may wait in all. */
  readonly age: number | undefined;
  /** ARNs that are told of the outcome. */
  readonly onSuccess: string | undefined;
  readonly onFailure: string | undefined;
  readonly modifiedAt: Instant;
}

interface Row {
  readonly qualifier: string;
  readonly retries: number | null;
  readonly age: number | null;
  readonly on_success: string | null;
  readonly on_failure: string | null;
  readonly modified_at: number;
}

export class EventConfigs {
  readonly #put: Statement<Row>;
  readonly #find: Statement<Row>;
  readonly #list: Statement<Row>;
  readonly #remove: Statement<Row>;

  constructor(store: Store) {
    this.#put = store.statement(
      `INSERT INTO lambda_event_configs (function_id, qualifier, retries, age, on_success, on_failure, modified_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (function_id, qualifier) DO UPDATE SET retries = excluded.retries, age = excluded.age,
         on_success = excluded.on_success, on_failure = excluded.on_failure, modified_at = excluded.modified_at`,
    );
    this.#find = store.statement(
      'SELECT * FROM lambda_event_configs WHERE function_id = ? AND qualifier = ?',
    );
    this.#list = store.statement(
      'SELECT * FROM lambda_event_configs WHERE function_id = ? ORDER BY qualifier',
    );
    this.#remove = store.statement(
      'DELETE FROM lambda_event_configs WHERE function_id = ? AND qualifier = ?',
    );
  }

  put(fn: LambdaFunction, config: EventConfig): void {
    const { qualifier, retries, age, onSuccess, onFailure, modifiedAt } = config;
    this.#put.run(
      fn.id,
      qualifier,
      retries ?? null,
      age ?? null,
      onSuccess ?? null,
      onFailure ?? null,
      modifiedAt,
    );
  }

  find(fn: LambdaFunction, qualifier: string | undefined): EventConfig | undefined {
    const row = this.#find.get(fn.id, qualifier ?? LATEST);
    return row === undefined ? undefined : configOf(row);
  }

  list(fn: LambdaFunction): readonly EventConfig[] {
    return this.#list.all(fn.id).map(configOf);
  }

  /** Whether there was one. */
  remove(fn: LambdaFunction, qualifier: string | undefined): boolean {
    return this.#remove.run(fn.id, qualifier ?? LATEST).changes > 0;
  }
}

export const destinationsOf = ({ onSuccess, onFailure }: EventConfig): DestinationConfig => ({
  OnSuccess: { Destination: onSuccess },
  OnFailure: { Destination: onFailure },
});

const configOf = (row: Row): EventConfig => ({
  qualifier: row.qualifier,
  retries: row.retries ?? undefined,
  age: row.age ?? undefined,
  onSuccess: row.on_success ?? undefined,
  onFailure: row.on_failure ?? undefined,
  modifiedAt: row.modified_at,
});
