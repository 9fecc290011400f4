/**
 * Buckets with very many keys. Their records are written into the data folder of a cloud that has made the buckets and
 * ended: a million uploads by HTTP would take longer than what is measured.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { S3 } from '@aws-sdk/client-s3';
import { startServer } from './server.ts';

export const MANY = 1_000_000;

/** Keys by bucket. */
export const BUCKETS = { 'ten-thousand': 10_000, million: MANY } as const;

export const s3At = (port: number): S3 =>
  new S3({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

/** A bucket that everybody may list and write to: signing a million requests would take longer than answering them. */
export async function openToEverybody(s3: S3, Bucket: string): Promise<void> {
  await s3.createBucket({ Bucket });
  await s3.deletePublicAccessBlock({ Bucket });
  const everybody = { Effect: 'Allow', Principal: '*' };
  const Statement = [
    { ...everybody, Action: 's3:ListBucket', Resource: `arn:aws:s3:::${Bucket}` },
    { ...everybody, Action: 's3:PutObject', Resource: `arn:aws:s3:::${Bucket}/*` },
  ];
  await s3.putBucketPolicy({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) });
}

/** Copies of one object of the bucket under so many keys. */
const MULTIPLY = `
  INSERT INTO s3_objects (bucket, key, version, listed, marker, modified, size, etag, storage_class, checksum,
    content_type, headers, metadata, tags, encryption, protection, restore, blob, parts)
  SELECT o.bucket, printf('uploads/user-%06d/2026/11/28/%08d.jpg', n.value / 100, n.value), o.version, 1, 0, o.modified,
    o.size, o.etag, o.storage_class, o.checksum, o.content_type, NULL, NULL, NULL, NULL, NULL, NULL, o.blob, NULL
  FROM s3_objects o JOIN s3_buckets b ON b.id = o.bucket,
    (WITH RECURSIVE counted (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM counted WHERE value < ?)
     SELECT value FROM counted) n
  WHERE b.name = ? AND o.key = 'seed'`;

let made: Promise<string> | undefined;

/** A data folder with both buckets, made once and removed with the process. */
export const manyKeys = (): Promise<string> => (made ??= make());

/** A copy of it that may be changed. */
export async function copyOfManyKeys(): Promise<string> {
  const folder = temporary();
  cpSync(await manyKeys(), folder, { recursive: true });
  return folder;
}

async function make(): Promise<string> {
  const folder = temporary();
  {
    await using server = await startServer('cloud', { BENCH_DATA: folder });
    const s3 = s3At(server.port);
    for (const Bucket of Object.keys(BUCKETS)) {
      await openToEverybody(s3, Bucket);
      await s3.putObject({ Bucket, Key: 'seed', Body: new Uint8Array(0) });
    }
    s3.destroy();
  }
  const records = new DatabaseSync(join(folder, 'records.sqlite'));
  records.exec('PRAGMA synchronous = OFF');
  for (const [bucket, keys] of Object.entries(BUCKETS)) records.prepare(MULTIPLY).run(keys, bucket);
  records.close();
  return folder;
}

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'safelight-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
