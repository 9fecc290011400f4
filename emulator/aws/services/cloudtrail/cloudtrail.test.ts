import { gunzipSync } from 'node:zlib';
import { CloudTrail, type LookupAttribute } from '@aws-sdk/client-cloudtrail';
import { S3 } from '@aws-sdk/client-s3';
import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { minutes, toDate } from '../../kernel/instant.ts';
import { clientConfig } from '../../testing/client-config.ts';

const START = Date.UTC(2026, 10, 20, 10, 0, 0);
const TRAIL = 'arn:aws:cloudtrail:us-east-1:000000000000:trail/audit';

/** As the user guide writes it. */
const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 's3:GetBucketAcl',
      Resource: 'arn:aws:s3:::logs',
      Condition: { StringEquals: { 'aws:SourceArn': TRAIL } },
    },
    {
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: 'arn:aws:s3:::logs/AWSLogs/000000000000/*',
      Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': TRAIL } },
    },
  ],
});

const start = () => createCloud({ clock: 'manual', startAt: START });

const config = (cloud: Cloud) => ({
  ...clientConfig(cloud),
  systemClockOffset: cloud.clock.now() - cloud.clock.wall(),
  maxAttempts: 1,
});

const s3Of = (cloud: Cloud): S3 => new S3({ ...config(cloud), forcePathStyle: true });

async function makeTrail(cloud: Cloud): Promise<CloudTrail> {
  const s3 = s3Of(cloud);
  await s3.createBucket({ Bucket: 'logs' });
  await s3.createBucket({ Bucket: 'photos' });
  await s3.putBucketPolicy({ Bucket: 'logs', Policy: POLICY });
  const cloudtrail = new CloudTrail(config(cloud));
  await cloudtrail.createTrail({ Name: 'audit', S3BucketName: 'logs' });
  await cloudtrail.startLogging({ Name: 'audit' });
  return cloudtrail;
}

/** Everything that has arrived in the bucket. */
async function delivered(cloud: Cloud): Promise<{ keys: string[]; events: Record<string, unknown>[] }> {
  const s3 = s3Of(cloud);
  const { Contents = [] } = await s3.listObjectsV2({ Bucket: 'logs' });
  const keys = Contents.map(({ Key = '' }) => Key);
  const events: Record<string, unknown>[] = [];
  for (const Key of keys) {
    const { Body } = await s3.getObject({ Bucket: 'logs', Key });
    const text = gunzipSync(await Body!.transformToByteArray()).toString();
    events.push(...(JSON.parse(text) as { Records: Record<string, unknown>[] }).Records);
  }
  return { keys, events };
}

test('a trail delivers management events as gzipped JSON under the account’s folder', async () => {
  await using cloud = await start();
  await makeTrail(cloud);
  await new SQS(config(cloud)).createQueue({ QueueName: 'jobs' });
  await cloud.clock.advance(minutes(5));
  const { keys, events } = await delivered(cloud);
  expect(keys).toEqual([
    expect.stringMatching(
      /^AWSLogs\/000000000000\/CloudTrail\/us-east-1\/2026\/11\/20\/000000000000_CloudTrail_us-east-1_20261120T1005Z_\w{16}\.json\.gz$/,
    ),
  ]);
  expect(events.map(({ eventName }) => eventName)).toEqual(['StartLogging', 'CreateQueue']);
  expect(events[1]).toEqual({
    eventVersion: '1.11',
    userIdentity: {
      type: 'Root',
      principalId: '000000000000',
      arn: 'arn:aws:iam::000000000000:root',
      accountId: '000000000000',
      accessKeyId: 'test',
    },
    eventTime: '2026-11-20T10:00:00Z',
    eventSource: 'sqs.amazonaws.com',
    eventName: 'CreateQueue',
    awsRegion: 'us-east-1',
    sourceIPAddress: '127.0.0.1',
    userAgent: expect.stringContaining('aws-sdk-js'),
    requestParameters: { queueName: 'jobs' },
    responseElements: null,
    requestID: expect.any(String),
    eventID: expect.any(String),
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '000000000000',
    eventCategory: 'Management',
  });
});

