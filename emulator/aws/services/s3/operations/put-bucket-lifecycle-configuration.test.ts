import type { LifecycleRule } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused, type Address } from '../testing/client.ts';
import { elements, send } from '../testing/raw-request.ts';

const b = { Bucket: 'photos' };
const EXPIRE: LifecycleRule = { ID: 'r', Status: 'Enabled', Filter: {}, Expiration: { Days: 1 } };

async function configurable(cloud: Address) {
  const s3 = await photosClient(cloud);
  const put = (...Rules: LifecycleRule[]) =>
    s3.putBucketLifecycleConfiguration({ ...b, LifecycleConfiguration: { Rules } });
  return { s3, put };
}

test('rules come back as they were put, with ids of their own, and go', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3, put } = await configurable(cloud);
  const rules: LifecycleRule[] = [
    {
      Status: 'Enabled',
      Filter: { And: { Prefix: 'a/', Tags: [{ Key: 'k', Value: 'v' }] } },
      Transitions: [{ Days: 30, StorageClass: 'STANDARD_IA' }],
      Expiration: { Days: 90 },
    },
    {
      ID: 'dated',
      Status: 'Disabled',
      Filter: { Prefix: 'b/' },
      Expiration: { Date: new Date('2027-01-01') },
    },
    {
      ID: 'old versions',
      Status: 'Enabled',
      Filter: { Prefix: '' },
      NoncurrentVersionExpiration: { NoncurrentDays: 3, NewerNoncurrentVersions: 500 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
    },
  ];
  expect((await put(...rules)).TransitionDefaultMinimumObjectSize).toBe('all_storage_classes_128K');
  const got = await s3.getBucketLifecycleConfiguration(b);
  expect(got.TransitionDefaultMinimumObjectSize).toBe('all_storage_classes_128K');
  const ID = expect.stringMatching(/^[A-Za-z0-9+/]{48}$/) as string;
  expect(got.Rules).toEqual([{ ID, ...rules[0] }, rules[1], rules[2]]);
  await s3.deleteBucketLifecycle(b);
  expect(await refused(s3.getBucketLifecycleConfiguration(b))).toEqual({
    status: 404,
    code: 'NoSuchLifecycleConfiguration',
    message: 'The lifecycle configuration does not exist',
    BucketName: 'photos',
  });
});

test('no configuration is told without an XML declaration', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const { body } = await send(cloud, { path: '/photos', query: 'lifecycle=' });
  expect(body).toMatch(/^<Error><Code>NoSuchLifecycleConfiguration/);
});

test.each([
  [{ ...EXPIRE, Filter: undefined }],
  [{ ...EXPIRE, Filter: { Prefix: 'a', ObjectSizeLessThan: 5 } }],
  [{ ...EXPIRE, Filter: { And: { Prefix: 'a' } } }],
  [{ ...EXPIRE, Status: 'enabled' as 'Enabled' }],
  [{ ...EXPIRE, Expiration: { Days: 1, ExpiredObjectDeleteMarker: true } }],
  [{ ...EXPIRE, Expiration: {} }],
  [{ ...EXPIRE, NoncurrentVersionExpiration: {} }],
  [{ ...EXPIRE, NoncurrentVersionExpiration: { NewerNoncurrentVersions: 2 } }],
  [{ ...EXPIRE, Transitions: [{ Days: 1, StorageClass: 'COLD' as 'GLACIER' }] }],
])('%j is malformed', async (rule) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { put } = await configurable(cloud);
  expect(await refused(put(rule))).toMatchObject({ status: 400, code: 'MalformedXML' });
});

const moving = (Days: number, StorageClass: 'STANDARD_IA' | 'GLACIER' | 'STANDARD'): LifecycleRule => ({
  ID: 'r',
  Status: 'Enabled',
  Filter: { Prefix: '' },
  Transitions: [{ Days, StorageClass: StorageClass as 'GLACIER' }],
});

