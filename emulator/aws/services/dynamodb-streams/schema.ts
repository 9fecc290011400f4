/** The records of DynamoDB Streams: a row for each stream, and one for each change that can still be read. */
export const MIGRATIONS = [
  `CREATE TABLE dynamodb_streams (
     id INTEGER PRIMARY KEY AUTOINCREMENT, account_id TEXT NOT NULL, region TEXT NOT NULL, table_name TEXT NOT NULL,
     arn TEXT NOT NULL UNIQUE, label TEXT NOT NULL, view_type TEXT NOT NULL, key_schema TEXT NOT NULL,
     shard_id TEXT NOT NULL, opened_at INTEGER NOT NULL, closed_at INTEGER, starts_at INTEGER NOT NULL, ends_at INTEGER
   );
   CREATE TABLE dynamodb_streams_records (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT, stream INTEGER NOT NULL, at INTEGER NOT NULL, size INTEGER NOT NULL,
     cause INTEGER NOT NULL, record BLOB NOT NULL
   );
   CREATE INDEX dynamodb_streams_records_stream ON dynamodb_streams_records (stream, sequence);
   CREATE INDEX dynamodb_streams_records_at ON dynamodb_streams_records (at)`,
];
