import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused } from '../testing/client.ts';

const b = { Bucket: 'photos' };

test('the owner owns everything until said otherwise', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const read = async () => (await s3.getBucketOwnershipControls(b)).OwnershipControls?.Rules;
  expect(await read()).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
  const Rules = [{ ObjectOwnership: 'ObjectWriter' as const }];
  await s3.putBucketOwnershipControls({ ...b, OwnershipControls: { Rules } });
  expect(await read()).toEqual(Rules);
  await s3.deleteBucketOwnershipControls(b);
  expect(await refused(s3.getBucketOwnershipControls(b))).toMatchObject({
    status: 404,
    code: 'OwnershipControlsNotFoundError',
    message: 'The bucket ownership controls were not found',
  });
});

test('there is exactly one rule', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const put = s3.putBucketOwnershipControls({ ...b, OwnershipControls: { Rules: [] } });
  expect(await refused(put)).toMatchObject({ code: 'MalformedXML' });
});
