import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { UploadedFile, UploadUse } from '#pipeline';
import type { Stage } from './stage.ts';

export interface SignedUpload {
  readonly url: string;
  /** What the signature is bound to, and so has to be sent. */
  readonly headers: Record<string, string>;
}

/** Signs an upload as the design does. */
export async function signUpload(
  { connection, cloud }: Stage,
  { bucket, signedHeaders, metadata }: UploadUse,
  { file, key, type }: { readonly file: UploadedFile; readonly key: string; readonly type: string },
): Promise<SignedUpload> {
  const presigner = new S3Client({
    ...connection,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  const command = new PutObjectCommand({
    Bucket: bucket,
    Key: key,
    ContentType: type,
    ServerSideEncryption: signedHeaders['x-amz-server-side-encryption'] as 'aws:kms' | undefined,
    SSEKMSKeyId: signedHeaders['x-amz-server-side-encryption-aws-kms-key-id'],
    Metadata: { ...metadata(file) },
  });
  const url = await getSignedUrl(presigner, command, {
    expiresIn: 300,
    signingDate: new Date(cloud.clock.now()),
    signableHeaders: new Set(['content-type']),
  });
  presigner.destroy();
  return { url, headers: { 'content-type': type, ...signedHeaders } };
}
