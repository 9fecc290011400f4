/** boto3 as its users write it: a user, a role, its session, a key and a secret, against the cloud. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createCloud } from '../cloud.ts';

const SCRIPT = `
import functools, json, os, boto3
from botocore.exceptions import ClientError

ENDPOINT = os.environ['AWS_ENDPOINT_URL']  # which older versions do not read by themselves

def policy(**statement):
    return json.dumps({'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', **statement}]})

iam, kms, secrets = (boto3.client(name, endpoint_url=ENDPOINT) for name in ('iam', 'kms', 'secretsmanager'))
key = kms.create_key(Description='images')['KeyMetadata']
kms.create_alias(AliasName='alias/images', TargetKeyId=key['KeyId'])
blob = kms.encrypt(KeyId='alias/images', Plaintext=b'secret', EncryptionContext={'a': 'b'})['CiphertextBlob']
secrets.create_secret(Name='api', SecretString='one', KmsKeyId='alias/images')

iam.create_user(UserName='ann')
trust = policy(Action='sts:AssumeRole', Principal={'AWS': 'arn:aws:iam::000000000000:user/ann'})
role = iam.create_role(RoleName='reader', AssumeRolePolicyDocument=trust)['Role']
iam.put_role_policy(
    RoleName='reader', PolicyName='use',
    PolicyDocument=policy(Action=['kms:Decrypt', 'secretsmanager:GetSecretValue'], Resource='*'))
keys = iam.create_access_key(UserName='ann')['AccessKey']
sts = boto3.client(
    'sts', endpoint_url=ENDPOINT, aws_access_key_id=keys['AccessKeyId'], aws_secret_access_key=keys['SecretAccessKey'])
session = sts.assume_role(RoleArn=role['Arn'], RoleSessionName='tour')['Credentials']
temporary = functools.partial(
    boto3.Session(session['AccessKeyId'], session['SecretAccessKey'], session['SessionToken']).client,
    endpoint_url=ENDPOINT)

result = {
    'trust': role['AssumeRolePolicyDocument'] == json.loads(trust),
    'plaintext': temporary('kms').decrypt(
        CiphertextBlob=blob, EncryptionContext={'a': 'b'})['Plaintext'].decode(),
    'secret': temporary('secretsmanager').get_secret_value(SecretId='api')['SecretString'],
    'caller': temporary('sts').get_caller_identity()['Arn'],
}
try:
    temporary('kms').disable_key(KeyId=key['KeyId'])
except ClientError as error:
    result['refusal'] = error.response['Error']['Code']
print(json.dumps(result))
`;

test('boto3 makes users, roles and keys, and is held to their policies', async () => {
  await using cloud = await createCloud();
  const { stdout } = await promisify(execFile)('/usr/bin/python3', ['-c', SCRIPT], {
    env: {
      PATH: process.env['PATH'],
      HOME: '/nonexistent',
      AWS_ENDPOINT_URL: cloud.endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'us-east-1',
    },
  });
  expect(JSON.parse(stdout)).toEqual({
    trust: true,
    plaintext: 'secret',
    secret: 'one',
    caller: 'arn:aws:sts::000000000000:assumed-role/reader/tour',
    refusal: 'AccessDeniedException',
  });
});
