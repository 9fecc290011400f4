/** What of a pipeline runs beside a cloud, not in it: the image API and the analysis worker, over one set of records. */
import { S3Client } from '@aws-sdk/client-s3';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  followTrace,
  NO_CLASSIFIER,
  openRecords,
  serveApi,
  startAnalysisWorker,
  type AnalysisWorker,
  type PipelineEnvironment,
} from '#pipeline';
import type { Connection } from './targets/clients.ts';

export interface Beside {
  /** The image API's address. */
  readonly api: string;
  /** Lays the work down, as before a reset of the cloud. */
  pause(): Promise<void>;
  /** Takes the work up again. */
  resume(): Promise<void>;
  /** Forgets all records. */
  clear(): Promise<void>;
  /** All records, to be loaded later. */
  save(): Promise<Uint8Array>;
  load(saved: Uint8Array): Promise<void>;
  /** Goes by this time of the cloud's from now on, after it was moved under everybody's feet. */
  keepTime(instant: number): void;
  close(): Promise<void>;
}

export interface BesideOptions {
  /** Milliseconds since the epoch as the cloud counts them: URLs are signed, and expire, by its time. */
  readonly now: () => number;
  /** Where the embedded database keeps its files; in memory when absent. */
  readonly dataDir?: string | undefined;
}

/**
 * Starts both; the worker only where the blueprint has a queue for it.
 *
 * @param environment what the blueprint tells them: IMAGES_BUCKET, ANALYSIS_QUEUE
 */
export async function serveBeside(
  connection: Connection,
  environment: PipelineEnvironment,
  { now, dataDir }: BesideOptions,
): Promise<Beside> {
  const { IMAGES_BUCKET: bucket = '', ANALYSIS_QUEUE: QueueName, DATABASE_URL: databaseUrl } = environment;
  const pathStyle = { ...connection, forcePathStyle: connection.endpoint !== undefined };
  const s3 = followTrace(new S3Client(pathStyle));
  // One that signs uploads it never sees must not sign the checksum of an empty body.
  const presigner = new S3Client({ ...pathStyle, requestChecksumCalculation: 'WHEN_REQUIRED' });
  const sqs = followTrace(new SQSClient(connection));
  const records = openRecords({
    ...(databaseUrl !== undefined && { databaseUrl }),
    ...(dataDir !== undefined && { dataDir }),
  });
  const api = await serveApi({ s3, presigner, bucket, records, now: () => new Date(now()) });

  const startWorker = async (): Promise<AnalysisWorker | undefined> => {
    if (QueueName === undefined) return undefined;
    const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
    return startAnalysisWorker({ sqs, s3, records, queueUrl: QueueUrl, classifier: NO_CLASSIFIER });
  };
  let worker = await startWorker();
  return {
    api: api.url,
    async pause() {
      await worker?.stop();
      worker = undefined;
    },
    clear: () => records.clear(),
    save: () => records.save(),
    load: (saved) => records.load(saved),
    keepTime(instant) {
      for (const { config } of [s3, presigner, sqs]) config.systemClockOffset = instant - Date.now();
    },
    async resume() {
      worker = await startWorker();
    },
    async close() {
      await Promise.all([worker?.stop(), api.close()]);
      await records.close();
      for (const client of [s3, presigner, sqs]) client.destroy();
    },
  };
}
