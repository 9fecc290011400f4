import type { S3 } from '@aws-sdk/client-s3';

/** Lets a bucket take objects under customers' keys, which a new one refuses. */
export async function takeCustomerKeys(s3: S3, Bucket: string): Promise<void> {
  await s3.putBucketEncryption({
    Bucket,
    ServerSideEncryptionConfiguration: {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
          BlockedEncryptionTypes: { EncryptionType: ['NONE'] },
        },
      ],
    },
  });
}
