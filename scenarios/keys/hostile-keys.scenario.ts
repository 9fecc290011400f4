import { expect } from 'vitest';
import { HOSTILE_KEYS } from '#fixtures';
import { scenario } from '#harness/vitest';
import { freshBucket } from '../fresh-bucket.ts';

const KEYS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html';

for (const { name, key } of HOSTILE_KEYS) {
  scenario(
    `an object whose key has ${name} is written, listed and read back`,
    { source: KEYS },
    async (world) => {
      const { s3, Bucket } = await freshBucket(world, 'keys');
      await s3.putObject({ Bucket, Key: key, Body: 'meow' });
      const { Contents = [] } = await s3.listObjectsV2({ Bucket, EncodingType: 'url' });
      expect(Contents.map(({ Key = '' }) => decodeURIComponent(Key.replaceAll('+', '%20')))).toEqual([key]);
      const { Body } = await s3.getObject({ Bucket, Key: key });
      expect(await Body?.transformToString()).toBe('meow');
    },
  );
}
