/**
 * Streams of changes: what a table's writes append, and what is read of it for 24 hours. A stream is one shard, open
 * while the stream is enabled.
 *
 * Evidence: aws.md section E.8; shapes and `SizeBytes` (keys plus images) as in recorded GetRecords answers (LocalStack
 * snapshots of real AWS, 2023-10-22).
 * Gaps: shards do not split and are not replaced every few hours.
 */
import { deserialize, serialize } from 'node:v8';
import type {
  KeySchemaElement,
  StreamViewType,
  _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';
import { hours, toDate, wholeSeconds, type Instant } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Scope } from '../../kernel/scope.ts';
import type { Statement } from '../../kernel/store.ts';
import { shardNotFound, streamNotFound } from './errors.ts';
import { MIGRATIONS } from './schema.ts';

const RETENTION = hours(24);

export interface StreamOpening {
  readonly scope: Scope;
  readonly tableName: string;
  readonly arn: string;
  readonly label: string;
  readonly viewType: StreamViewType;
  readonly keySchema: readonly KeySchemaElement[];
  readonly at: Instant;
}

type Image = NonNullable<NonNullable<StreamRecord['dynamodb']>['Keys']>;

/** A change as the stream shows it: the images its view type includes. */
export interface StreamChange {
  readonly arn: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly keys: Image;
  readonly newImage: Image | undefined;
  readonly oldImage: Image | undefined;
  /** Bytes of keys and images. */
  readonly size: number;
  /** DynamoDB itself removed the item, because it had expired. */
  readonly expired: boolean;
  readonly at: Instant;
  readonly cause: Cause;
}

export interface Stream {
  readonly id: number;
  readonly arn: string;
  readonly label: string;
  readonly tableName: string;
  readonly viewType: StreamViewType;
  readonly keySchema: KeySchemaElement[];
  readonly shardId: string;
  readonly openedAt: Instant;
  readonly closedAt: Instant | undefined;
  /** The sequence the shard started at, and the last one if it is closed. */
  readonly startsAt: number;
  readonly endsAt: number | undefined;
}

interface Row {
  readonly id: number;
  readonly account_id: string;
  readonly region: string;
  readonly table_name: string;
  readonly arn: string;
  readonly label: string;
  readonly view_type: string;
  readonly key_schema: string;
  readonly shard_id: string;
  readonly opened_at: number;
  readonly closed_at: number | null;
  readonly starts_at: number;
  readonly ends_at: number | null;
}

interface RecordRow {
  readonly sequence: number;
  readonly at: number;
  readonly size: number;
  readonly cause: number;
  readonly record: Uint8Array;
}

/** A record with where it stands and what brought it about. */
export interface ReadRecord {
  readonly sequence: number;
  readonly size: number;
  /** Its own entry in the journal: the cause of what it leads to. */
  readonly cause: Cause;
  readonly record: StreamRecord;
}

export class DynamoDbStreams {
  readonly #kernel: Kernel;
  readonly #byArn: Statement<Row>;
  readonly #all: Statement<Row>;
  readonly #append: Statement<unknown>;
  readonly #read: Statement<RecordRow>;
  readonly #newest: Statement<{ sequence: number | null }>;
  readonly #oldest: Statement<{ sequence: number | null }>;
  readonly #trim: Statement<unknown>;
  readonly #listeners: ((arn: string) => void)[] = [];

