/** The tables of EventBridge. */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE eventbridge_buses (
     id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
     settings TEXT NOT NULL, policy TEXT, tags TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL,
     UNIQUE (account, region, name)
   );

   CREATE TABLE eventbridge_rules (
     id INTEGER PRIMARY KEY AUTOINCREMENT, bus INTEGER NOT NULL, name TEXT NOT NULL, pattern TEXT, schedule TEXT,
     enabled INTEGER NOT NULL, description TEXT, role TEXT, tags TEXT NOT NULL, fires_at INTEGER,
     UNIQUE (bus, name)
   );

   CREATE TABLE eventbridge_targets (
     id INTEGER PRIMARY KEY AUTOINCREMENT, rule INTEGER NOT NULL, target_id TEXT NOT NULL, arn TEXT NOT NULL,
     definition TEXT NOT NULL,
     UNIQUE (rule, target_id)
   );
   CREATE INDEX eventbridge_targets_by_arn ON eventbridge_targets (arn, rule);`,
];
