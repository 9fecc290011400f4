/** The records of event source mappings. */
import type { Scope } from '../../../kernel/scope.ts';
import type { Statement, Store } from '../../../kernel/store.ts';
import { resourceNotFound } from '../errors.ts';
import type { EventSourceMapping, MappingSettings } from './mapping.ts';

interface Row {
  readonly uuid: string;
  readonly account_id: string;
  readonly region: string;
  readonly function_arn: string;
  readonly source_arn: string;
  readonly settings: string;
  readonly enabled: number;
  readonly modified_at: number;
  readonly last_result: string | null;
  readonly checkpoint: number | null;
  readonly tags: string;
}

export class Mappings {
  readonly #put: Statement<Row>;
  readonly #find: Statement<Row>;
  readonly #list: Statement<Row>;
  readonly #all: Statement<Row>;
  readonly #remove: Statement<Row>;
  readonly #progress: Statement<Row>;
  readonly #setTags: Statement<Row>;

  constructor(store: Store) {
    this.#put = store.statement(
      `INSERT INTO lambda_event_sources
         (uuid, account_id, region, function_arn, source_arn, settings, enabled, modified_at, last_result, checkpoint,
         tags)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (uuid) DO UPDATE SET function_arn = excluded.function_arn, settings = excluded.settings,
         enabled = excluded.enabled, modified_at = excluded.modified_at`,
    );
    this.#find = store.statement('SELECT * FROM lambda_event_sources WHERE uuid = ?');
    this.#list = store.statement(
      'SELECT * FROM lambda_event_sources WHERE account_id = ? AND region = ? ORDER BY id',
    );
    this.#all = store.statement('SELECT * FROM lambda_event_sources ORDER BY id');
    this.#remove = store.statement('DELETE FROM lambda_event_sources WHERE uuid = ?');
    this.#progress = store.statement(
      'UPDATE lambda_event_sources SET checkpoint = coalesce(?, checkpoint), last_result = ? WHERE uuid = ?',
    );
    this.#setTags = store.statement('UPDATE lambda_event_sources SET tags = ? WHERE uuid = ?');
  }

  put(mapping: EventSourceMapping): void {
    const { uuid, scope, functionArn, sourceArn, settings, enabled, modifiedAt } = mapping;
    this.#put.run(
      uuid,
      scope.accountId,
      scope.region,
      functionArn,
      sourceArn,
      JSON.stringify(settings),
      enabled ? 1 : 0,
      modifiedAt,
      mapping.lastResult ?? null,
      mapping.checkpoint ?? null,
      JSON.stringify(mapping.tags),
    );
  }

  /** @throws AwsError ResourceNotFoundException */
  get({ accountId, region }: Scope, uuid: string): EventSourceMapping {
    const row = this.#find.get(uuid);
    if (row === undefined || row.account_id !== accountId || row.region !== region) throw resourceNotFound();
    return mappingOf(row);
  }

  /** Oldest first. */
  list({ accountId, region }: Scope): readonly EventSourceMapping[] {
    return this.#list.all(accountId, region).map(mappingOf);
  }

  all(): readonly EventSourceMapping[] {
    return this.#all.all().map(mappingOf);
  }

  remove({ uuid }: EventSourceMapping): void {
    this.#remove.run(uuid);
  }

  setTags({ uuid }: EventSourceMapping, tags: Readonly<Record<string, string>>): void {
    this.#setTags.run(JSON.stringify(tags), uuid);
  }

  /** Notes how the last batch went, and how far a stream has been read. */
  progress(uuid: string, result: string, checkpoint?: number): void {
    this.#progress.run(checkpoint ?? null, result, uuid);
  }
}

const mappingOf = (row: Row): EventSourceMapping => ({
  uuid: row.uuid,
  scope: { accountId: row.account_id, region: row.region, partition: 'aws' },
  functionArn: row.function_arn,
  sourceArn: row.source_arn,
  settings: JSON.parse(row.settings) as MappingSettings,
  enabled: row.enabled === 1,
  modifiedAt: row.modified_at,
  lastResult: row.last_result ?? undefined,
  checkpoint: row.checkpoint ?? undefined,
  tags: JSON.parse(row.tags) as Record<string, string>,
});
