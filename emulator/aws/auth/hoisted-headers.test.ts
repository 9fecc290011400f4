import { PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { expect, test } from 'vitest';
import { createCloud } from '../cloud.ts';
import { photosClient } from '../services/s3/testing/client.ts';

test('what a presigned URL carries in its query acts as the header of that name', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const put = new PutObjectCommand({
    Bucket: 'photos',
    Key: 'k',
    Metadata: { x: 'y' },
    StorageClass: 'GLACIER_IR',
  });
  const url = await getSignedUrl(s3, put, { signingDate: new Date(cloud.clock.now()) });
  expect((await fetch(url, { method: 'PUT', body: 'data' })).status).toBe(200);
  expect(await s3.headObject({ Bucket: 'photos', Key: 'k' })).toMatchObject({
    Metadata: { x: 'y' },
    StorageClass: 'GLACIER_IR',
  });
});
