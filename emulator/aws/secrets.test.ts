import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { IAM } from '@aws-sdk/client-iam';
import { KMS } from '@aws-sdk/client-kms';
import { Lambda } from '@aws-sdk/client-lambda';
import { GetObjectCommand, S3 } from '@aws-sdk/client-s3';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { SFN } from '@aws-sdk/client-sfn';
import { STS } from '@aws-sdk/client-sts';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { expect, test } from 'vitest';
import { createCloud } from './cloud.ts';
import { takeCustomerKeys } from './services/s3/testing/customer-keys.ts';
import { clientConfig } from './testing/client-config.ts';
import { ROLE, zip } from './testing/zip.ts';

/** Text that is nowhere by chance. */
const word = (name: string): string => `hunter2-${name}-Zq7`;

test('no secret that was sent, kept or handed out is in the journal, the meter or the status', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: Date.now() });
  const config = { ...clientConfig(cloud), maxAttempts: 1, disableHostPrefix: true };
  const s3 = new S3({ ...config, forcePathStyle: true });
  await s3.createBucket({ Bucket: 'photos' });
  const told: (string | undefined)[] = [];

  const secrets = new SecretsManager(config);
  await secrets.createSecret({ Name: 'db', SecretString: word('secret') });
  await secrets.getSecretValue({ SecretId: 'db' });
  const kms = new KMS(config);
  const { KeyMetadata } = await kms.createKey({});
  const { CiphertextBlob } = await kms.encrypt({
    KeyId: KeyMetadata?.KeyId,
    Plaintext: Buffer.from(word('plaintext')),
  });
  await kms.decrypt({ CiphertextBlob });
  const { Plaintext } = await kms.generateDataKey({ KeyId: KeyMetadata?.KeyId, KeySpec: 'AES_256' });
  told.push(Buffer.from(Plaintext!).toString('base64'));

  const iam = new IAM(config);
  await iam.createUser({ UserName: 'ann' });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'ann' });
  told.push(AccessKey?.SecretAccessKey);
  await iam.createRole({
    RoleName: 'r',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
    }),
  });
  const assume = { RoleArn: 'arn:aws:iam::000000000000:role/r', RoleSessionName: 'session' };
  const { Credentials } = await new STS(config).assumeRole(assume);
  told.push(Credentials?.SecretAccessKey, Credentials?.SessionToken);

  // Keys and fields that travel in headers, queries, forms and bodies.
  const key = Buffer.alloc(32, word('customer-key')).toString('base64');
  await takeCustomerKeys(s3, 'photos');
  const customer = { SSECustomerAlgorithm: 'AES256', SSECustomerKey: key };
  await s3.putObject({ Bucket: 'photos', Key: 'a', Body: word('body'), ...customer });
  await s3.getObject({ Bucket: 'photos', Key: 'a', ...customer });
  const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket: 'photos', Key: 'none' }));
  await fetch(url);
  told.push(new URL(url).searchParams.get('X-Amz-Signature')!);
  const form = await createPresignedPost(s3, { Bucket: 'photos', Key: 'form' });
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
  body.append('file', new Blob([word('file')]));
  expect((await fetch(form.url, { method: 'POST', body })).status).toBe(204);
  told.push(form.fields['X-Amz-Signature'], form.fields['Policy']);
  const wrong = new S3({
    ...config,
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: word('wrong') },
  });
  await wrong.listBuckets({}).catch(() => undefined);

  const lambda = new Lambda(config);
  await lambda.createFunction({
    FunctionName: 'f',
    Runtime: 'nodejs24.x',
    Role: ROLE,
    Handler: 'index.handler',
    Environment: { Variables: { PASSWORD: word('variable') } },
    Code: {
      ZipFile: zip({
        'index.js': `exports.handler = async (e) => { console.log(e); return { token: e.token }; };`,
      }),
    },
  });
  await lambda.invoke({ FunctionName: 'f', Payload: Buffer.from(JSON.stringify({ token: word('event') })) });
  await new CloudFormation(config).createStack({
    StackName: 'stack',
    TemplateBody: JSON.stringify({
      Parameters: { Password: { Type: 'String', NoEcho: true } },
      Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
    }),
    Parameters: [{ ParameterKey: 'Password', ParameterValue: word('no-echo') }],
  });
  const sfn = new SFN(config);
  const { stateMachineArn } = await sfn.createStateMachine({
    name: 'm',
    roleArn: ROLE,
    definition: JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', End: true } } }),
  });
  await sfn.startExecution({ stateMachineArn, input: JSON.stringify({ token: word('input') }) });
  await cloud.clock.settle();

  const control = async (path: string): Promise<string> =>
    (await fetch(`${cloud.endpoint}/_safelight/${path}`)).text();
  const shown = [
    JSON.stringify(cloud.journal.entries()),
    JSON.stringify(cloud.meter.usage()),
    ...(await Promise.all(['journal', 'journal/written?after=0', 'status', 'usage', 'faults'].map(control))),
  ].join('\n');
  expect(cloud.journal.entries().length).toBeGreaterThan(20);
  expect(shown.match(/hunter2-[\w-]+/g)).toBeNull();
  for (const secret of told) {
    expect(secret).toMatch(/^.{20,}$/);
    expect(shown).not.toContain(secret);
  }
  expect(shown).not.toContain(key);
});
