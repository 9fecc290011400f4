import { IAM } from '@aws-sdk/client-iam';
import { KMS } from '@aws-sdk/client-kms';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { STS } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';
import { TestStack } from '../testing/stack.ts';

const SECURITY = (rotates: boolean, action: string) => `
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      Description: images
      EnableKeyRotation: ${rotates}
      PendingWindowInDays: 7
      KeyPolicy:
        Version: 2012-10-17
        Statement: [{ Effect: Allow, Principal: { AWS: !Sub 'arn:aws:iam::\${AWS::AccountId}:root' }, Action: kms:*, Resource: '*' }]
  Alias: { Type: AWS::KMS::Alias, Properties: { AliasName: alias/images, TargetKeyId: !Ref Key } }
  Secret:
    Type: AWS::SecretsManager::Secret
    Properties:
      Name: images/database
      KmsKeyId: !Ref Key
      GenerateSecretString: { SecretStringTemplate: '{"username": "images"}', GenerateStringKey: password, PasswordLength: 24, ExcludePunctuation: true }
  SecretPolicy:
    Type: AWS::SecretsManager::ResourcePolicy
    Properties:
      SecretId: !Ref Secret
      ResourcePolicy: { Version: 2012-10-17, Statement: [{ Effect: Allow, Principal: { AWS: !GetAtt User.Arn }, Action: secretsmanager:GetSecretValue, Resource: '*' }] }
  Group: { Type: AWS::IAM::Group, Properties: { GroupName: photographers } }
  User: { Type: AWS::IAM::User, Properties: { UserName: ansel, Groups: [!Ref Group] } }
  AccessKey: { Type: AWS::IAM::AccessKey, Properties: { UserName: !Ref User } }
  Policy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: of-the-group
      Groups: [!Ref Group]
      PolicyDocument: { Version: 2012-10-17, Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: '*' }] }
  Managed:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      Users: [!Ref User]
      PolicyDocument: { Version: 2012-10-17, Statement: [{ Effect: Allow, Action: '${action}', Resource: '*' }] }
Outputs:
  Key: { Value: !Ref Key }
  Id: { Value: !Ref AccessKey }
  Hidden: { Value: !GetAtt AccessKey.SecretAccessKey }
  Managed: { Value: !Ref Managed }
`;

test('keys, secrets and people are as a template says, and change with it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const [kms, secrets, iam] = [KMS, SecretsManager, IAM].map((Client) => new Client(clientConfig(cloud))) as [
    KMS,
    SecretsManager,
    IAM,
  ];
  const stack = new TestStack(cloud);
  await stack.create(SECURITY(true, 's3:ListBucket'));
  expect(await stack.failures()).toEqual([]);
  const { Key: KeyId = '', Id = '', Hidden = '', Managed: PolicyArn = '' } = await stack.outputs();
  expect((await kms.describeKey({ KeyId: 'alias/images' })).KeyMetadata?.KeyId).toBe(KeyId);
  expect((await kms.getKeyRotationStatus({ KeyId })).KeyRotationEnabled).toBe(true);
  const { SecretString = '' } = await secrets.getSecretValue({ SecretId: 'images/database' });
  expect(JSON.parse(SecretString)).toEqual({
    username: 'images',
    password: expect.stringMatching(/^[A-Za-z0-9]{24}$/) as string,
  });
  const credentials = { accessKeyId: Id, secretAccessKey: Hidden };
  const { Arn } = await new STS({ ...clientConfig(cloud), credentials }).getCallerIdentity({});
  expect(Arn).toBe('arn:aws:iam::000000000000:user/ansel');

  await stack.update(SECURITY(false, 's3:PutObject'));
  expect(await stack.failures()).toEqual([]);
  expect((await kms.getKeyRotationStatus({ KeyId })).KeyRotationEnabled).toBe(false);
  // The secret that was generated stays.
  expect((await secrets.getSecretValue({ SecretId: 'images/database' })).SecretString).toBe(SecretString);
  const { Policy } = await iam.getPolicy({ PolicyArn });
  const version = { PolicyArn, VersionId: Policy?.DefaultVersionId };
  const { PolicyVersion } = await iam.getPolicyVersion(version);
  expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toContain('s3:PutObject');

  expect((await stack.delete()).StackStatus).toBe('DELETE_COMPLETE');
  expect((await kms.describeKey({ KeyId })).KeyMetadata?.KeyState).toBe('PendingDeletion');
  expect((await secrets.listSecrets({})).SecretList).toEqual([]);
  expect((await iam.listUsers({})).Users).toEqual([]);
  expect((await iam.listGroups({})).Groups).toEqual([]);
  expect((await iam.listPolicies({ Scope: 'Local' })).Policies).toEqual([]);
});
