import { expect, test } from 'vitest';
import { createCloud } from '#aws';
import { createClients } from '../targets/clients.ts';
import { LOCAL_CREDENTIALS } from '../targets/local-credentials.ts';
import { newRun } from '../targets/run-mark.ts';
import { findLeftovers, removeLeftovers } from './sweep.ts';

// Listing all kinds loads every SDK client.
test(
  'what denies its removal goes, and keys that XML cannot hold, and a stack whose bucket is full',
  { timeout: 60_000 },
  async () => {
    await using cloud = await createCloud();
    const { endpoint, region } = cloud;
    const clients = createClients({ endpoint, region, credentials: LOCAL_CREDENTIALS });
    const [s3, cloudformation] = await Promise.all([clients.s3(), clients.cloudformation()]);
    const run = newRun();

    const Bucket = `denied-${run}a`;
    await s3.createBucket({ Bucket });
    await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
    for (const Key of ['plain', 'a bell+\u0007', 'two\rlines', 'two\rlines']) {
      await s3.putObject({ Bucket, Key, Body: 'x' });
    }
    await s3.putBucketPolicy({
      Bucket,
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Deny',
            Principal: '*',
            Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
            Resource: `arn:aws:s3:::${Bucket}/*`,
          },
        ],
      }),
    });
    const StackName = `pipeline-${run}`;
    // The name of the one bears no mark: only the stack says whose it is. The other is named after the stack.
    const Inbox = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'inbox-of-the-stack' } };
    const Web = { Type: 'AWS::S3::Bucket' };
    const TemplateBody = JSON.stringify({ Resources: { Inbox, Web } });
    await cloudformation.createStack({ StackName, TemplateBody });
    await expect
      .poll(async () => (await cloudformation.describeStacks({ StackName })).Stacks?.[0]?.StackStatus)
      .toBe('CREATE_COMPLETE');
    await s3.putObject({ Bucket: 'inbox-of-the-stack', Key: 'cat.jpg', Body: 'x' });

    const { leftovers } = await findLeftovers(clients, { tagged: false });
    const { failed } = await removeLeftovers(clients, leftovers);
    expect(failed).toEqual([]);
    expect((await s3.listBuckets({})).Buckets ?? []).toEqual([]);
    expect((await cloudformation.describeStacks({})).Stacks ?? []).toEqual([]);
    clients.destroy();
  },
);
