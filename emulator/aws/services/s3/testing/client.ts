/** The official SDK as a client of a test's cloud, and what it is told when it is refused. */
import { S3, S3ServiceException, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { Cloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

/** The SDK takes an empty body for a stream of unknown length and says so on the console. */
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export type Address = Pick<Cloud, 'endpoint' | 'region' | 'clock'>;

/** A client that addresses buckets by path, never tries twice and signs in emulated time. */
export function s3Client(cloud: Address, config: S3ClientConfig = {}): S3 {
  const s3 = new S3({
    ...clientConfig(cloud),
    forcePathStyle: true,
    maxAttempts: 1,
    logger: SILENT,
    ...config,
  });
  Object.defineProperty(s3.config, 'systemClockOffset', {
    get: () => cloud.clock.now() - cloud.clock.wall(),
    set: () => undefined,
  });
  return s3;
}

/** A client of another account. */
export const strangerClient = (cloud: Address, accountId = '111122223333'): S3 =>
  s3Client(cloud, { credentials: { accessKeyId: accountId, secretAccessKey: 'test' } });

/** A client with one bucket, `photos`. */
export async function photosClient(cloud: Address, config?: S3ClientConfig): Promise<S3> {
  const s3 = s3Client(cloud, config);
  await s3.createBucket({ Bucket: 'photos' });
  return s3;
}

export interface Refusal {
  readonly status: number | undefined;
  readonly code: string;
  readonly message: string;
  /** Any further element of the error. */
  readonly [element: string]: unknown;
}

/** The refusal that a request met; a request that was not refused fails the test. */
export async function refused(request: Promise<unknown>): Promise<Refusal> {
  try {
    await request;
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    const { $metadata, $fault: _fault, name, message, ...elements } = error;
    const {
      Code: _code,
      Message: _message,
      RequestId: _id,
      HostId: _host,
      ...details
    } = elements as Record<string, unknown>;
    delete details['$response'];
    delete details['message'];
    delete details['stack'];
    return { status: $metadata.httpStatusCode, code: name, message, ...details };
  }
  throw new Error('the request was not refused');
}