test('data events come with a selector for the bucket, and say who was refused what', async () => {
  await using cloud = await start();
  const cloudtrail = await makeTrail(cloud);
  const selector = {
    ReadWriteType: 'All' as const,
    IncludeManagementEvents: false,
    DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::photos/'] }],
  };
  await cloudtrail.putEventSelectors({ TrailName: 'audit', EventSelectors: [selector] });
  const s3 = s3Of(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'a.jpg', Body: 'bytes' });
  await s3.putObject({ Bucket: 'logs', Key: 'not watched', Body: 'bytes' });
  await expect(s3.getObject({ Bucket: 'photos', Key: 'b.jpg' })).rejects.toThrow('key does not exist');
  await s3.deleteObject({ Bucket: 'logs', Key: 'not watched' });
  await cloud.clock.advance(minutes(5));
  const { events } = await delivered(cloud);
  const data = events.filter(({ eventCategory }) => eventCategory === 'Data');
  expect(data).toMatchObject([
    {
      eventName: 'PutObject',
      readOnly: false,
      managementEvent: false,
      requestParameters: { bucketName: 'photos', key: 'a.jpg' },
      resources: [
        { type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::photos/a.jpg' },
        { type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::photos', accountId: '000000000000' },
      ],
    },
    { eventName: 'GetObject', readOnly: true, errorCode: 'NoSuchKey' },
  ]);
  expect(JSON.stringify(events)).not.toContain('bytes');
});

test('a bucket that is missing or keeps CloudTrail out is refused; one that closes later is told of in the status', async () => {
  await using cloud = await start();
  const cloudtrail = new CloudTrail(config(cloud));
  const trail = { Name: 'audit', S3BucketName: 'logs' };
  await expect(cloudtrail.createTrail(trail)).rejects.toMatchObject({
    name: 'S3BucketDoesNotExistException',
    message: 'S3 bucket logs does not exist!',
  });
  await s3Of(cloud).createBucket({ Bucket: 'logs' });
  await expect(cloudtrail.createTrail(trail)).rejects.toMatchObject({
    name: 'InsufficientS3BucketPolicyException',
    message: 'Incorrect S3 bucket policy is detected for bucket: logs',
  });
  await s3Of(cloud).deleteBucket({ Bucket: 'logs' });
  await makeTrail(cloud);
  await s3Of(cloud).deleteBucketPolicy({ Bucket: 'logs' });
  await cloud.clock.advance(minutes(5));
  expect(await new CloudTrail(config(cloud)).getTrailStatus({ Name: 'audit' })).toMatchObject({
    IsLogging: true,
    LatestDeliveryError: 'AccessDenied',
    StartLoggingTime: toDate(START),
  });
  await s3Of(cloud).putBucketPolicy({ Bucket: 'logs', Policy: POLICY });
  await cloud.clock.advance(minutes(5));
  const { events } = await delivered(cloud);
  expect(events.map(({ eventName }) => eventName)).toContain('DeleteBucketPolicy');
});

test('management events are looked up by one attribute, newest first, in pages', async () => {
  await using cloud = await start();
  const s3 = s3Of(cloud);
  for (const Bucket of ['one', 'two', 'three']) await s3.createBucket({ Bucket });
  await s3.putObject({ Bucket: 'one', Key: 'a', Body: 'x' });
  await expect(s3.createBucket({ Bucket: 'No' })).rejects.toThrow('bucket is not valid');
  const cloudtrail = new CloudTrail(config(cloud));
  const look = (AttributeKey: LookupAttribute['AttributeKey'], AttributeValue: string) =>
    cloudtrail.lookupEvents({ LookupAttributes: [{ AttributeKey, AttributeValue }], MaxResults: 2 });
  const first = await look('EventName', 'CreateBucket');
  expect(first.Events).toMatchObject([
    { EventName: 'CreateBucket', Username: 'root', ReadOnly: 'false', AccessKeyId: 'test' },
    { Resources: [{ ResourceType: 'AWS::S3::Bucket', ResourceName: 'three' }] },
  ]);
  expect(JSON.parse(first.Events?.[0]?.CloudTrailEvent ?? '')).toMatchObject({
    errorCode: 'InvalidBucketName',
  });
  const second = await cloudtrail.lookupEvents({
    LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateBucket' }],
    NextToken: first.NextToken,
  });
  expect(second.Events?.map(({ Resources }) => Resources?.[0]?.ResourceName)).toEqual(['two', 'one']);
  expect((await look('EventName', 'PutObject')).Events).toEqual([]);
  expect((await look('ResourceName', 'two')).Events).toHaveLength(1);
  await expect(look('Wrong' as 'EventName', 'x')).rejects.toMatchObject({
    name: 'InvalidLookupAttributesException',
  });
});

test('trails are described, changed, stopped and deleted by name and by ARN', async () => {
  await using cloud = await start();
  const cloudtrail = await makeTrail(cloud);
  await cloudtrail.updateTrail({ Name: TRAIL, IsMultiRegionTrail: true });
  expect((await cloudtrail.describeTrails({})).trailList).toEqual([
    {
      Name: 'audit',
      S3BucketName: 'logs',
      IncludeGlobalServiceEvents: true,
      IsMultiRegionTrail: true,
      TrailARN: TRAIL,
      LogFileValidationEnabled: false,
      IsOrganizationTrail: false,
      HomeRegion: 'us-east-1',
      HasCustomEventSelectors: false,
      HasInsightSelectors: false,
    },
  ]);
  const elsewhere = new CloudTrail({ ...config(cloud), region: 'eu-west-1' });
  expect((await elsewhere.describeTrails({})).trailList).toHaveLength(1);
  await expect(elsewhere.deleteTrail({ Name: TRAIL })).rejects.toMatchObject({
    name: 'InvalidHomeRegionException',
  });
  await cloudtrail.stopLogging({ Name: 'audit' });
  expect((await cloudtrail.getTrailStatus({ Name: 'audit' })).IsLogging).toBe(false);
  await cloudtrail.deleteTrail({ Name: 'audit' });
  await expect(cloudtrail.getTrail({ Name: 'audit' })).rejects.toMatchObject({
    name: 'TrailNotFoundException',
  });
  await expect(cloudtrail.createTrail({ Name: 'a b', S3BucketName: 'logs' })).rejects.toMatchObject({
    name: 'InvalidTrailNameException',
  });
});

test.each([
  ['digest files', { EnableLogFileValidation: true }],
  ['SNS', { SnsTopicName: 'topic' }],
])('%s are refused by name', async (_, extra) => {
  await using cloud = await start();
  const cloudtrail = new CloudTrail(config(cloud));
  await expect(
    cloudtrail.createTrail({ Name: 'audit', S3BucketName: 'logs', ...extra }),
  ).rejects.toMatchObject({
    name: 'NotImplemented',
    $metadata: { httpStatusCode: 501 },
  });
});

test('secrets never reach the trail', async () => {
  await using cloud = await start();
  const { Lambda } = await import('@aws-sdk/client-lambda');
  const lambda = new Lambda(config(cloud));
  const Environment = { Variables: { PASSWORD: 'hunter2' } };
  const creation = lambda.updateFunctionConfiguration({ FunctionName: 'nowhere', Environment });
  await expect(creation).rejects.toThrow('nowhere');
  const { Events = [] } = await new CloudTrail(config(cloud)).lookupEvents({});
  expect(Events.map(({ EventName }) => EventName)).toEqual(['UpdateFunctionConfiguration']);
  expect(Events[0]?.CloudTrailEvent).not.toContain('hunter2');
});
