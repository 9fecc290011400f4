import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateGrantCommand,
  CreateKeyCommand,
  DecryptCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateRandomCommand,
  GetKeyRotationStatusCommand,
  GetParametersForImportCommand,
  ListAliasesCommand,
  ListGrantsCommand,
  ListKeyRotationsCommand,
  ListKeysCommand,
  PutKeyPolicyCommand,
  ReEncryptCommand,
  RetireGrantCommand,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-kms';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { days } from '../../kernel/instant.ts';
import { kmsOf, newKey } from './testing/keys.ts';

const OTHER = '111122223333';
const secret = Buffer.from('a secret');

test('a new key is enabled, symmetric and the account own', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const kms = kmsOf(cloud);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: 'images' }));
  expect(KeyMetadata).toMatchObject({
    AWSAccountId: '000000000000',
    Enabled: true,
    Description: 'images',
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: 'Enabled',
    Origin: 'AWS_KMS',
    KeyManager: 'CUSTOMER',
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
  });
  expect(KeyMetadata?.Arn).toBe(`arn:aws:kms:us-east-1:000000000000:key/${KeyMetadata?.KeyId}`);
});

test('a ciphertext opens without a key id, with its encryption context only', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const kms = kmsOf(cloud);
  const { id, arn } = await newKey(kms);
  const EncryptionContext = { bucket: 'images', key: 'a.jpg' };
  const sealed = await kms.send(new EncryptCommand({ KeyId: id, Plaintext: secret, EncryptionContext }));
  expect(sealed).toMatchObject({ KeyId: arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' });
  const { CiphertextBlob } = sealed;
  const reordered = { key: 'a.jpg', bucket: 'images' };
  const opened = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: reordered }));
  expect(Buffer.from(opened.Plaintext ?? [])).toEqual(secret);
  const InvalidCiphertext = { name: 'InvalidCiphertextException', $metadata: { httpStatusCode: 400 } };
  await expect(kms.send(new DecryptCommand({ CiphertextBlob }))).rejects.toMatchObject(InvalidCiphertext);
  const tampered = Uint8Array.from(CiphertextBlob ?? []);
  tampered[tampered.length - 1]! ^= 1;
  await expect(
    kms.send(new DecryptCommand({ CiphertextBlob: tampered, EncryptionContext })),
  ).rejects.toMatchObject(InvalidCiphertext);
  await expect(kms.send(new DecryptCommand({ CiphertextBlob: secret }))).rejects.toMatchObject(
    InvalidCiphertext,
  );
});

test('a ciphertext of one key is not opened by another', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const kms = kmsOf(cloud);
  const [one, two] = [await newKey(kms), await newKey(kms)];
  const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId: one.id, Plaintext: secret }));
  await expect(kms.send(new DecryptCommand({ CiphertextBlob, KeyId: two.id }))).rejects.toMatchObject({
    name: 'IncorrectKeyException',
  });
});

test('a data key comes in plain and encrypted, and moves to another key without being shown', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const kms = kmsOf(cloud);
  const [one, two] = [await newKey(kms), await newKey(kms)];
  const key = await kms.send(new GenerateDataKeyCommand({ KeyId: one.id, KeySpec: 'AES_256' }));
  expect(key.Plaintext).toHaveLength(32);
  const moved = await kms.send(
    new ReEncryptCommand({ CiphertextBlob: key.CiphertextBlob, DestinationKeyId: two.id }),
  );
  expect(moved).toMatchObject({ SourceKeyId: one.arn, KeyId: two.arn });
  const opened = await kms.send(new DecryptCommand({ CiphertextBlob: moved.CiphertextBlob }));
  expect(opened).toMatchObject({ KeyId: two.arn, Plaintext: key.Plaintext });
});

test('keys that do not exist are told apart by how they were named', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const kms = kmsOf(cloud);
  const describe = (KeyId: string) => kms.send(new DescribeKeyCommand({ KeyId }));
  const id = '00000000-0000-4000-8000-000000000000';
  const arn = `arn:aws:kms:us-east-1:000000000000:key/${id}`;
  for (const [name, message] of [
    ['fake-key-id', "Invalid keyId 'fake-key-id'"],
    [id, `Key '${arn}' does not exist`],
    [arn, `Key '${arn}' does not exist`],
    [arn.replace('us-east-1', 'us-west-2'), 'Invalid arn us-west-2'],
    ['alias/none', 'Alias arn:aws:kms:us-east-1:000000000000:alias/none is not found.'],
  ] as const) {
    await expect(describe(name)).rejects.toMatchObject({ name: 'NotFoundException', message });
  }
});

