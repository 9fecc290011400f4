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
];
