/** Functions and everything that hangs on them. Applied migrations are never edited: a change is a further entry. */
export const MIGRATIONS = [
  `CREATE TABLE lambda_functions (
     id INTEGER PRIMARY KEY AUTOINCREMENT, account_id TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
     next_version INTEGER NOT NULL, content INTEGER NOT NULL, reserved INTEGER, tags TEXT NOT NULL
   );
   CREATE UNIQUE INDEX lambda_functions_by_name ON lambda_functions (account_id, region, name);
   CREATE TABLE lambda_versions (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     function_id INTEGER NOT NULL REFERENCES lambda_functions ON DELETE CASCADE, version TEXT NOT NULL,
     settings TEXT NOT NULL, code TEXT NOT NULL, blob TEXT, revision TEXT NOT NULL, modified_at INTEGER NOT NULL,
     content INTEGER NOT NULL
   );
   CREATE UNIQUE INDEX lambda_versions_by_version ON lambda_versions (function_id, version);
   CREATE INDEX lambda_versions_by_blob ON lambda_versions (blob);
   CREATE TABLE lambda_aliases (
     id INTEGER PRIMARY KEY, function_id INTEGER NOT NULL REFERENCES lambda_functions ON DELETE CASCADE,
     name TEXT NOT NULL, version TEXT NOT NULL, description TEXT NOT NULL, weights TEXT, revision TEXT NOT NULL
   );
   CREATE UNIQUE INDEX lambda_aliases_by_name ON lambda_aliases (function_id, name);
   CREATE TABLE lambda_permissions (
     id INTEGER PRIMARY KEY, function_id INTEGER NOT NULL REFERENCES lambda_functions ON DELETE CASCADE,
     qualifier TEXT NOT NULL, sid TEXT NOT NULL, statement TEXT NOT NULL
   );
   CREATE UNIQUE INDEX lambda_permissions_by_sid ON lambda_permissions (function_id, qualifier, sid);
   CREATE TABLE lambda_event_configs (
     id INTEGER PRIMARY KEY, function_id INTEGER NOT NULL REFERENCES lambda_functions ON DELETE CASCADE,
     qualifier TEXT NOT NULL, retries INTEGER, age INTEGER, on_success TEXT, on_failure TEXT,
     modified_at INTEGER NOT NULL
   );
   CREATE UNIQUE INDEX lambda_event_configs_by_qualifier ON lambda_event_configs (function_id, qualifier);
   CREATE TABLE lambda_urls (
     id INTEGER PRIMARY KEY, function_id INTEGER NOT NULL REFERENCES lambda_functions ON DELETE CASCADE,
     qualifier TEXT NOT NULL, url_id TEXT NOT NULL, auth_type TEXT NOT NULL, cors TEXT, invoke_mode TEXT NOT NULL,
     created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL
   );
   CREATE UNIQUE INDEX lambda_urls_by_qualifier ON lambda_urls (function_id, qualifier);
   CREATE UNIQUE INDEX lambda_urls_by_id ON lambda_urls (url_id);
   CREATE TABLE lambda_layers (
     id INTEGER PRIMARY KEY AUTOINCREMENT, account_id TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
     version INTEGER NOT NULL, description TEXT NOT NULL, license TEXT, runtimes TEXT NOT NULL,
     architectures TEXT NOT NULL, code TEXT NOT NULL, blob TEXT NOT NULL, created_at INTEGER NOT NULL,
     deleted INTEGER NOT NULL DEFAULT 0
   );
   CREATE UNIQUE INDEX lambda_layers_by_version ON lambda_layers (account_id, region, name, version);
   CREATE INDEX lambda_layers_by_blob ON lambda_layers (blob);`,
  `CREATE TABLE lambda_event_sources (
     id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL, account_id TEXT NOT NULL, region TEXT NOT NULL,
     function_arn TEXT NOT NULL, source_arn TEXT NOT NULL, settings TEXT NOT NULL, enabled INTEGER NOT NULL,
     modified_at INTEGER NOT NULL, last_result TEXT, checkpoint INTEGER
   );
   CREATE UNIQUE INDEX lambda_event_sources_by_uuid ON lambda_event_sources (uuid);
   CREATE INDEX lambda_event_sources_by_scope ON lambda_event_sources (account_id, region);`,
  `ALTER TABLE lambda_event_sources ADD COLUMN tags TEXT NOT NULL DEFAULT '{}';`,
];
