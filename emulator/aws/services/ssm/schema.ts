/**
 * Parameters and their versions. Values stand in the records as they are: whoever reads the data folder has them. Applied
 * migrations are never edited: a change is a further entry.
 */
export const MIGRATIONS = [
  `CREATE TABLE ssm_parameters (
     id INTEGER PRIMARY KEY, account_id TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL, tags TEXT NOT NULL
   );
   CREATE UNIQUE INDEX ssm_parameters_by_name ON ssm_parameters (account_id, region, name);
   CREATE TABLE ssm_versions (
     id INTEGER PRIMARY KEY, parameter INTEGER NOT NULL REFERENCES ssm_parameters ON DELETE CASCADE,
     version INTEGER NOT NULL, type TEXT NOT NULL, value TEXT NOT NULL, key_id TEXT, description TEXT, pattern TEXT,
     tier TEXT NOT NULL, data_type TEXT NOT NULL, modified_at INTEGER NOT NULL, modified_by TEXT NOT NULL
   );
   CREATE UNIQUE INDEX ssm_versions_by_number ON ssm_versions (parameter, version);`,
];
