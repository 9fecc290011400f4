/**
 * The records of DynamoDB. Items of all tables are one SQL table, entries of all indexes another; both are found through
 * one index each, whose order is that of a scan: partitions by slot, items of a partition by their sort key. An entry
 * holds its own copy of what the index projects, as in AWS, so that an index can lag behind its table.
 */
export const MIGRATIONS = [
  `CREATE TABLE dynamodb_tables (
     id INTEGER PRIMARY KEY AUTOINCREMENT, account_id TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
     definition TEXT NOT NULL, UNIQUE (account_id, region, name)
   );
   CREATE TABLE dynamodb_items (
     id INTEGER PRIMARY KEY, shelf INTEGER NOT NULL, slot INTEGER NOT NULL, hash TEXT NOT NULL,
     range TEXT NOT NULL, size INTEGER NOT NULL, item TEXT NOT NULL, expires INTEGER
   );
   CREATE UNIQUE INDEX dynamodb_items_place ON dynamodb_items (shelf, slot, hash, range);
   CREATE INDEX dynamodb_items_expiry ON dynamodb_items (shelf, expires) WHERE expires IS NOT NULL;
   CREATE TABLE dynamodb_index_entries (
     id INTEGER PRIMARY KEY, shelf INTEGER NOT NULL, slot INTEGER NOT NULL, hash TEXT NOT NULL,
     range TEXT NOT NULL, owner TEXT NOT NULL, size INTEGER NOT NULL, item TEXT NOT NULL
   );
   CREATE UNIQUE INDEX dynamodb_index_entries_owner ON dynamodb_index_entries (shelf, owner);
   CREATE INDEX dynamodb_index_entries_place ON dynamodb_index_entries (shelf, slot, hash, range, owner);
   CREATE TABLE dynamodb_index_ids (id INTEGER PRIMARY KEY AUTOINCREMENT);
   CREATE TABLE dynamodb_tokens (
     scope TEXT NOT NULL, token TEXT NOT NULL, digest TEXT NOT NULL, at INTEGER NOT NULL, consumed TEXT NOT NULL
   );
   CREATE UNIQUE INDEX dynamodb_tokens_token ON dynamodb_tokens (scope, token);
   CREATE INDEX dynamodb_tokens_at ON dynamodb_tokens (at)`,
];
