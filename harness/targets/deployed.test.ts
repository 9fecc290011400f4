import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '#aws';
import { findBlueprint } from '../blueprints.ts';
import { tapped } from '../wire/tap.ts';
import { createPresigner } from '../presign.ts';
import { createClients } from './clients.ts';
import { deployedTarget } from './deployed.ts';

const ACCOUNT = '123456789012';
const KEY = 'uploads/ada/2026/11/28/0a1b2c3d.jpg';
const THUMBNAIL = 'thumbnails/ada/2026/11/28/0a1b2c3d-thumb.jpg';

const bucket = (more = {}) => ({ Type: 'AWS::S3::Bucket', ...more });
const queue = () => ({ Type: 'AWS::SQS::Queue' });

/** PetTracker as somebody may have deployed it: with names of CloudFormation's own. */
const TEMPLATE = {
  Resources: {
    ImagesBucket: bucket({ Properties: { VersioningConfiguration: { Status: 'Enabled' } } }),
    StaticBucket: bucket(),
    LogsBucket: bucket(),
    MlQueue: queue(),
    MlDlq: queue(),
    ThumbnailDlq: queue(),
    ImageEvents: { Type: 'AWS::SNS::Topic' },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
          ],
        },
      },
    },
    GenerateThumbnail: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Code: { ZipFile: 'exports.handler = async () => {}' },
      },
    },
  },
};

const environment = ({ endpoint }: Cloud): NodeJS.ProcessEnv => ({
  AWS_ACCESS_KEY_ID: ACCOUNT,
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_ENDPOINT_URL: endpoint,
  SAFELIGHT_AWS_ACCOUNTS: ACCOUNT,
});

/** Calls that a cloud took since, but for those that only look and those on objects. */
const MAKES = /^(?!Get|List|Head|Describe|PutObject$|DeleteObject$|AssumeRole)/;

test(
  'a stack is judged as it stands: objects come and go, and nothing else is made or changed',
  { timeout: 60_000 },
  async () => {
    await using cloud = await createCloud();
    const connection = {
      endpoint: cloud.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'test' },
    };
    const owner = createClients(connection);
    const cloudformation = await owner.cloudformation();
    await cloudformation.createStack({
      StackName: 'pets',
      TemplateBody: JSON.stringify(TEMPLATE),
      Capabilities: ['CAPABILITY_IAM'],
    });
    const { waitUntilStackCreateComplete } = await import('@aws-sdk/client-cloudformation');
    await waitUntilStackCreateComplete(
      { client: cloudformation, maxWaitTime: 30, minDelay: 1 },
      { StackName: 'pets' },
    );
    const mine = await owner.s3();
    const { Buckets: before = [] } = await mine.listBuckets({});
    const seq = cloud.journal.seq;

    await using target = await deployedTarget('pets', environment(cloud));
    const pipeline = await target.openPipeline?.(findBlueprint('pettracker'));
    const Bucket = pipeline?.resources.environment['IMAGES_BUCKET'] ?? '';
    expect(before.map(({ Name }) => Name)).toContain(Bucket);
    expect(Bucket).toMatch(/imagesbucket/);
    await mine.putObject({ Bucket, Key: `${KEY}.theirs`, Body: 'theirs' });

    const s3 = await target.clients.s3();
    const exchanges = await tapped(async (tap) => {
      await s3.putObject({ Bucket, Key: KEY, Body: 'ours' });
      const url = await createPresigner(target.clients, target.connection).put({
        Bucket,
        Key: 'uploads/b.jpg',
      });
      expect((await fetch(url, { method: 'PUT', body: 'ours' })).status).toBe(200);
      return tap.exchanges();
    });
    await mine.putObject({ Bucket, Key: THUMBNAIL, Body: 'what the function made' });
    await expect(s3.putObject({ Bucket, Key: `${KEY}.theirs`, Body: 'ours' })).rejects.toThrow(
      /is not replaced/,
    );
    await expect(s3.createBucket({ Bucket: 'another' })).rejects.toThrow(/it calls CreateBucket/);
    await expect((await target.clients.sqs()).receiveMessage({ QueueUrl: 'any' })).rejects.toThrow(
      /ReceiveMessage/,
    );
    await expect(target.openPipeline?.(findBlueprint('pettracker/as-written'))).rejects.toThrow(
      /what is deployed is/,
    );
    expect(target.refused).toHaveLength(3);

    await target.tidy?.(exchanges);
    const { Versions = [], DeleteMarkers = [] } = await mine.listObjectVersions({ Bucket });
    expect([...Versions, ...DeleteMarkers].map(({ Key }) => Key)).toEqual([`${KEY}.theirs`]);
    expect((await mine.listBuckets({})).Buckets).toHaveLength(before.length);
    const made = cloud.journal
      .entries(seq)
      .filter(({ type, operation }) => type === 'call' && MAKES.test(String(operation)));
    expect(made.map(({ operation }) => operation)).toEqual([]);
    owner.destroy();
  },
);

test('a stack that is not there is said by name', async () => {
  await using cloud = await createCloud();
  await expect(deployedTarget('nowhere', environment(cloud))).rejects.toMatchObject({
    code: 'ERR_DEPLOYED',
    exitCode: 2,
  });
});
