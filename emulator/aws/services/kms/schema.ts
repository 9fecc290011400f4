/**
 * Keys, their materials, aliases and grants. Materials stand in the records as they are: whoever reads the data folder
 * has them. Applied migrations are never edited: a change is a further entry.
 */
export const MIGRATIONS = [
  `CREATE TABLE kms_keys (
     id INTEGER PRIMARY KEY, account_id TEXT NOT NULL, region TEXT NOT NULL, key_id TEXT NOT NULL,
     description TEXT NOT NULL, usage TEXT NOT NULL, spec TEXT NOT NULL, manager TEXT NOT NULL,
     multi_region INTEGER NOT NULL, state TEXT NOT NULL, created_at INTEGER NOT NULL, delete_at INTEGER,
     window_days INTEGER, policy TEXT NOT NULL, tags TEXT NOT NULL, rotation_days INTEGER, next_rotation_at INTEGER
   );
   CREATE UNIQUE INDEX kms_keys_by_id ON kms_keys (account_id, region, key_id);
   CREATE TABLE kms_materials (
     id INTEGER PRIMARY KEY, key INTEGER NOT NULL REFERENCES kms_keys ON DELETE CASCADE, material_id TEXT NOT NULL,
     bytes BLOB NOT NULL, since INTEGER NOT NULL, rotation TEXT
   );
   CREATE UNIQUE INDEX kms_materials_by_id ON kms_materials (key, material_id);
   CREATE TABLE kms_aliases (
     id INTEGER PRIMARY KEY, account_id TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
     key INTEGER NOT NULL REFERENCES kms_keys ON DELETE CASCADE, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
   );
   CREATE UNIQUE INDEX kms_aliases_by_name ON kms_aliases (account_id, region, name);
   CREATE INDEX kms_aliases_by_key ON kms_aliases (key);
   CREATE TABLE kms_grants (
     id INTEGER PRIMARY KEY, key INTEGER NOT NULL REFERENCES kms_keys ON DELETE CASCADE, grant_id TEXT NOT NULL,
     token TEXT NOT NULL, name TEXT, grantee TEXT NOT NULL, retiring TEXT, issuer TEXT NOT NULL,
     operations TEXT NOT NULL, constraints TEXT NOT NULL, created_at INTEGER NOT NULL
   );
   CREATE UNIQUE INDEX kms_grants_by_id ON kms_grants (key, grant_id);
   CREATE INDEX kms_grants_by_token ON kms_grants (token);
   CREATE INDEX kms_grants_by_retiring ON kms_grants (retiring);`,
];