test('an alias names a key and may move to another', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const kms = kmsOf(cloud);
  const [one, two] = [await newKey(kms), await newKey(kms)];
  const AliasName = 'alias/images';
  await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: one.id }));
  await expect(kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: two.id }))).rejects.toMatchObject({
    name: 'AlreadyExistsException',
  });
  await expect(
    kms.send(new CreateAliasCommand({ AliasName: 'images', TargetKeyId: one.id })),
  ).rejects.toThrow('Alias must start with the prefix "alias/".');
  await kms.send(new UpdateAliasCommand({ AliasName, TargetKeyId: two.id }));
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: AliasName }));
  expect(KeyMetadata?.Arn).toBe(two.arn);
  const { Aliases } = await kms.send(new ListAliasesCommand({ KeyId: two.id }));
  expect(Aliases?.map((alias) => alias.AliasName)).toEqual([AliasName]);
  await kms.send(new DeleteAliasCommand({ AliasName }));
  await expect(kms.send(new DescribeKeyCommand({ KeyId: AliasName }))).rejects.toMatchObject({
    name: 'NotFoundException',
  });
});

test('a disabled key neither encrypts nor decrypts until it is enabled', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const kms = kmsOf(cloud);
  const { id, arn } = await newKey(kms);
  const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId: id, Plaintext: secret }));
  await kms.send(new DisableKeyCommand({ KeyId: id }));
  const refusal = { name: 'DisabledException', message: `${arn} is disabled.` };
  await expect(kms.send(new DecryptCommand({ CiphertextBlob }))).rejects.toMatchObject(refusal);
  await expect(kms.send(new EncryptCommand({ KeyId: id, Plaintext: secret }))).rejects.toMatchObject(refusal);
  await kms.send(new EnableKeyCommand({ KeyId: id }));
  await expect(kms.send(new DecryptCommand({ CiphertextBlob }))).resolves.toMatchObject({ KeyId: arn });
});

test('a key is gone when its waiting period is over, and not when the deletion was cancelled', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const kms = kmsOf(cloud);
  const [gone, kept] = [await newKey(kms), await newKey(kms)];
  for (const { id } of [gone, kept]) {
    const answer = await kms.send(new ScheduleKeyDeletionCommand({ KeyId: id, PendingWindowInDays: 7 }));
    expect(answer).toMatchObject({ KeyState: 'PendingDeletion', PendingWindowInDays: 7 });
  }
  await expect(kms.send(new EncryptCommand({ KeyId: gone.id, Plaintext: secret }))).rejects.toMatchObject({
    name: 'KMSInvalidStateException',
    message: `${gone.arn} is pending deletion.`,
  });
  await kms.send(new CancelKeyDeletionCommand({ KeyId: kept.id }));
  await cloud.clock.advance(days(7) - 1);
  const { Keys: before } = await kms.send(new ListKeysCommand({}));
  expect(before).toHaveLength(2);
  await cloud.clock.advance(1);
  const { Keys: after } = await kms.send(new ListKeysCommand({}));
  expect(after?.map(({ KeyArn }) => KeyArn)).toEqual([kept.arn]);
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: kept.id }));
  expect(KeyMetadata?.KeyState).toBe('Disabled');
  await expect(
    kms.send(new ScheduleKeyDeletionCommand({ KeyId: kept.id, PendingWindowInDays: 6 })),
  ).rejects.toMatchObject({ name: 'ValidationException' });
});

test('rotation on the clock changes the material and old ciphertexts stay readable', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const kms = kmsOf(cloud);
  const { id } = await newKey(kms);
  await kms.send(new EnableKeyRotationCommand({ KeyId: id, RotationPeriodInDays: 90 }));
  const old = await kms.send(new GenerateDataKeyCommand({ KeyId: id, KeySpec: 'AES_128' }));
  await cloud.clock.advance(days(180));
  await kms.send(new RotateKeyOnDemandCommand({ KeyId: id }));
  const { Rotations } = await kms.send(new ListKeyRotationsCommand({ KeyId: id }));
  expect(Rotations?.map(({ RotationType }) => RotationType)).toEqual(['AUTOMATIC', 'AUTOMATIC', 'ON_DEMAND']);
  const fresh = await kms.send(new GenerateDataKeyCommand({ KeyId: id, KeySpec: 'AES_128' }));
  expect(fresh.KeyMaterialId).not.toBe(old.KeyMaterialId);
  const opened = await kms.send(new DecryptCommand({ CiphertextBlob: old.CiphertextBlob }));
  expect(opened).toMatchObject({ Plaintext: old.Plaintext, KeyMaterialId: old.KeyMaterialId });
});

