import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused } from '../testing/client.ts';
import { elements, send } from '../testing/raw-request.ts';

test('versioning is nothing until it is set, then what it was set to', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const read = () => s3.getBucketVersioning({ Bucket: 'photos' });
  const { body } = await send(cloud, { path: '/photos', query: 'versioning=' });
  expect(body).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>',
  );
  for (const Status of ['Suspended', 'Enabled', 'Suspended'] as const) {
    await s3.putBucketVersioning({ Bucket: 'photos', VersioningConfiguration: { Status } });
    expect((await read()).Status).toBe(Status);
  }
});

test.each([
  ['<Status>enabled</Status>', 'MalformedXML'],
  ['<Status>Disabled</Status>', 'MalformedXML'],
  ['', 'IllegalVersioningConfigurationException'],
  ['<Status>Enabled</Status><MfaDelete>Sometimes</MfaDelete>', 'MalformedXML'],
])('%s is refused', async (content, code) => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const answer = await send(cloud, {
    method: 'PUT',
    path: '/photos',
    query: 'versioning=',
    body: `<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</VersioningConfiguration>`,
  });
  expect(answer.status).toBe(400);
  expect(elements(answer.body)[0]).toEqual(['Code', code]);
});

test('a bucket with Object Lock keeps its versions', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.createBucket({ Bucket: 'locked', ObjectLockEnabledForBucket: true });
  const suspend = s3.putBucketVersioning({
    Bucket: 'locked',
    VersioningConfiguration: { Status: 'Suspended' },
  });
  expect(await refused(suspend)).toEqual({
    status: 409,
    code: 'InvalidBucketState',
    message:
      'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
  });
});

test('a header for a device’s code is looked at wherever it is sent', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const malformed = {
    status: 400,
    code: 'InvalidArgument',
    message: 'Mfa header is invalid -- the header should be formatted as {serialNumber}(space){tokenCode}',
  };
  const at = { Bucket: 'photos', Key: 'cat' };
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  const MFA = '970589';
  expect(await refused(s3.deleteObject({ ...at, MFA }))).toMatchObject(malformed);
  expect(
    await refused(s3.putBucketVersioning({ Bucket: 'photos', VersioningConfiguration, MFA })),
  ).toMatchObject(malformed);
  const Delete = { Objects: [{ Key: 'cat' }] };
  expect(await refused(s3.deleteObjects({ Bucket: 'photos', Delete, MFA }))).toMatchObject(malformed);
  await s3.deleteObject({ ...at, MFA: 'arn:aws:iam::000000000000:mfa/root 970589' });
});
