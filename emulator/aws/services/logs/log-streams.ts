/** Log streams: the sequences of events that one source writes. */
import type { Instant } from '../../kernel/instant.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { constraint, invalidParameter, streamExists, streamNotFound } from './errors.ts';
import type { LogGroup } from './log-groups.ts';

export interface LogStream {
  readonly id: number;
  readonly groupId: number;
  readonly name: string;
  readonly createdAt: Instant;
  readonly firstAt: Instant | undefined;
  readonly lastAt: Instant | undefined;
  readonly ingestedAt: Instant | undefined;
}

interface Row {
  readonly id: number;
  readonly group_id: number;
  readonly name: string;
  readonly created_at: number;
  readonly first_at: number | null;
  readonly last_at: number | null;
  readonly ingested_at: number | null;
}

const LONGEST_NAME = 512;

/** @throws AwsError InvalidParameterException */
export function checkStreamName(name: string): void {
  if (name.length > LONGEST_NAME) {
    throw invalidParameter(
      `Invalid LogGroup or LogStream, both must have length less than or equal to ${LONGEST_NAME}.`,
    );
  }
  if (!/^[^:*]+$/.test(name)) {
    throw constraint(name, 'logStreamName', 'satisfy regular expression pattern: [^:*]*');
  }
}

export class LogStreams {
  readonly #insert: Statement<Row>;
  readonly #find: Statement<Row>;
  readonly #all: Statement<Row>;
  readonly #remove: Statement<Row>;
  readonly #wrote: Statement<Row>;

  constructor(store: Store) {
    this.#insert = store.statement('INSERT INTO logs_streams (group_id, name, created_at) VALUES (?, ?, ?)');
    this.#find = store.statement('SELECT * FROM logs_streams WHERE group_id = ? AND name = ?');
    this.#all = store.statement('SELECT * FROM logs_streams WHERE group_id = ? ORDER BY name');
    this.#remove = store.statement('DELETE FROM logs_streams WHERE id = ?');
    this.#wrote = store.statement(
      `UPDATE logs_streams SET first_at = min(coalesce(first_at, ?), ?), last_at = max(coalesce(last_at, ?), ?),
         ingested_at = ? WHERE id = ?`,
    );
  }

  /** @throws AwsError ResourceAlreadyExistsException */
  create(group: LogGroup, name: string, now: Instant): LogStream {
    if (this.find(group, name) !== undefined) throw streamExists();
    this.#insert.run(group.id, name, now);
    return this.get(group, name);
  }

  find(group: LogGroup, name: string): LogStream | undefined {
    const row = this.#find.get(group.id, name);
    return row === undefined ? undefined : streamOf(row);
  }

  /** @throws AwsError ResourceNotFoundException */
  get(group: LogGroup, name: string): LogStream {
    const stream = this.find(group, name);
    if (stream === undefined) throw streamNotFound();
    return stream;
  }

  /** Every stream of the group, in order of name. */
  all(group: LogGroup): readonly LogStream[] {
    return this.#all.all(group.id).map(streamOf);
  }

  remove(stream: LogStream): void {
    this.#remove.run(stream.id);
  }

  /** Notes that events of this span of time were taken in. */
  wrote(stream: LogStream, first: Instant, last: Instant, now: Instant): void {
    this.#wrote.run(first, first, last, last, now, stream.id);
  }
}

const streamOf = (row: Row): LogStream => ({
  id: row.id,
  groupId: row.group_id,
  name: row.name,
  createdAt: row.created_at,
  firstAt: row.first_at ?? undefined,
  lastAt: row.last_at ?? undefined,
  ingestedAt: row.ingested_at ?? undefined,
});
