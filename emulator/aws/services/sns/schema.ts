/** The tables of SNS. */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE sns_topics (
     id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
     attributes TEXT NOT NULL, tags TEXT NOT NULL, published INTEGER NOT NULL, unsubscribed INTEGER NOT NULL,
     UNIQUE (account, region, name)
   );

   CREATE TABLE sns_subscriptions (
     id INTEGER PRIMARY KEY AUTOINCREMENT, topic INTEGER NOT NULL, arn TEXT NOT NULL UNIQUE, protocol TEXT NOT NULL,
     endpoint TEXT NOT NULL, owner TEXT NOT NULL, region TEXT NOT NULL, principal TEXT NOT NULL,
     attributes TEXT NOT NULL, confirmed INTEGER NOT NULL, authenticated INTEGER NOT NULL,
     unsubscribe_authenticated INTEGER NOT NULL, token TEXT UNIQUE, token_issued INTEGER, left_at INTEGER,
     UNIQUE (topic, protocol, endpoint)
   );
   CREATE INDEX sns_subscriptions_by_owner ON sns_subscriptions (owner, region, id);
   CREATE INDEX sns_subscriptions_by_topic ON sns_subscriptions (topic, id);

   CREATE TABLE sns_deduplications (
     topic INTEGER NOT NULL, scope TEXT NOT NULL, deduplication_id TEXT NOT NULL, message_id TEXT NOT NULL,
     sequence TEXT NOT NULL, expires INTEGER NOT NULL,
     UNIQUE (topic, scope, deduplication_id)
   );
   CREATE INDEX sns_deduplications_by_expiry ON sns_deduplications (topic, expires);

   CREATE TABLE sns_signing_keys (private_key TEXT NOT NULL, certificate TEXT NOT NULL);`,
];
