import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { days } from '../../../kernel/instant.ts';
import { photosClient, refused, type Address } from '../testing/client.ts';

const START = Date.UTC(2026, 10, 20);
const a = { Bucket: 'locked', Key: 'a' };

async function locked(cloud: Address) {
  const s3 = await photosClient(cloud);
  await s3.createBucket({ Bucket: 'locked', ObjectLockEnabledForBucket: true });
  const put = async (mode: 'GOVERNANCE' | 'COMPLIANCE', until: number) =>
    (
      await s3.putObject({
        ...a,
        Body: 'x',
        ObjectLockMode: mode,
        ObjectLockRetainUntilDate: new Date(until),
      })
    ).VersionId;
  return { s3, put };
}

const PROTECTED = {
  status: 403,
  code: 'AccessDenied',
  message: 'Access Denied because object protected by object lock.',
};

test('a document is read before anybody looks for its object', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const { s3 } = await locked(cloud);
  const until = { RetainUntilDate: new Date(START - days(1)) };
  const retain = (Retention: object) => s3.putObjectRetention({ ...a, Retention });
  expect(await refused(retain({ Mode: 'COMPLIANCE', ...until }))).toMatchObject({
    code: 'InvalidArgument',
    message: 'The retain until date must be in the future!',
  });
  const malformed = { status: 400, code: 'MalformedXML' };
  expect(await refused(retain({ Mode: 'FOREVER', ...until }))).toMatchObject(malformed);
  const hold = s3.putObjectLegalHold({ ...a, LegalHold: { Status: 'MAYBE' as 'ON' } });
  expect(await refused(hold)).toMatchObject(malformed);
});

test('a retained version cannot be removed before its day, but can be hidden', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const { s3, put } = await locked(cloud);
  const VersionId = await put('COMPLIANCE', START + days(2));
  expect((await s3.getObjectRetention(a)).Retention).toEqual({
    Mode: 'COMPLIANCE',
    RetainUntilDate: new Date(START + days(2)),
  });
  const remove = (BypassGovernanceRetention?: boolean) =>
    s3.deleteObject({ ...a, VersionId, BypassGovernanceRetention });
  expect(await refused(remove())).toEqual(PROTECTED);
  expect(await refused(remove(true))).toEqual(PROTECTED);
  await s3.deleteObject(a);
  await cloud.clock.advance(days(2));
  await remove();
});

test('governance can be bypassed', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const { s3, put } = await locked(cloud);
  const VersionId = await put('GOVERNANCE', START + days(2));
  expect(await refused(s3.deleteObject({ ...a, VersionId }))).toEqual(PROTECTED);
  await s3.deleteObject({ ...a, VersionId, BypassGovernanceRetention: true });
});

test('a retention may be lengthened, and shortened only under governance', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const { s3, put } = await locked(cloud);
  await put('GOVERNANCE', START + days(5));
  const change = (until: number, BypassGovernanceRetention?: boolean) =>
    s3.putObjectRetention({
      ...a,
      Retention: { Mode: 'GOVERNANCE', RetainUntilDate: new Date(until) },
      BypassGovernanceRetention,
    });
  await change(START + days(6));
  expect(await refused(change(START + days(1)))).toEqual(PROTECTED);
  await change(START + days(1), true);
  expect((await s3.headObject(a)).ObjectLockRetainUntilDate).toEqual(new Date(START + days(1)));
});

test('a hold keeps a version for as long as it is on', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const { s3 } = await locked(cloud);
  const { VersionId } = await s3.putObject({ ...a, Body: 'x' });
  expect(await refused(s3.getObjectLegalHold(a))).toMatchObject({
    status: 404,
    code: 'NoSuchObjectLockConfiguration',
    message: 'The specified object does not have a ObjectLock configuration',
  });
  await s3.putObjectLegalHold({ ...a, LegalHold: { Status: 'ON' } });
  expect((await s3.getObjectLegalHold(a)).LegalHold).toEqual({ Status: 'ON' });
  expect(await refused(s3.deleteObject({ ...a, VersionId }))).toEqual(PROTECTED);
  await s3.putObjectLegalHold({ ...a, LegalHold: { Status: 'OFF' } });
  await s3.deleteObject({ ...a, VersionId });
});

test('a bucket’s default is what new objects get', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const { s3 } = await locked(cloud);
  const Rule = { DefaultRetention: { Mode: 'GOVERNANCE' as const, Days: 3 } };
  await s3.putObjectLockConfiguration({
    Bucket: 'locked',
    ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule },
  });
  expect((await s3.getObjectLockConfiguration({ Bucket: 'locked' })).ObjectLockConfiguration).toEqual({
    ObjectLockEnabled: 'Enabled',
    Rule,
  });
  await s3.putObject({ ...a, Body: 'x' });
  expect(await s3.headObject(a)).toMatchObject({
    ObjectLockMode: 'GOVERNANCE',
    ObjectLockRetainUntilDate: new Date(START + days(3)),
  });
});

test('a bucket without locking takes no locks', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const s3 = await photosClient(cloud);
  expect(await refused(s3.getObjectLockConfiguration({ Bucket: 'photos' }))).toMatchObject({
    status: 404,
    code: 'ObjectLockConfigurationNotFoundError',
    message: 'Object Lock configuration does not exist for this bucket',
  });
  const put = s3.putObject({ Bucket: 'photos', Key: 'a', Body: 'x', ObjectLockLegalHoldStatus: 'ON' });
  expect(await refused(put)).toMatchObject({
    code: 'InvalidRequest',
    message: 'Bucket is missing Object Lock Configuration',
  });
  const configure = s3.putObjectLockConfiguration({
    Bucket: 'photos',
    ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' },
  });
  expect(await refused(configure)).toMatchObject({
    status: 409,
    code: 'InvalidBucketState',
    message: "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
  });
});

test.each([
  [
    { ObjectLockMode: 'GOVERNANCE' as const },
    'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
  ],
  [
    { ObjectLockMode: 'FOREVER' as 'GOVERNANCE', ObjectLockRetainUntilDate: new Date(START + days(1)) },
    'Unknown wormMode directive.',
  ],
  [
    { ObjectLockMode: 'GOVERNANCE' as const, ObjectLockRetainUntilDate: new Date(START - days(1)) },
    'The retain until date must be in the future!',
  ],
])('%j is refused', async (lock, message) => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const { s3 } = await locked(cloud);
  expect(await refused(s3.putObject({ ...a, Body: 'x', ...lock }))).toMatchObject({
    status: 400,
    code: 'InvalidArgument',
    message,
  });
});
