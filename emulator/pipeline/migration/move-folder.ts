/**
 * Moves a folder of images into a bucket: the step from servers' disks to S3 that the design begins with. Every image is
 * sent with the SHA-256 of its bytes, which S3 checks on arrival, and then asked for again. What is there already with
 * the same digest is left alone, so a run that was cut off is taken up by the next one, and a second run moves nothing.
 * The folder itself is only read.
 *
 * Gap: an image is held in memory while it is moved, and goes in one request, so up to 5 GB.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HeadObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { imageFormat, MEDIA_TYPES } from '../processors/image-format.ts';

interface MigrationOptions {
  readonly s3: S3Client;
  readonly bucket: string;
  /** Read with everything below it, links excepted. */
  readonly folder: string;
  /** What keys begin with, `uploads/`; the path below the folder follows. */
  readonly prefix: string;
  /** Hears of every file, in the order of their names. */
  readonly report?: (moved: MovedFile) => void;
  /** Ends the run after the file in hand. */
  readonly signal?: AbortSignal;
}

/** `moved`: sent and found again. `there`: it was there already. `skipped`: it is no image. */
type MoveOutcome = 'moved' | 'there' | 'skipped' | 'failed';

export interface MovedFile {
  /** Path below the folder. */
  readonly file: string;
  readonly key: string;
  readonly bytes: number;
  /** Of the file's bytes, base64. */
  readonly sha256: string;
  readonly outcome: MoveOutcome;
  /** Of what was skipped or failed. */
  readonly reason?: string;
}

/** @throws whatever reading the folder throws; what goes wrong with one file is in its entry */
export async function moveFolder(options: MigrationOptions): Promise<readonly MovedFile[]> {
  const moved: MovedFile[] = [];
  for (const file of await filesBelow(options.folder)) {
    if (options.signal?.aborted === true) break;
    const entry = await moveFile(options, file);
    moved.push(entry);
    options.report?.(entry);
  }
  return moved;
}

/** Paths with slashes on every system, since they become keys. */
async function filesBelow(folder: string, below = ''): Promise<readonly string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) return filesBelow(folder, path);
      return entry.isFile() ? [path] : [];
    }),
  );
  return found.flat().toSorted();
}

async function moveFile({ s3, bucket, folder, prefix }: MigrationOptions, file: string): Promise<MovedFile> {
  const key = `${prefix}${file}`;
  const body = await readFile(join(folder, file));
  const sha256 = createHash('sha256').update(body).digest('base64');
  const facts = { file, key, bytes: body.length, sha256 };
  const format = imageFormat(body);
  if (format === undefined)
    return { ...facts, outcome: 'skipped', reason: 'it is no image of a known format' };
  const place = { Bucket: bucket, Key: key };
  try {
    if (await holds(s3, place, sha256)) return { ...facts, outcome: 'there' };
    await s3.send(
      new PutObjectCommand({
        ...place,
        Body: body,
        ContentType: MEDIA_TYPES[format],
        ChecksumSHA256: sha256,
      }),
    );
    if (await holds(s3, place, sha256)) return { ...facts, outcome: 'moved' };
    return { ...facts, outcome: 'failed', reason: 'what the bucket has is not what was sent' };
  } catch (error) {
    return { ...facts, outcome: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

async function holds(
  s3: S3Client,
  place: { readonly Bucket: string; readonly Key: string },
  sha256: string,
): Promise<boolean> {
  try {
    const { ChecksumSHA256 } = await s3.send(new HeadObjectCommand({ ...place, ChecksumMode: 'ENABLED' }));
    return ChecksumSHA256 === sha256;
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFound') return false;
    throw error;
  }
}
