/**
 * What the pipeline knows about images, in PostgreSQL. Events arrive more than once and in any order, so every write is an
 * upsert that a repetition leaves as it is: an analysis belongs to one version of one object.
 */
import { openDatabase } from './database.ts';
import type { Database, DatabaseOptions, Row } from './database.ts';
import { SCHEMA } from './schema.ts';

interface ImageName {
  readonly bucket: string;
  readonly key: string;
}

export interface ImageRecord extends ImageName {
  /** The version id; on a bucket without versions the ETag. */
  readonly version: string;
  /** Quoted, as S3 gives it. */
  readonly eTag: string;
  readonly bytes: number;
  readonly format: string;
  /** Pixels, upright. */
  readonly width: number;
  readonly height: number;
  /** `#rrggbb` */
  readonly dominantColour: string;
  /** 64 bits as 16 hexadecimal digits. */
  readonly perceptualHash: string;
  /** Variance of the Laplacian. */
  readonly sharpness: number;
  /** `null` when no classifier knows it. */
  readonly breed: string | null;
  /** 0 to 1. */
  readonly confidence: number;
  /** Which classifier said so. */
  readonly model: string;
  /** When the object was written. */
  readonly modifiedAt: Date;
  readonly analysedAt: Date;
}

interface ThumbnailRecord extends ImageName {
  readonly thumbnailKey: string;
  /** The ETag of the bytes it was made from, quoted. */
  readonly sourceETag: string;
  readonly madeAt: Date;
}

