import { S3 } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { s3 } from '../../services/s3/service.ts';
import { doorInProcess, doorOverHttp } from '../door.ts';
import { holdsToModel } from '../model-check.ts';
import { bucketChecked } from './bucket.ts';

test('a bucket answers as its model does, in process', { timeout: 60_000 }, async () => {
  await using door = doorInProcess(s3);
  expect(await holdsToModel(bucketChecked, door, 1000)).toBeGreaterThan(1000);
});

test('a bucket answers as its model does, by the official client', { timeout: 60_000 }, async () => {
  await using door = await doorOverHttp(
    (config) => new S3({ ...config, forcePathStyle: true, maxAttempts: 1 }),
  );
  expect(await holdsToModel(bucketChecked, door, 25)).toBeGreaterThan(25);
});
