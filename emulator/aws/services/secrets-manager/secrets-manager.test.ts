import { DisableKeyCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { SecretsManager as Client } from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { days } from '../../kernel/instant.ts';
import { clientConfig } from '../../testing/client-config.ts';

const clientOf = (cloud: Cloud, accessKeyId = 'test'): Client =>
  new Client({
    ...clientConfig(cloud),
    credentials: { accessKeyId, secretAccessKey: 'test' },
    // The second attempt is signed by the cloud's clock.
    maxAttempts: 2,
  });

const Name = 'images/api-key';
const NOT_FOUND = {
  name: 'ResourceNotFoundException',
  message: "Secrets Manager can't find the specified secret.",
};

test('a secret is read by name, by ARN and by its ARN without the random suffix', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const secrets = clientOf(cloud);
  const { ARN = '', VersionId } = await secrets.createSecret({ Name, SecretString: 'one' });
  expect(ARN).toMatch(
    /^arn:aws:secretsmanager:us-east-1:000000000000:secret:images\/api-key-[A-Za-z0-9]{6}$/,
  );
  for (const SecretId of [Name, ARN, ARN.slice(0, -7)]) {
    expect(await secrets.getSecretValue({ SecretId })).toMatchObject({
      ARN,
      Name,
      VersionId,
      SecretString: 'one',
      VersionStages: ['AWSCURRENT'],
    });
  }
  await expect(secrets.getSecretValue({ SecretId: 'none' })).rejects.toMatchObject(NOT_FOUND);
  await expect(secrets.createSecret({ Name, SecretString: 'two' })).rejects.toMatchObject({
    name: 'ResourceExistsException',
    message: `The operation failed because the secret ${Name} already exists.`,
  });
  await expect(secrets.createSecret({ Name: 'a b' })).rejects.toMatchObject({ name: 'ValidationException' });
});

test('a new value takes the label AWSCURRENT and leaves AWSPREVIOUS to the old one', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const secrets = clientOf(cloud);
  await secrets.createSecret({ Name, SecretString: 'one' });
  await secrets.putSecretValue({ SecretId: Name, SecretBinary: Buffer.from('two') });
  await secrets.updateSecret({ SecretId: Name, SecretString: 'three' });
  const current = await secrets.getSecretValue({ SecretId: Name });
  const previous = await secrets.getSecretValue({ SecretId: Name, VersionStage: 'AWSPREVIOUS' });
  expect(current.SecretString).toBe('three');
  expect(Buffer.from(previous.SecretBinary ?? []).toString()).toBe('two');
  const { Versions } = await secrets.listSecretVersionIds({ SecretId: Name });
  expect(Versions).toHaveLength(2);
  const { Versions: all } = await secrets.listSecretVersionIds({ SecretId: Name, IncludeDeprecated: true });
  expect(all).toHaveLength(3);
});

test('a secret without a value has none to give', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const secrets = clientOf(cloud);
  const { VersionId } = await secrets.createSecret({ Name });
  expect(VersionId).toBeUndefined();
  await expect(secrets.getSecretValue({ SecretId: Name })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
  });
});

test('the same request token with the same value changes nothing, with another is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const secrets = clientOf(cloud);
  await secrets.createSecret({ Name, SecretString: 'one' });
  const ClientRequestToken = 'a'.repeat(32);
  const put = (SecretString: string) =>
    secrets.putSecretValue({ SecretId: Name, SecretString, ClientRequestToken });
  await put('two');
  expect(await put('two')).toMatchObject({ VersionId: ClientRequestToken });
  await expect(put('three')).rejects.toMatchObject({ name: 'ResourceExistsException' });
});

test('a label moves only from the version that the caller names', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const secrets = clientOf(cloud);
  const { VersionId: one } = await secrets.createSecret({ Name, SecretString: 'one' });
  const { VersionId: two } = await secrets.putSecretValue({ SecretId: Name, SecretString: 'two' });
  const move = { SecretId: Name, VersionStage: 'AWSCURRENT', MoveToVersionId: one };
  await expect(secrets.updateSecretVersionStage(move)).rejects.toThrow(
    `Staging label AWSCURRENT is currently attached to version ${two}`,
  );
  await secrets.updateSecretVersionStage({ ...move, RemoveFromVersionId: two });
  const { VersionIdsToStages } = await secrets.describeSecret({ SecretId: Name });
  expect(VersionIdsToStages).toEqual({ [String(one)]: ['AWSCURRENT'], [String(two)]: ['AWSPREVIOUS'] });
});

test('a deleted secret can be restored until its window is over', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const secrets = clientOf(cloud);
  await secrets.createSecret({ Name, SecretString: 'one' });
  const { DeletionDate } = await secrets.deleteSecret({ SecretId: Name, RecoveryWindowInDays: 7 });
  expect(DeletionDate?.getTime()).toBeCloseTo(cloud.clock.now() + days(7), -4);
  await expect(secrets.getSecretValue({ SecretId: Name })).rejects.toMatchObject({
    name: 'InvalidRequestException',
    message: "You can't perform this operation on the secret because it was marked for deletion.",
  });
  await expect(secrets.createSecret({ Name, SecretString: 'two' })).rejects.toMatchObject({
    name: 'InvalidRequestException',
  });
  await cloud.clock.advance(days(6));
  await secrets.restoreSecret({ SecretId: Name });
  await cloud.clock.advance(days(6));
  expect(await secrets.getSecretValue({ SecretId: Name })).toMatchObject({ SecretString: 'one' });
  await secrets.deleteSecret({ SecretId: Name, RecoveryWindowInDays: 7 });
  await cloud.clock.advance(days(7));
  await expect(secrets.describeSecret({ SecretId: Name })).rejects.toMatchObject(NOT_FOUND);
  await secrets.createSecret({ Name, SecretString: 'two' });
  await secrets.deleteSecret({ SecretId: Name, ForceDeleteWithoutRecovery: true });
  await expect(secrets.describeSecret({ SecretId: Name })).rejects.toMatchObject(NOT_FOUND);
});

