import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused } from '../testing/client.ts';
import { elements, send } from '../testing/raw-request.ts';

const big = { Bucket: 'photos', Key: 'big' };

test.each([
  ['SHA1', undefined, 'COMPOSITE'],
  ['CRC32', undefined, 'COMPOSITE'],
  ['CRC64NVME', undefined, 'FULL_OBJECT'],
  ['CRC32C', 'FULL_OBJECT', 'FULL_OBJECT'],
] as const)('%s with type %s is %s', async (ChecksumAlgorithm, ChecksumType, expected) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const begun = await s3.createMultipartUpload({ ...big, ChecksumAlgorithm, ChecksumType });
  expect(begun).toMatchObject({ ChecksumAlgorithm, ChecksumType: expected, ServerSideEncryption: 'AES256' });
});

test.each([
  [
    { ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'COMPOSITE' },
    'The COMPOSITE checksum type cannot be used with the crc64nvme checksum algorithm.',
  ],
  [
    { ChecksumAlgorithm: 'SHA1', ChecksumType: 'FULL_OBJECT' },
    'The FULL_OBJECT checksum type cannot be used with the sha1 checksum algorithm.',
  ],
] as const)('%j do not go together', async (checksum, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  expect(await refused(s3.createMultipartUpload({ ...big, ...checksum }))).toEqual({
    status: 400,
    code: 'InvalidRequest',
    message,
  });
});

test.each([
  [
    { 'x-amz-checksum-type': 'FULL_OBJECT' },
    'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
  ],
  [{ 'x-amz-checksum-type': 'HALF' }, 'Value for x-amz-checksum-type header is invalid.'],
  [
    { 'x-amz-checksum-algorithm': 'CRC9' },
    'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, MD5, SHA1, SHA256, SHA512, XXHASH128, XXHASH3, XXHASH64]',
  ],
])('%j is refused', async (headers, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const answer = await send(cloud, { method: 'POST', path: '/photos/big', query: 'uploads=', headers });
  expect(elements(answer.body).slice(0, 2)).toEqual([
    ['Code', 'InvalidRequest'],
    ['Message', message],
  ]);
});

test('nobody begins an upload without a name', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const answer = await send(cloud, { method: 'POST', path: '/photos/a', query: 'uploads=', anonymous: true });
  expect(elements(answer.body).slice(0, 2)).toEqual([
    ['Code', 'AccessDenied'],
    ['Message', 'Anonymous users cannot initiate multipart uploads. Please authenticate.'],
  ]);
});
