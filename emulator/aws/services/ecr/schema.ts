/** Repositories. Applied migrations are never edited: a change is a further entry. */
export const MIGRATIONS = [
  `CREATE TABLE ecr_repositories (
     id INTEGER PRIMARY KEY, account_id TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL, settings TEXT NOT NULL,
     created_at INTEGER NOT NULL
   );
   CREATE UNIQUE INDEX ecr_repositories_by_name ON ecr_repositories (account_id, region, name);`,
];
