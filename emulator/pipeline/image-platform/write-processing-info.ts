/** `write_processing_info`: the workflow's last task, which writes down what it has made. */
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { createS3Client } from '../clients.ts';
import { processingInfoKey } from './platform-keys.ts';
import type { RenditionResult } from './render-image.ts';

export interface ProcessingReport {
  readonly imageId: string;
  readonly userId: string;
  readonly bucket: string;
  readonly key: string;
  readonly renditions: readonly RenditionResult[];
}

export interface InfoOptions {
  readonly s3: S3Client;
  readonly outputBucket: string;
  readonly now: () => Date;
}

/** Writes `metadata/{imageId}/processing-info.json` and answers its key. */
export async function writeInfo(
  { s3, outputBucket, now }: InfoOptions,
  { imageId, userId, bucket, key, renditions }: ProcessingReport,
): Promise<{ key: string }> {
  const info = { imageId, userId, source: { bucket, key }, renditions, processedAt: now().toISOString() };
  const Key = processingInfoKey(imageId);
  await s3.send(
    new PutObjectCommand({
      Bucket: outputBucket,
      Key,
      Body: JSON.stringify(info, null, 2),
      ContentType: 'application/json',
    }),
  );
  return { key: Key };
}

/** The Lambda entry point. */
export const handler = async (report: ProcessingReport): Promise<{ key: string }> => {
  const outputBucket = process.env['S3_OUTPUT_BUCKET'];
  if (!outputBucket) throw new Error('S3_OUTPUT_BUCKET is not set: there is nowhere to write to');
  return writeInfo({ s3: createS3Client(), outputBucket, now: () => new Date() }, report);
};
