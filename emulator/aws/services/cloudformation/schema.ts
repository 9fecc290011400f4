/** The tables of CloudFormation. */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE cloudformation_stacks (
     id INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, account TEXT NOT NULL, region TEXT NOT NULL,
     name TEXT NOT NULL, live INTEGER NOT NULL, status TEXT NOT NULL, reason TEXT, template TEXT NOT NULL,
     parameters TEXT NOT NULL, settings TEXT NOT NULL, outputs TEXT NOT NULL, created INTEGER NOT NULL,
     deleted INTEGER
   );
   CREATE UNIQUE INDEX cloudformation_stacks_by_name ON cloudformation_stacks (account, region, name) WHERE live = 1;

   CREATE TABLE cloudformation_resources (
     id INTEGER PRIMARY KEY AUTOINCREMENT, stack TEXT NOT NULL, logical TEXT NOT NULL, type TEXT NOT NULL,
     physical TEXT NOT NULL, attributes TEXT NOT NULL, status TEXT NOT NULL, reason TEXT, updated INTEGER NOT NULL,
     UNIQUE (stack, logical)
   );

   CREATE TABLE cloudformation_events (
     id INTEGER PRIMARY KEY AUTOINCREMENT, stack TEXT NOT NULL, event TEXT NOT NULL, logical TEXT NOT NULL,
     physical TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, reason TEXT, at INTEGER NOT NULL
   );
   CREATE INDEX cloudformation_events_by_stack ON cloudformation_events (stack, id);`,
  `ALTER TABLE cloudformation_stacks ADD COLUMN other TEXT;
   ALTER TABLE cloudformation_stacks ADD COLUMN updated INTEGER;
   ALTER TABLE cloudformation_resources ADD COLUMN properties TEXT NOT NULL DEFAULT '{}';
   ALTER TABLE cloudformation_resources ADD COLUMN prior TEXT;

   CREATE TABLE cloudformation_imports (
     id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL, export TEXT NOT NULL,
     stack TEXT NOT NULL, UNIQUE (account, region, export, stack)
   );

   CREATE TABLE cloudformation_change_sets (
     id INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, stack TEXT NOT NULL, name TEXT NOT NULL,
     kind TEXT NOT NULL, status TEXT NOT NULL, reason TEXT, execution TEXT NOT NULL, description TEXT,
     version TEXT NOT NULL, changes TEXT NOT NULL, created INTEGER NOT NULL, UNIQUE (stack, name)
   );`,
];
