import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused } from '../testing/client.ts';

const b = { Bucket: 'photos' };

test('a new bucket blocks everything; what is not named is switched off', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const read = async () => (await s3.getPublicAccessBlock(b)).PublicAccessBlockConfiguration;
  const all = {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  };
  expect(await read()).toEqual(all);
  await s3.putPublicAccessBlock({ ...b, PublicAccessBlockConfiguration: { BlockPublicAcls: true } });
  expect(await read()).toEqual({
    ...all,
    IgnorePublicAcls: false,
    BlockPublicPolicy: false,
    RestrictPublicBuckets: false,
  });
  await s3.deletePublicAccessBlock(b);
  expect(await refused(s3.getPublicAccessBlock(b))).toEqual({
    status: 404,
    code: 'NoSuchPublicAccessBlockConfiguration',
    message: 'The public access block configuration was not found',
    BucketName: 'photos',
  });
});