test('a key that is disabled on its rotation date rotates when it is enabled', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const kms = kmsOf(cloud);
  const { id } = await newKey(kms);
  await kms.send(new EnableKeyRotationCommand({ KeyId: id }));
  await kms.send(new DisableKeyCommand({ KeyId: id }));
  await cloud.clock.advance(days(400));
  const rotations = async () => (await kms.send(new ListKeyRotationsCommand({ KeyId: id }))).Rotations;
  expect(await rotations()).toHaveLength(0);
  await kms.send(new EnableKeyCommand({ KeyId: id }));
  expect(await rotations()).toHaveLength(1);
  const status = await kms.send(new GetKeyRotationStatusCommand({ KeyId: id }));
  expect(status.NextRotationDate?.getTime()).toBe(cloud.clock.now() + days(365));
});

test('another account needs the key policy or a grant, and a grant ends when it is retired', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const [kms, other] = [kmsOf(cloud), kmsOf(cloud, OTHER)];
  const { id, arn } = await newKey(kms);
  const EncryptionContext = { album: 'cats' };
  const use = (context: Record<string, string>) =>
    other.send(new GenerateDataKeyCommand({ KeyId: arn, KeySpec: 'AES_256', EncryptionContext: context }));
  await expect(use(EncryptionContext)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  const grantee = `arn:aws:iam::${OTHER}:root`;
  const { GrantId, GrantToken } = await kms.send(
    new CreateGrantCommand({
      KeyId: id,
      GranteePrincipal: grantee,
      RetiringPrincipal: grantee,
      Operations: ['GenerateDataKey'],
      Constraints: { EncryptionContextEquals: EncryptionContext },
    }),
  );
  const { Grants } = await kms.send(new ListGrantsCommand({ KeyId: id }));
  expect(Grants).toMatchObject([{ GrantId, GranteePrincipal: grantee, Operations: ['GenerateDataKey'] }]);
  await expect(use(EncryptionContext)).resolves.toMatchObject({ KeyId: arn });
  await expect(use({ ...EncryptionContext, size: 'big' })).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
  await expect(use({ album: 'dogs' })).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await other.send(new RetireGrantCommand({ GrantToken }));
  await expect(use(EncryptionContext)).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('a policy that locks its author out is refused, and a denial in one binds the account root too', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const kms = kmsOf(cloud);
  const { id, arn } = await newKey(kms);
  const root = { AWS: 'arn:aws:iam::000000000000:root' };
  const statement = { Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' };
  const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
  const lockout = policy({ ...statement, Action: 'kms:Encrypt' });
  await expect(kms.send(new PutKeyPolicyCommand({ KeyId: id, Policy: lockout }))).rejects.toMatchObject({
    name: 'MalformedPolicyDocumentException',
    message: 'The new key policy will not allow you to update the key policy in the future.',
  });
  const denial = { ...statement, Sid: 'NoDataKeys', Effect: 'Deny', Action: 'kms:GenerateDataKey' };
  await kms.send(new PutKeyPolicyCommand({ KeyId: id, Policy: policy(statement, denial) }));
  await expect(kms.send(new GenerateDataKeyCommand({ KeyId: id, KeySpec: 'AES_256' }))).rejects.toMatchObject(
    {
      name: 'AccessDeniedException',
      message: `User: arn:aws:iam::000000000000:root is not authorized to perform: kms:GenerateDataKey on resource: ${arn} with an explicit deny in a resource-based policy`,
    },
  );
});

test('lists come in pages', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const kms = kmsOf(cloud);
  for (let n = 0; n < 3; n += 1) await newKey(kms);
  const first = await kms.send(new ListKeysCommand({ Limit: 2 }));
  expect(first).toMatchObject({ Truncated: true });
  const second = await kms.send(new ListKeysCommand({ Limit: 2, Marker: first.NextMarker }));
  expect(second.Truncated).toBe(false);
  expect(new Set([...(first.Keys ?? []), ...(second.Keys ?? [])].map(({ KeyId }) => KeyId)).size).toBe(3);
});

test('inputs out of bounds are told by member, and what does not exist here by name', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const kms = kmsOf(cloud);
  const { id } = await newKey(kms);
  await expect(kms.send(new GenerateRandomCommand({ NumberOfBytes: 1_025 }))).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      "1 validation error detected: Value '1025' at 'numberOfBytes' failed to satisfy constraint: Member must have value less than or equal to 1024",
  });
  const importing = new GetParametersForImportCommand({
    KeyId: id,
    WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
    WrappingKeySpec: 'RSA_2048',
  });
  await expect(kms.send(importing)).rejects.toMatchObject({ $metadata: { httpStatusCode: 501 } });
  await expect(kms.send(new CreateKeyCommand({ Origin: 'EXTERNAL' }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 501 },
  });
});
