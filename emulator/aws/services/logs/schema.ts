/** Log groups, their streams and events. Applied migrations are never edited: a change is a further entry. */
export const MIGRATIONS = [
  `CREATE TABLE logs_groups (
     id INTEGER PRIMARY KEY, account_id TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
     created_at INTEGER NOT NULL, retention_days INTEGER, kms_key TEXT, class TEXT NOT NULL, tags TEXT NOT NULL,
     purged_at INTEGER NOT NULL
   );
   CREATE UNIQUE INDEX logs_groups_by_name ON logs_groups (account_id, region, name);
   CREATE TABLE logs_streams (
     id INTEGER PRIMARY KEY, group_id INTEGER NOT NULL REFERENCES logs_groups ON DELETE CASCADE, name TEXT NOT NULL,
     created_at INTEGER NOT NULL, first_at INTEGER, last_at INTEGER, ingested_at INTEGER
   );
   CREATE UNIQUE INDEX logs_streams_by_name ON logs_streams (group_id, name);
   CREATE TABLE logs_events (
     id INTEGER PRIMARY KEY AUTOINCREMENT, group_id INTEGER NOT NULL,
     stream_id INTEGER NOT NULL REFERENCES logs_streams ON DELETE CASCADE,
     at INTEGER NOT NULL, ingested_at INTEGER NOT NULL, message TEXT NOT NULL
   );
   CREATE INDEX logs_events_by_stream ON logs_events (stream_id, at, id);
   CREATE INDEX logs_events_by_group ON logs_events (group_id, at, id);`,
  `CREATE TABLE logs_metric_filters (
     id INTEGER PRIMARY KEY, group_id INTEGER NOT NULL REFERENCES logs_groups ON DELETE CASCADE, name TEXT NOT NULL,
     pattern TEXT NOT NULL, transformations TEXT NOT NULL, created_at INTEGER NOT NULL
   );
   CREATE UNIQUE INDEX logs_metric_filters_by_name ON logs_metric_filters (group_id, name);
   CREATE TABLE logs_queries (
     id INTEGER PRIMARY KEY AUTOINCREMENT, account_id TEXT NOT NULL, region TEXT NOT NULL, query_id TEXT NOT NULL,
     query TEXT NOT NULL, groups TEXT NOT NULL, at INTEGER NOT NULL, results TEXT NOT NULL
   );
   CREATE UNIQUE INDEX logs_queries_by_id ON logs_queries (account_id, region, query_id);`,
];
