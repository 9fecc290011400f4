/** Trails, and events: those kept for looking up, and those that wait for delivery. Migrations are only ever added. */
export const MIGRATIONS = [
  `CREATE TABLE cloudtrail_trails (
     id INTEGER PRIMARY KEY AUTOINCREMENT, account_id TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
     settings TEXT NOT NULL, selectors TEXT, tags TEXT NOT NULL, logging INTEGER NOT NULL, started_at INTEGER,
     stopped_at INTEGER, delivered_at INTEGER, attempted_at INTEGER, delivery_error TEXT
   );
   CREATE UNIQUE INDEX cloudtrail_trails_by_name ON cloudtrail_trails (account_id, region, name);
   CREATE TABLE cloudtrail_events (
     id INTEGER PRIMARY KEY AUTOINCREMENT, account_id TEXT NOT NULL, region TEXT NOT NULL, at INTEGER NOT NULL,
     event TEXT NOT NULL
   );
   CREATE INDEX cloudtrail_events_in_order ON cloudtrail_events (account_id, region, at, id);
   CREATE TABLE cloudtrail_undelivered (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     trail INTEGER NOT NULL REFERENCES cloudtrail_trails ON DELETE CASCADE, region TEXT NOT NULL, event TEXT NOT NULL
   );
   CREATE INDEX cloudtrail_undelivered_by_trail ON cloudtrail_undelivered (trail, id);`,
];
