/**
 * S3's tables. Keys are TEXT under SQLite's BINARY collation, which compares UTF-8 bytes: the order in which S3 lists.
 *
 * Every version of every object is a row; a later version of a key has a larger id, so "newest first" is the order of
 * ids backwards. `listed` marks the one row per key that a listing shows: the newest, unless it is a delete marker. Its
 * partial index holds nothing else, so listing a bucket never walks over old versions or markers. Those are in an index of
 * their own, which is empty where versioning never was enabled: no row is in both, and a key is in one index only.
 *
 * `s3_uploads.disturbed` says that the key changed while the upload was under way, which conditional completions ask.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE s3_buckets (
     id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, account TEXT NOT NULL, region TEXT NOT NULL,
     location TEXT, created INTEGER NOT NULL, versioning TEXT, object_lock INTEGER NOT NULL
   );
   CREATE UNIQUE INDEX s3_buckets_by_name ON s3_buckets (name);
   CREATE INDEX s3_buckets_by_account ON s3_buckets (account, name);

   CREATE TABLE s3_bucket_configs (
     bucket INTEGER NOT NULL REFERENCES s3_buckets (id) ON DELETE CASCADE, kind TEXT NOT NULL, name TEXT NOT NULL,
     document TEXT NOT NULL
   );
   CREATE UNIQUE INDEX s3_bucket_configs_by_kind ON s3_bucket_configs (bucket, kind, name);

   CREATE TABLE s3_objects (
     id INTEGER PRIMARY KEY AUTOINCREMENT, bucket INTEGER NOT NULL, key TEXT NOT NULL,
     version TEXT NOT NULL, listed INTEGER NOT NULL, marker INTEGER NOT NULL, modified INTEGER NOT NULL,
     size INTEGER NOT NULL, etag TEXT NOT NULL, storage_class TEXT NOT NULL, checksum TEXT, content_type TEXT,
     headers TEXT, metadata TEXT, tags TEXT, encryption TEXT, protection TEXT, restore TEXT, blob TEXT,
     parts INTEGER
   );
   CREATE UNIQUE INDEX s3_objects_by_version ON s3_objects (bucket, key, id);
   CREATE UNIQUE INDEX s3_objects_listed ON s3_objects (bucket, key) WHERE listed = 1;

   CREATE TABLE s3_object_parts (
     object INTEGER NOT NULL REFERENCES s3_objects (id) ON DELETE CASCADE, number INTEGER NOT NULL,
     size INTEGER NOT NULL, checksum TEXT, blob TEXT NOT NULL
   );
   CREATE UNIQUE INDEX s3_object_parts_by_number ON s3_object_parts (object, number);

   CREATE TABLE s3_uploads (
     id INTEGER PRIMARY KEY AUTOINCREMENT, bucket INTEGER NOT NULL, key TEXT NOT NULL,
     upload TEXT NOT NULL, initiated INTEGER NOT NULL, initiator TEXT NOT NULL, storage_class TEXT NOT NULL,
     checksum_algorithm TEXT, checksum_type TEXT, disturbed INTEGER NOT NULL, attributes TEXT NOT NULL
   );
   CREATE UNIQUE INDEX s3_uploads_by_upload ON s3_uploads (upload);
   CREATE UNIQUE INDEX s3_uploads_by_key ON s3_uploads (bucket, key, id);

   CREATE TABLE s3_parts (
     upload INTEGER NOT NULL REFERENCES s3_uploads (id) ON DELETE CASCADE, number INTEGER NOT NULL,
     size INTEGER NOT NULL, etag TEXT NOT NULL, modified INTEGER NOT NULL, checksum TEXT, blob TEXT NOT NULL
   );
   CREATE UNIQUE INDEX s3_parts_by_number ON s3_parts (upload, number);`,
  // When a lifecycle rule moved the object to the class it is in; NULL: it was written there.
  `ALTER TABLE s3_objects ADD COLUMN moved INTEGER;`,
  // The object's access control list as JSON; NULL: its owner, the bucket's, controls everything.
  `ALTER TABLE s3_objects ADD COLUMN acl TEXT;`,
  `DROP INDEX s3_objects_by_version;
   CREATE INDEX s3_objects_unlisted ON s3_objects (bucket, key) WHERE listed = 0;`,
];

/** A query of versions, whether a listing shows them or not: each kind by its index. Parameters are numbered. */
export const versionsWhere = (condition: string, columns = '*'): string =>
  [1, 0]
    .map((listed) => `SELECT ${columns} FROM s3_objects WHERE listed = ${listed} AND ${condition}`)
    .join(' UNION ALL ');