test.each([
  [
    EXPIRE.Expiration && { ...EXPIRE, Expiration: undefined },
    'InvalidRequest',
    'At least one action needs to be specified in a rule',
  ],
  [{ ...EXPIRE, ID: 'x'.repeat(256) }, 'InvalidArgument', 'ID length should not exceed allowed limit of 255'],
  [
    { ...EXPIRE, Expiration: { Days: 0 } },
    'InvalidArgument',
    "'Days' for Expiration action must be a positive integer",
  ],
  [
    { ...EXPIRE, NoncurrentVersionExpiration: { NoncurrentDays: 0 } },
    'InvalidArgument',
    "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer",
  ],
  [
    { ...EXPIRE, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 0 } },
    'InvalidArgument',
    "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer",
  ],
  [moving(-1, 'GLACIER'), 'InvalidArgument', "'Days' in Transition action must be nonnegative"],
  [
    moving(29, 'STANDARD_IA'),
    'InvalidArgument',
    "'Days' in Transition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'",
  ],
  [moving(30, 'STANDARD'), 'InvalidArgument', 'Invalid target Storage class for Transition action'],
  [
    {
      ...EXPIRE,
      NoncurrentVersionTransitions: [{ NoncurrentDays: 7, StorageClass: 'STANDARD_IA' as const }],
    },
    'InvalidArgument',
    "'NoncurrentDays' in NoncurrentVersionTransition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'",
  ],
  [
    { ...EXPIRE, Filter: { ObjectSizeLessThan: 0 } },
    'InvalidRequest',
    "'ObjectSizeLessThan' should be between 1 and 1099511627776000.",
  ],
  [
    { ...EXPIRE, Filter: { And: { ObjectSizeGreaterThan: 5, ObjectSizeLessThan: 5 } } },
    'InvalidRequest',
    "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.",
  ],
  [
    {
      ...EXPIRE,
      Filter: { Tag: { Key: 'a', Value: 'b' } },
      Expiration: { ExpiredObjectDeleteMarker: false },
    },
    'InvalidRequest',
    'ExpiredObjectDeleteMarker cannot be specified with Tags.',
  ],
  [
    {
      ...EXPIRE,
      Filter: { ObjectSizeGreaterThan: 5 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
    },
    'InvalidRequest',
    'AbortIncompleteMultipartUpload cannot be specified with Object Size.',
  ],
  [
    {
      ...EXPIRE,
      Filter: {
        And: {
          Tags: [
            { Key: 'a', Value: '1' },
            { Key: 'a', Value: '2' },
          ],
        },
      },
    },
    'InvalidRequest',
    'Duplicate Tag Keys are not allowed.',
  ],
])('%j is refused', async (rule, code, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { put } = await configurable(cloud);
  expect(await refused(put(rule as LifecycleRule))).toEqual({ status: 400, code, message });
});

test('a date is a midnight, and another one is told in Pacific time', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { put } = await configurable(cloud);
  const rule = { ...EXPIRE, Expiration: { Date: new Date('2020-01-01T01:00:00Z') } };
  expect(await refused(put(rule))).toEqual({
    status: 400,
    code: 'InvalidArgument',
    message: "'Date' must be at midnight GMT",
    ArgumentName: 'Date',
    ArgumentValue: 'Tue Dec 31 17:00:00 PST 2019',
  });
});

const old = (ID: string, Prefix: string): LifecycleRule => ({
  ID,
  Prefix,
  Status: 'Enabled',
  Expiration: { Days: 1 },
});

test.each([
  [[EXPIRE, EXPIRE], 'Rule ID must be unique. Found same ID for more than one rule'],
  [
    [EXPIRE, old('o', 'a')],
    'Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.',
  ],
  [[old('o', 'a'), EXPIRE], 'Filter element can only be used in Lifecycle V2.'],
  [[old('o', ''), old('p', 'a')], "Found overlapping prefixes '' and 'a' for same action type 'Expiration'"],
  [
    [{ ...old('o', 'a'), NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 1 } }],
    'NewerNoncurrentVersions element can only be used in Lifecycle V2.',
  ],
])('%j do not go together', async (rules, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { put } = await configurable(cloud);
  expect(await refused(put(...rules))).toMatchObject({ status: 400, message });
});

test('no rules at all, and an unknown minimum size, are refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3, put } = await configurable(cloud);
  expect(await refused(put())).toMatchObject({ message: 'At least one lifecycle rule must be specified.' });
  const odd = s3.putBucketLifecycleConfiguration({
    ...b,
    LifecycleConfiguration: { Rules: [EXPIRE] },
    TransitionDefaultMinimumObjectSize: 'value' as 'varies_by_storage_class',
  });
  expect(await refused(odd)).toMatchObject({
    message: 'Invalid TransitionDefaultMinimumObjectSize found: value',
  });
});

test('a configuration without a digest is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const answer = await send(cloud, {
    method: 'PUT',
    path: '/photos',
    query: 'lifecycle=',
    body: '<LifecycleConfiguration><Rule><Filter/><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>',
  });
  expect(elements(answer.body)[1]?.[1]).toBe(
    'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
  );
});
