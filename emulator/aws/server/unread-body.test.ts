import { S3 } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud } from '../cloud.ts';
import { send } from '../services/s3/testing/raw-request.ts';
import { clientConfig } from '../testing/client-config.ts';

/** More than is gathered before it is looked at. */
const LARGE = 'x'.repeat(2_000_000);

test.each([
  [
    'is framed badly',
    { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'x-amz-decoded-content-length': '9' },
    'zz\r\n',
  ],
  ['is not the one that was signed', { 'x-amz-content-sha256': 'e'.repeat(64) }, LARGE],
])('a body that nobody reads and that %s is no defect', async (_fault, headers, body) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const answer = await send(cloud, { method: 'PUT', path: '/no-such-bucket/cat', headers, body });
  expect(answer.status).toBe(404);
  const { Buckets } = await new S3({ ...clientConfig(cloud), forcePathStyle: true }).listBuckets({});
  expect(Buckets).toEqual([]);
});
