import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { aws, awsError, boto3 } from '../../testing/programs.ts';

test('the AWS CLI looks up who called what, and makes a trail only into a bucket that lets it in', async () => {
  await using cloud = await createCloud();
  await aws(cloud, 's3api', 'create-bucket', '--bucket', 'audit');
  const create = ['cloudtrail', 'create-trail', '--name', 'audit', '--s3-bucket-name', 'audit'];
  expect(await awsError(cloud, ...create)).toContain('(InsufficientS3BucketPolicyException)');
  const allow = (Action: string, Resource: string) => ({
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Action,
    Resource,
  });
  const Statement = [
    allow('s3:GetBucketAcl', 'arn:aws:s3:::audit'),
    allow('s3:PutObject', 'arn:aws:s3:::audit/AWSLogs/000000000000/*'),
  ];
  const policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await aws(cloud, 's3api', 'put-bucket-policy', '--bucket', 'audit', '--policy', policy);
  expect(await aws(cloud, ...create)).toMatchObject({ Name: 'audit', S3BucketName: 'audit' });
  await aws(cloud, 'cloudtrail', 'start-logging', '--name', 'audit');
  expect(await aws(cloud, 'cloudtrail', 'get-trail-status', '--name', 'audit')).toMatchObject({
    IsLogging: true,
  });
  const attribute = 'AttributeKey=EventName,AttributeValue=CreateBucket';
  expect(await aws(cloud, 'cloudtrail', 'lookup-events', '--lookup-attributes', attribute)).toMatchObject({
    Events: [{ EventName: 'CreateBucket', EventSource: 's3.amazonaws.com', Username: 'root' }],
  });
});

test('boto3 reads the event of a call', async () => {
  await using cloud = await createCloud();
  const shown = await boto3(
    cloud,
    `
client('sqs').create_queue(QueueName='heard')
[event] = client('cloudtrail').lookup_events(
  LookupAttributes=[{'AttributeKey': 'EventName', 'AttributeValue': 'CreateQueue'}])['Events']
record = json.loads(event['CloudTrailEvent'])
show([record['eventSource'], record['requestParameters']['queueName'], record['userIdentity']['type']])
`,
  );
  expect(shown).toEqual([['sqs.amazonaws.com', 'heard', 'Root']]);
});
