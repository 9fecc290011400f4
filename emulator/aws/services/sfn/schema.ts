/** The tables of Step Functions. */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE sfn_machines (
     id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
     type TEXT NOT NULL, revision INTEGER NOT NULL, tags TEXT NOT NULL, created INTEGER NOT NULL,
     UNIQUE (account, region, name)
   );

   CREATE TABLE sfn_revisions (
     id INTEGER PRIMARY KEY AUTOINCREMENT, machine_arn TEXT NOT NULL, revision_id TEXT NOT NULL,
     definition TEXT NOT NULL, role TEXT NOT NULL, settings TEXT NOT NULL, created INTEGER NOT NULL
   );

   CREATE TABLE sfn_versions (
     machine INTEGER NOT NULL, version INTEGER NOT NULL, revision INTEGER NOT NULL, description TEXT,
     created INTEGER NOT NULL, UNIQUE (machine, version)
   );

   CREATE TABLE sfn_aliases (
     machine INTEGER NOT NULL, name TEXT NOT NULL, routing TEXT NOT NULL, description TEXT, created INTEGER NOT NULL,
     updated INTEGER NOT NULL, UNIQUE (machine, name)
   );

   CREATE TABLE sfn_executions (
     id INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, machine_arn TEXT NOT NULL, revision INTEGER NOT NULL,
     name TEXT NOT NULL, express INTEGER NOT NULL, status TEXT NOT NULL, input TEXT NOT NULL, output TEXT, error TEXT,
     cause TEXT, started INTEGER NOT NULL, stopped INTEGER, qualifier_arn TEXT, map_run TEXT, journal INTEGER NOT NULL
   );
   CREATE INDEX sfn_executions_by_machine ON sfn_executions (machine_arn, id);
   CREATE INDEX sfn_executions_by_map_run ON sfn_executions (map_run, id);

   CREATE TABLE sfn_events (
     execution INTEGER NOT NULL, id INTEGER NOT NULL, key TEXT NOT NULL, previous INTEGER NOT NULL, type TEXT NOT NULL,
     at INTEGER NOT NULL, details TEXT, UNIQUE (execution, id)
   );

   CREATE TABLE sfn_task_tokens (
     token TEXT NOT NULL UNIQUE, answer TEXT, beat INTEGER NOT NULL, closed INTEGER NOT NULL
   );

   CREATE TABLE sfn_map_runs (
     id INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, execution_arn TEXT NOT NULL, machine_arn TEXT NOT NULL,
     status TEXT NOT NULL, limits TEXT NOT NULL, items INTEGER NOT NULL, started INTEGER NOT NULL, stopped INTEGER
   );
   CREATE INDEX sfn_map_runs_by_execution ON sfn_map_runs (execution_arn, id);`,
];
