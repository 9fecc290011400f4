/** Tables of CloudFront. Everything with a configuration and an ETag is a row of `cloudfront_resources`. */
export const MIGRATIONS = [
  `CREATE TABLE cloudfront_resources (
     id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, account TEXT NOT NULL, resource TEXT NOT NULL,
     name TEXT NOT NULL, etag TEXT NOT NULL, config TEXT NOT NULL, created INTEGER NOT NULL,
     modified INTEGER NOT NULL,
     UNIQUE (kind, resource)
   );
   CREATE UNIQUE INDEX cloudfront_resources_by_name ON cloudfront_resources (kind, account, name);
   CREATE INDEX cloudfront_resources_in_order ON cloudfront_resources (kind, account, id);

   CREATE TABLE cloudfront_aliases (alias TEXT NOT NULL UNIQUE, distribution TEXT NOT NULL);
   CREATE INDEX cloudfront_aliases_by_distribution ON cloudfront_aliases (distribution);

   CREATE TABLE cloudfront_tags (arn TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (arn, key));

   CREATE TABLE cloudfront_invalidations (
     id INTEGER PRIMARY KEY AUTOINCREMENT, invalidation TEXT NOT NULL UNIQUE, distribution TEXT NOT NULL,
     reference TEXT NOT NULL, paths TEXT NOT NULL, created INTEGER NOT NULL, completes INTEGER NOT NULL,
     UNIQUE (distribution, reference)
   );
   CREATE INDEX cloudfront_invalidations_open ON cloudfront_invalidations (distribution, completes);

   CREATE TABLE cloudfront_function_stages (
     account TEXT NOT NULL, name TEXT NOT NULL, stage TEXT NOT NULL, etag TEXT NOT NULL, config TEXT NOT NULL,
     code BLOB NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL,
     UNIQUE (account, name, stage)
   );

   CREATE TABLE cloudfront_pairs (
     store TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (store, key)
   );`,
];
