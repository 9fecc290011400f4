import type { Store } from '../../kernel/store.ts';

/**
 * Says whose bytes a blob holds: `s3://photos/cat.jpg`. Only asked of bytes that are gone, so it may take its time.
 */
export function ownerOfBytes(store: Store): (blob: string) => string | undefined {
  const owner = store.statement<{ readonly address: string }>(
    `SELECT 's3://' || bucket.name || '/' || one.key AS address
       FROM (SELECT bucket, key FROM s3_objects
              WHERE blob = ?1 OR id IN (SELECT object FROM s3_object_parts WHERE blob = ?1)
             UNION ALL
             SELECT bucket, key FROM s3_uploads WHERE id IN (SELECT upload FROM s3_parts WHERE blob = ?1)) one
       JOIN s3_buckets bucket ON bucket.id = one.bucket`,
  );
  return (blob) => owner.get(blob)?.address;
}