  constructor(kernel: Kernel) {
    const { store } = kernel;
    store.define('dynamodb-streams', MIGRATIONS);
    this.#kernel = kernel;
    this.#byArn = store.statement('SELECT * FROM dynamodb_streams WHERE arn = ?');
    this.#all = store.statement(
      'SELECT * FROM dynamodb_streams WHERE account_id = ? AND region = ? ORDER BY arn',
    );
    this.#append = store.statement(
      'INSERT INTO dynamodb_streams_records (stream, at, size, cause, record) VALUES (?, ?, ?, ?, ?)',
    );
    this.#read = store.statement(
      'SELECT sequence, at, size, cause, record FROM dynamodb_streams_records WHERE stream = ? AND sequence > ? ORDER BY sequence LIMIT ?',
    );
    this.#newest = store.statement(
      "SELECT seq AS sequence FROM sqlite_sequence WHERE name = 'dynamodb_streams_records'",
    );
    this.#oldest = store.statement(
      'SELECT min(sequence) AS sequence FROM dynamodb_streams_records WHERE stream = ?',
    );
    this.#trim = store.statement('DELETE FROM dynamodb_streams_records WHERE at < ?');
  }

  /** Is told, after the commit, of streams that have something new to read. */
  onRecords(listener: (arn: string) => void): void {
    this.#listeners.push(listener);
  }

  open({ scope, tableName, arn, label, viewType, keySchema, at }: StreamOpening): void {
    const shardId = `shardId-${String(at).padStart(20, '0')}-${this.#kernel.ids.hex(8)}`;
    const startsAt = this.#newestSequence() + 1;
    const { accountId, region } = scope;
    this.#kernel.store
      .statement(
        `INSERT INTO dynamodb_streams (account_id, region, table_name, arn, label, view_type, key_schema, shard_id,
           opened_at, starts_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        accountId,
        region,
        tableName,
        arn,
        label,
        viewType,
        JSON.stringify(keySchema),
        shardId,
        at,
        startsAt,
      );
  }

  close(arn: string, at: Instant): void {
    this.#kernel.store
      .statement('UPDATE dynamodb_streams SET closed_at = ?, ends_at = max(starts_at, ?) WHERE arn = ?')
      .run(at, this.#newestSequence(), arn);
  }

  /** Adds a record to a stream, in the transaction of the write that it tells of. */
  append(change: StreamChange): void {
    const row = this.#byArn.get(change.arn);
    if (row === undefined) return;
    const { store, journal } = this.#kernel;
    this.#trim.run(change.at - RETENTION);
    const seq = journal.reserve();
    const record = this.#recordOf(row, change);
    this.#append.run(row.id, change.at, change.size, seq, serialize(record));
    store.afterCommit(() => {
      journal.append(
        {
          type: 'dynamodb.record',
          cause: change.cause,
          resource: row.table_name,
          event: change.eventName,
          stream: row.label,
        },
        seq,
      );
      for (const listener of this.#listeners) listener(change.arn);
    });
  }

  /** @throws AwsError ResourceNotFoundException also for streams that were closed more than a day ago */
  find(arn: string, now: Instant): Stream {
    const row = this.#byArn.get(arn);
    if (row === undefined || isGone(row, now)) throw streamNotFound(arn);
    return streamOf(row);
  }

  /** @throws AwsError ResourceNotFoundException */
  shard(arn: string, shardId: string, now: Instant): Stream {
    const stream = this.find(arn, now);
    if (stream.shardId !== shardId) throw shardNotFound(shardId, arn);
    return stream;
  }

  list({ accountId, region }: Scope, now: Instant): readonly Stream[] {
    return this.#all
      .all(accountId, region)
      .filter((row) => !isGone(row, now))
      .map(streamOf);
  }

  /** Records after a sequence number, oldest first. */
  read(stream: Stream, after: number, limit: number, now: Instant): readonly ReadRecord[] {
    this.#trim.run(now - RETENTION);
    return this.#read.all(stream.id, after, limit).map(({ sequence, size, cause, record }) => {
      const content = deserialize(record) as StreamRecord;
      const dynamodb = { ...content.dynamodb, SequenceNumber: sequenceNumber(sequence) };
      return { sequence, size, cause, record: { ...content, dynamodb } };
    });
  }

  /** The sequence of the newest record of any stream. */
  newest(): number {
    return this.#newestSequence();
  }

  /** The first sequence of a stream that can still be read; that of the next record when there is none. */
  oldest(stream: Stream, now: Instant): number {
    this.#trim.run(now - RETENTION);
    return this.#oldest.get(stream.id)?.sequence ?? this.#newestSequence() + 1;
  }

  #newestSequence(): number {
    return this.#newest.get()?.sequence ?? 0;
  }

  #recordOf(row: Row, change: StreamChange): StreamRecord {
    const { newImage, oldImage } = change;
    return {
      eventID: this.#kernel.ids.hex(32),
      eventName: change.eventName,
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: row.region,
      dynamodb: {
        ApproximateCreationDateTime: toDate(wholeSeconds(change.at)),
        Keys: change.keys,
        ...(newImage !== undefined && { NewImage: newImage }),
        ...(oldImage !== undefined && { OldImage: oldImage }),
        SizeBytes: change.size,
        StreamViewType: row.view_type as StreamViewType,
      },
      ...(change.expired && {
        userIdentity: { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' },
      }),
    };
  }
}

/** Sequence numbers are texts of at least 21 digits. */
export const sequenceNumber = (sequence: number): string => `1${String(sequence).padStart(20, '0')}`;

/** The sequence that a number stands for; `undefined` when it is none of ours. */
export function sequenceOf(number: string): number | undefined {
  return /^1\d{20}$/.test(number) ? Number(number.slice(1)) : undefined;
}

const isGone = ({ closed_at: closedAt }: Row, now: Instant): boolean =>
  closedAt !== null && now - closedAt >= RETENTION;

const streamOf = (row: Row): Stream => ({
  id: row.id,
  arn: row.arn,
  label: row.label,
  tableName: row.table_name,
  viewType: row.view_type as StreamViewType,
  keySchema: JSON.parse(row.key_schema) as KeySchemaElement[],
  shardId: row.shard_id,
  openedAt: row.opened_at,
  closedAt: row.closed_at ?? undefined,
  startsAt: row.starts_at,
  endsAt: row.ends_at ?? undefined,
});
