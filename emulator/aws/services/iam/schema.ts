/**
 * Identities, their keys and policies. Secrets of keys stand in the records as they are: whoever reads the data folder
 * has them. Applied migrations are never edited: a change is a further entry.
 */
export const MIGRATIONS = [
  `CREATE TABLE iam_identities (
     id INTEGER PRIMARY KEY, account_id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL COLLATE NOCASE,
     path TEXT NOT NULL, unique_id TEXT NOT NULL, created_at INTEGER NOT NULL, boundary TEXT, tags TEXT NOT NULL,
     trust TEXT, description TEXT, longest_session INTEGER
   );
   CREATE UNIQUE INDEX iam_identities_by_name ON iam_identities (account_id, kind, name);
   CREATE TABLE iam_memberships (
     id INTEGER PRIMARY KEY, member INTEGER NOT NULL REFERENCES iam_identities ON DELETE CASCADE,
     team INTEGER NOT NULL REFERENCES iam_identities ON DELETE CASCADE
   );
   CREATE UNIQUE INDEX iam_memberships_by_member ON iam_memberships (member, team);
   CREATE INDEX iam_memberships_by_team ON iam_memberships (team);
   CREATE TABLE iam_inline_policies (
     id INTEGER PRIMARY KEY, identity INTEGER NOT NULL REFERENCES iam_identities ON DELETE CASCADE, name TEXT NOT NULL,
     document TEXT NOT NULL
   );
   CREATE UNIQUE INDEX iam_inline_policies_by_name ON iam_inline_policies (identity, name);
   CREATE TABLE iam_attachments (
     id INTEGER PRIMARY KEY, identity INTEGER NOT NULL REFERENCES iam_identities ON DELETE CASCADE, policy TEXT NOT NULL
   );
   CREATE UNIQUE INDEX iam_attachments_by_identity ON iam_attachments (identity, policy);
   CREATE INDEX iam_attachments_by_policy ON iam_attachments (policy);
   CREATE TABLE iam_policies (
     id INTEGER PRIMARY KEY, arn TEXT NOT NULL, account_id TEXT NOT NULL, name TEXT NOT NULL COLLATE NOCASE,
     path TEXT NOT NULL, unique_id TEXT NOT NULL, description TEXT, created_at INTEGER NOT NULL,
     updated_at INTEGER NOT NULL, default_version INTEGER NOT NULL, newest_version INTEGER NOT NULL, tags TEXT NOT NULL
   );
   CREATE UNIQUE INDEX iam_policies_by_arn ON iam_policies (arn);
   CREATE UNIQUE INDEX iam_policies_by_name ON iam_policies (account_id, name);
   CREATE TABLE iam_policy_versions (
     id INTEGER PRIMARY KEY, policy INTEGER NOT NULL REFERENCES iam_policies ON DELETE CASCADE, number INTEGER NOT NULL,
     document TEXT NOT NULL, created_at INTEGER NOT NULL
   );
   CREATE UNIQUE INDEX iam_policy_versions_by_number ON iam_policy_versions (policy, number);
   CREATE TABLE iam_access_keys (
     id INTEGER PRIMARY KEY, access_key_id TEXT NOT NULL, secret TEXT NOT NULL,
     user INTEGER NOT NULL REFERENCES iam_identities ON DELETE CASCADE, active INTEGER NOT NULL, created_at INTEGER NOT NULL
   );
   CREATE UNIQUE INDEX iam_access_keys_by_key ON iam_access_keys (access_key_id);
   CREATE INDEX iam_access_keys_by_user ON iam_access_keys (user);`,
];
