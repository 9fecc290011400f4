/**
 * The tables of SQS. A message that is delayed or in flight differs from a visible one only in `visible_at`, so one
 * index finds what can be received, what comes next and what is counted; the partial ones serve FIFO queues alone and
 * cost standard queues nothing.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE sqs_queues (
     id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
     attributes TEXT NOT NULL, tags TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL,
     purged INTEGER, dead_letter_target TEXT,
     UNIQUE (account, region, name)
   );
   CREATE INDEX sqs_queues_by_target ON sqs_queues (dead_letter_target, name) WHERE dead_letter_target IS NOT NULL;

   CREATE TABLE sqs_graves (
     account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL, deleted INTEGER NOT NULL,
     UNIQUE (account, region, name)
   );

   CREATE TABLE sqs_messages (
     id INTEGER PRIMARY KEY AUTOINCREMENT, queue INTEGER NOT NULL, message_id TEXT NOT NULL, body TEXT NOT NULL,
     attributes TEXT, trace_header TEXT, sender TEXT NOT NULL, sent INTEGER NOT NULL, enqueued INTEGER NOT NULL,
     visible_at INTEGER NOT NULL, receives INTEGER NOT NULL, receives_here INTEGER NOT NULL, first_received INTEGER,
     group_id TEXT, deduplication_id TEXT, sequence TEXT, dead_letter_source TEXT, cause INTEGER NOT NULL
   );
   CREATE INDEX sqs_messages_by_visibility ON sqs_messages (queue, visible_at);
   CREATE INDEX sqs_messages_by_age ON sqs_messages (queue, enqueued);
   CREATE INDEX sqs_messages_in_order ON sqs_messages (queue, id) WHERE sequence IS NOT NULL;
   CREATE INDEX sqs_messages_in_flight ON sqs_messages (queue, visible_at, group_id)
     WHERE sequence IS NOT NULL AND receives_here > 0;

   CREATE TABLE sqs_deduplications (
     queue INTEGER NOT NULL, scope TEXT NOT NULL, deduplication_id TEXT NOT NULL, message_id TEXT NOT NULL,
     sequence TEXT NOT NULL, expires INTEGER NOT NULL,
     UNIQUE (queue, scope, deduplication_id)
   );
   CREATE INDEX sqs_deduplications_by_expiry ON sqs_deduplications (queue, expires);

   CREATE TABLE sqs_attempts (
     queue INTEGER NOT NULL, attempt_id TEXT NOT NULL, messages TEXT NOT NULL, expires INTEGER NOT NULL,
     UNIQUE (queue, attempt_id)
   );
   CREATE INDEX sqs_attempts_by_expiry ON sqs_attempts (queue, expires);

   CREATE TABLE sqs_move_tasks (
     id INTEGER PRIMARY KEY AUTOINCREMENT, task_id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, destination TEXT,
     max_per_second INTEGER, status TEXT NOT NULL, moved INTEGER NOT NULL, to_move INTEGER NOT NULL,
     started INTEGER NOT NULL, failure TEXT
   );
   CREATE INDEX sqs_move_tasks_by_source ON sqs_move_tasks (source, id);`,
];
