/**
 * Secrets and their versions. Values stand in the records as they are: whoever reads the data folder has them. Applied
 * migrations are never edited: a change is a further entry.
 */
export const MIGRATIONS = [
  `CREATE TABLE secrets_manager_secrets (
     id INTEGER PRIMARY KEY, account_id TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL, suffix TEXT NOT NULL,
     description TEXT, kms_key TEXT, policy TEXT, tags TEXT NOT NULL, created_at INTEGER NOT NULL,
     changed_at INTEGER NOT NULL, accessed_at INTEGER, rotated_at INTEGER, purge_at INTEGER, rotation_enabled INTEGER NOT NULL,
     rotation_function TEXT, rotation_rules TEXT, next_rotation_at INTEGER
   );
   CREATE UNIQUE INDEX secrets_manager_secrets_by_name ON secrets_manager_secrets (account_id, region, name);
   CREATE TABLE secrets_manager_versions (
     id INTEGER PRIMARY KEY, secret INTEGER NOT NULL REFERENCES secrets_manager_secrets ON DELETE CASCADE,
     version_id TEXT NOT NULL, text TEXT, bytes BLOB, stages TEXT NOT NULL, created_at INTEGER NOT NULL,
     accessed_at INTEGER
   );
   CREATE UNIQUE INDEX secrets_manager_versions_by_id ON secrets_manager_versions (secret, version_id);`,
];
