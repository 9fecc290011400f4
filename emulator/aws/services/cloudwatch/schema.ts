/** Metrics and alarms. Applied migrations are never edited: a change is a further entry. */
export const MIGRATIONS = [
  `CREATE TABLE cloudwatch_metrics (
     id INTEGER PRIMARY KEY AUTOINCREMENT, account_id TEXT NOT NULL, region TEXT NOT NULL, namespace TEXT NOT NULL,
     name TEXT NOT NULL, dimensions TEXT NOT NULL, last_at INTEGER NOT NULL
   );
   CREATE UNIQUE INDEX cloudwatch_metrics_by_identity
     ON cloudwatch_metrics (account_id, region, namespace, name, dimensions);
   CREATE TABLE cloudwatch_samples (
     metric INTEGER NOT NULL REFERENCES cloudwatch_metrics ON DELETE CASCADE, resolution INTEGER NOT NULL,
     at INTEGER NOT NULL, unit TEXT NOT NULL, count REAL NOT NULL, sum REAL NOT NULL, min REAL NOT NULL,
     max REAL NOT NULL, distribution TEXT
   );
   CREATE UNIQUE INDEX cloudwatch_samples_in_order ON cloudwatch_samples (metric, at, resolution, unit);
   CREATE INDEX cloudwatch_samples_by_age ON cloudwatch_samples (resolution, at);
   CREATE TABLE cloudwatch_alarms (
     id INTEGER PRIMARY KEY AUTOINCREMENT, account_id TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
     kind TEXT NOT NULL, definition TEXT NOT NULL, actions_enabled INTEGER NOT NULL, state TEXT NOT NULL,
     reason TEXT NOT NULL, reason_data TEXT, updated_at INTEGER NOT NULL, transitioned_at INTEGER NOT NULL,
     configured_at INTEGER NOT NULL, tags TEXT NOT NULL
   );
   CREATE UNIQUE INDEX cloudwatch_alarms_by_name ON cloudwatch_alarms (account_id, region, name);
   CREATE TABLE cloudwatch_alarm_history (
     id INTEGER PRIMARY KEY AUTOINCREMENT, account_id TEXT NOT NULL, region TEXT NOT NULL, alarm TEXT NOT NULL,
     kind TEXT NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, summary TEXT NOT NULL, data TEXT NOT NULL
   );
   CREATE INDEX cloudwatch_alarm_history_in_order ON cloudwatch_alarm_history (account_id, region, at, id);
   CREATE TABLE cloudwatch_dashboards (
     account_id TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL, modified_at INTEGER NOT NULL
   );
   CREATE UNIQUE INDEX cloudwatch_dashboards_by_name ON cloudwatch_dashboards (account_id, name);`,
  'CREATE INDEX cloudwatch_alarms_by_kind ON cloudwatch_alarms (kind, account_id, region)',
];
