/** Applied migrations are never edited: a change is a further entry. */
export const MIGRATIONS = [
  `CREATE TABLE api_gateway_apis (
     id INTEGER PRIMARY KEY AUTOINCREMENT, api_id TEXT NOT NULL, account_id TEXT NOT NULL, region TEXT NOT NULL,
     document TEXT NOT NULL
   );
   CREATE UNIQUE INDEX api_gateway_apis_by_id ON api_gateway_apis (api_id);
   CREATE INDEX api_gateway_apis_by_scope ON api_gateway_apis (account_id, region, id);
   CREATE TABLE api_gateway_documents (
     id INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
     document TEXT NOT NULL
   );
   CREATE UNIQUE INDEX api_gateway_documents_by_name ON api_gateway_documents (owner, kind, name);
   CREATE TABLE api_gateway_usage (
     id INTEGER PRIMARY KEY AUTOINCREMENT, plan_id TEXT NOT NULL, key_id TEXT NOT NULL, day INTEGER NOT NULL,
     used INTEGER NOT NULL
   );
   CREATE UNIQUE INDEX api_gateway_usage_by_day ON api_gateway_usage (plan_id, key_id, day)`,
];
