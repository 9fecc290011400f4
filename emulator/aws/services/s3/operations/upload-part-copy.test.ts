import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused, type Address } from '../testing/client.ts';

const big = { Bucket: 'photos', Key: 'big' };

async function begun(cloud: Address) {
  const s3 = await photosClient(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'ten', Body: '0123456789' });
  const { UploadId } = await s3.createMultipartUpload(big);
  const copy = (CopySourceRange?: string) =>
    s3.uploadPartCopy({ ...big, UploadId, PartNumber: 1, CopySource: 'photos/ten', CopySourceRange });
  return { s3, UploadId, copy };
}

test('a range of another object becomes a part', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3, UploadId, copy } = await begun(cloud);
  const { CopyPartResult } = await copy('bytes=2-4');
  const Parts = [{ PartNumber: 1, ETag: CopyPartResult?.ETag }];
  await s3.completeMultipartUpload({ ...big, UploadId, MultipartUpload: { Parts } });
  expect(await (await s3.getObject(big)).Body!.transformToString()).toBe('234');
});

test.each([
  ['bytes=0-10', 'InvalidArgument', 'Range specified is not valid for source object of size: 10'],
  ['bytes=20-30', 'InvalidRequest', 'The specified copy range is invalid for the source object size'],
  ['bytes=1-', 'InvalidArgument', 'The x-amz-copy-source-range value must be of the form bytes=first-last'],
  ['bytes=-1', 'InvalidArgument', 'The x-amz-copy-source-range value must be of the form bytes=first-last'],
  ['0-1', 'InvalidArgument', 'The x-amz-copy-source-range value must be of the form bytes=first-last'],
  ['bytes=4-2', 'InvalidArgument', 'The x-amz-copy-source-range value must be of the form bytes=first-last'],
])('the range %s is refused', async (range, code, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { copy } = await begun(cloud);
  expect(await refused(copy(range))).toMatchObject({
    status: 400,
    code,
    message: expect.stringContaining(message) as string,
  });
});
