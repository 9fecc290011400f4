/** The ids that every answer carries, in the form of the service that answers. */
import type { Ids } from './ids.ts';

export interface ResponseIds {
  readonly requestId: string;
  /** S3's second id, for its own support. */
  readonly hostId?: string;
}

/** S3 writes 16 characters of Crockford base32 and 57 bytes of base64, DynamoDB 52 characters; everybody else a UUID. */
export function responseIds(service: string, ids: Ids): ResponseIds {
  if (service.startsWith('dynamodb')) return { requestId: ids.base32(52) };
  if (service !== 's3') return { requestId: ids.uuid() };
  return { requestId: ids.base32(16), hostId: ids.base64(57) };
}

/** Puts the ids where clients look for them, and names the server as S3 and DynamoDB (recorded answers, 2021 to 2025) do. */
export function stampIds(
  headers: Record<string, string | string[]>,
  service: string,
  { requestId, hostId }: ResponseIds,
): void {
  if (service === 's3') {
    headers['x-amz-request-id'] = requestId;
    if (hostId !== undefined) headers['x-amz-id-2'] = hostId;
    headers['server'] = 'AmazonS3';
    return;
  }
  headers['x-amzn-requestid'] ??= requestId;
  if (service.startsWith('dynamodb')) headers['server'] = 'Server';
}