test('another account reads a secret when its policy and its own key allow', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const [secrets, other] = [clientOf(cloud), clientOf(cloud, '111122223333')];
  const root = { AWS: 'arn:aws:iam::111122223333:root' };
  const policy = (Principal: object | string, Action: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal, Action, Resource: '*' }],
    });
  const kms = new KMSClient(clientConfig(cloud));
  const home = policy({ AWS: ['arn:aws:iam::000000000000:root', root.AWS] }, 'kms:*');
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy: home }));
  const { ARN: shared } = await secrets.createSecret({
    Name,
    SecretString: 'one',
    KmsKeyId: KeyMetadata?.Arn,
  });
  const { ARN: plain } = await secrets.createSecret({ Name: 'plain', SecretString: 'two' });
  await expect(other.getSecretValue({ SecretId: shared })).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
  const ResourcePolicy = policy(root, 'secretsmanager:GetSecretValue');
  for (const SecretId of [shared, plain]) await secrets.putResourcePolicy({ SecretId, ResourcePolicy });
  expect(await other.getSecretValue({ SecretId: shared })).toMatchObject({ SecretString: 'one' });
  await expect(other.getSecretValue({ SecretId: plain })).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: 'Access to KMS is not allowed',
  });
  await expect(
    secrets.putResourcePolicy({
      SecretId: shared,
      ResourcePolicy: policy('*', 'secretsmanager:*'),
      BlockPublicPolicy: true,
    }),
  ).rejects.toMatchObject({ name: 'PublicPolicyException' });
});

test('a secret whose key is disabled cannot be read', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const [secrets, kms] = [clientOf(cloud), new KMSClient(clientConfig(cloud))];
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  await secrets.createSecret({ Name, SecretString: 'one', KmsKeyId: KeyMetadata?.KeyId });
  await kms.send(new DisableKeyCommand({ KeyId: KeyMetadata?.KeyId }));
  await expect(secrets.getSecretValue({ SecretId: Name })).rejects.toMatchObject({
    name: 'DecryptionFailure',
  });
});

test('lists are filtered by name, description and tags, and come in pages', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const secrets = clientOf(cloud);
  await secrets.createSecret({ Name: 'prod/db', Description: 'The Database', SecretString: '1' });
  await secrets.createSecret({
    Name: 'prod/api',
    Tags: [{ Key: 'team', Value: 'images' }],
    SecretString: '2',
  });
  await secrets.createSecret({ Name: 'test/api', SecretString: '3' });
  const list = async (Key: 'name' | 'description' | 'tag-key' | 'tag-value' | 'all', ...Values: string[]) => {
    const { SecretList } = await secrets.listSecrets({ Filters: [{ Key, Values }] });
    return SecretList?.map((secret) => secret.Name);
  };
  expect(await list('name', 'prod')).toEqual(['prod/db', 'prod/api']);
  expect(await list('name', 'Prod')).toEqual([]);
  expect(await list('name', '!prod')).toEqual(['test/api']);
  expect(await list('description', 'database')).toEqual(['prod/db']);
  expect(await list('tag-key', 'team')).toEqual(['prod/api']);
  expect(await list('tag-value', 'images', 'none')).toEqual(['prod/api']);
  expect(await list('all', 'API')).toEqual(['prod/api', 'test/api']);
  const first = await secrets.listSecrets({ MaxResults: 2, SortBy: 'name', SortOrder: 'desc' });
  const second = await secrets.listSecrets({
    MaxResults: 2,
    SortBy: 'name',
    SortOrder: 'desc',
    NextToken: first.NextToken,
  });
  const names = [...(first.SecretList ?? []), ...(second.SecretList ?? [])].map((secret) => secret.Name);
  expect(names).toEqual(['test/api', 'prod/db', 'prod/api']);
  expect(second.NextToken).toBeUndefined();
});

test('a batch answers what can be read and tells why the rest cannot', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const secrets = clientOf(cloud);
  await secrets.createSecret({ Name, SecretString: 'one' });
  const { SecretValues, Errors } = await secrets.batchGetSecretValue({ SecretIdList: [Name, 'none'] });
  expect(SecretValues).toMatchObject([{ Name, SecretString: 'one' }]);
  expect(Errors).toMatchObject([{ SecretId: 'none', ErrorCode: 'ResourceNotFoundException' }]);
});

test('a random password has each kind of character that is not excluded', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const secrets = clientOf(cloud);
  const { RandomPassword = '' } = await secrets.getRandomPassword({
    PasswordLength: 4,
    ExcludeCharacters: 'abc',
  });
  expect(RandomPassword).toHaveLength(4);
  for (const kind of [/[d-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/]) expect(RandomPassword).toMatch(kind);
  await expect(
    secrets.getRandomPassword({ PasswordLength: 3, RequireEachIncludedType: true }),
  ).rejects.toMatchObject({ name: 'InvalidParameterException' });
});