export interface Records {
  /** The analysis of the newest version; `undefined` when there is none. */
  findImage(name: ImageName): Promise<ImageRecord | undefined>;
  /** The analysis of one version; `undefined` when there is none. */
  findVersion(name: ImageName, version: string): Promise<ImageRecord | undefined>;
  saveImage(record: ImageRecord): Promise<void>;
  findThumbnail(name: ImageName): Promise<ThumbnailRecord | undefined>;
  saveThumbnail(record: ThumbnailRecord): Promise<void>;
  /** Forgets an object with all its versions and its thumbnail. */
  remove(name: ImageName): Promise<void>;
  /** Forgets everything. */
  clear(): Promise<void>;
  /** All records, as JSON in UTF-8. */
  save(): Promise<Uint8Array>;
  /** Makes the records what was saved, all at once. */
  load(saved: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

const COLUMNS = [
  'bucket',
  'key',
  'version',
  'etag',
  'bytes',
  'format',
  'width',
  'height',
  'dominant_colour',
  'perceptual_hash',
  'sharpness',
  'breed',
  'confidence',
  'model',
  'modified_at',
  'analysed_at',
];

const SAVE_IMAGE = `
  insert into images (${COLUMNS.join(', ')})
  values (${COLUMNS.map((_, index) => `$${index + 1}`).join(', ')})
  on conflict (bucket, key, version)
  do update set ${COLUMNS.slice(3)
    .map((column) => `${column} = excluded.${column}`)
    .join(', ')}`;

const SAVE_THUMBNAIL = `
  insert into thumbnails (bucket, key, thumbnail_key, source_etag, made_at)
  values ($1, $2, $3, $4, $5)
  on conflict (bucket, key)
  do update set thumbnail_key = excluded.thumbnail_key, source_etag = excluded.source_etag, made_at = excluded.made_at`;

const ALL_RECORDS = `
  select jsonb_build_object(
    'images', (select coalesce(jsonb_agg(images), '[]') from images),
    'thumbnails', (select coalesce(jsonb_agg(thumbnails), '[]') from thumbnails)
  )::text as records`;

const EMPTY = '{"images": [], "thumbnails": []}';

/** Puts all records in the place of those that are there, in one transaction. */
const replacing = (records: string): string => `
  delete from images;
  delete from thumbnails;
  insert into images select * from jsonb_populate_recordset(null::images, ${quoted(records)}::jsonb -> 'images');
  insert into thumbnails
    select * from jsonb_populate_recordset(null::thumbnails, ${quoted(records)}::jsonb -> 'thumbnails');`;

const quoted = (literal: string): string => `'${literal.replaceAll("'", "''")}'`;

const text = (value: unknown): string => String(value);
const date = (value: unknown): Date => (value instanceof Date ? value : new Date(text(value)));

/** `pg` gives a bigint as text, PGlite as a number: both are read through text. */
const imageOf = (row: Row): ImageRecord => ({
  bucket: text(row['bucket']),
  key: text(row['key']),
  version: text(row['version']),
  eTag: text(row['etag']),
  bytes: Number(row['bytes']),
  format: text(row['format']),
  width: Number(row['width']),
  height: Number(row['height']),
  dominantColour: text(row['dominant_colour']),
  perceptualHash: text(row['perceptual_hash']),
  sharpness: Number(row['sharpness']),
  breed: row['breed'] === null ? null : text(row['breed']),
  confidence: Number(row['confidence']),
  model: text(row['model']),
  modifiedAt: date(row['modified_at']),
  analysedAt: date(row['analysed_at']),
});

const thumbnailOf = (row: Row): ThumbnailRecord => ({
  bucket: text(row['bucket']),
  key: text(row['key']),
  thumbnailKey: text(row['thumbnail_key']),
  sourceETag: text(row['source_etag']),
  madeAt: date(row['made_at']),
});

const started = async (options: DatabaseOptions): Promise<Database> => {
  const database = await openDatabase(options);
  await database.script(SCHEMA);
  return database;
};

class PostgresRecords implements Records {
  readonly #options: DatabaseOptions;
  #database: Promise<Database> | undefined;

  constructor(options: DatabaseOptions) {
    this.#options = options;
  }

  async findImage({ bucket, key }: ImageName): Promise<ImageRecord | undefined> {
    const [row] = await this.#query(
      'select * from images where bucket = $1 and key = $2 order by modified_at desc, analysed_at desc limit 1',
      [bucket, key],
    );
    return row && imageOf(row);
  }

  async findVersion({ bucket, key }: ImageName, version: string): Promise<ImageRecord | undefined> {
    const [row] = await this.#query('select * from images where bucket = $1 and key = $2 and version = $3', [
      bucket,
      key,
      version,
    ]);
    return row && imageOf(row);
  }

  async saveImage(record: ImageRecord): Promise<void> {
    await this.#query(SAVE_IMAGE, [
      record.bucket,
      record.key,
      record.version,
      record.eTag,
      record.bytes,
      record.format,
      record.width,
      record.height,
      record.dominantColour,
      record.perceptualHash,
      record.sharpness,
      record.breed,
      record.confidence,
      record.model,
      record.modifiedAt.toISOString(),
      record.analysedAt.toISOString(),
    ]);
  }

  async findThumbnail({ bucket, key }: ImageName): Promise<ThumbnailRecord | undefined> {
    const [row] = await this.#query('select * from thumbnails where bucket = $1 and key = $2', [bucket, key]);
    return row && thumbnailOf(row);
  }

  async saveThumbnail(record: ThumbnailRecord): Promise<void> {
    const { bucket, key, thumbnailKey, sourceETag, madeAt } = record;
    await this.#query(SAVE_THUMBNAIL, [bucket, key, thumbnailKey, sourceETag, madeAt.toISOString()]);
  }

  async remove({ bucket, key }: ImageName): Promise<void> {
    await this.#query(
      `with thumbnail as (delete from thumbnails where bucket = $1 and key = $2)
       delete from images where bucket = $1 and key = $2`,
      [bucket, key],
    );
  }

  async clear(): Promise<void> {
    if (this.#isUntouched) return;
    await this.#query('with cleared as (delete from thumbnails) delete from images', []);
  }

  async save(): Promise<Uint8Array> {
    if (this.#isUntouched) return Buffer.from(EMPTY);
    const [row] = await this.#query(ALL_RECORDS, []);
    return Buffer.from(text(row?.['records']));
  }

  async load(saved: Uint8Array): Promise<void> {
    const records = Buffer.from(saved).toString();
    if (records === EMPTY) return this.clear();
    const database = await this.#open();
    await database.script(replacing(records));
  }

  async close(): Promise<void> {
    const database = this.#database;
    this.#database = undefined;
    await (await database)?.close();
  }

  /** What lives in memory and was never asked for holds nothing. */
  get #isUntouched(): boolean {
    const { databaseUrl, dataDir } = this.#options;
    return this.#database === undefined && databaseUrl === undefined && dataDir === undefined;
  }

  async #query(statement: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return (await this.#open()).query(statement, values);
  }

  #open(): Promise<Database> {
    // A start that failed is forgotten, so that the next query tries again.
    this.#database ??= started(this.#options).catch((error: unknown) => {
      this.#database = undefined;
      throw error;
    });
    return this.#database;
  }
}

/** Opens the records. Nothing starts and nothing is connected before the first query. */
export const openRecords = (options: DatabaseOptions = {}): Records => new PostgresRecords(options);
