import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from 'vitest';
import { createCloud } from '../cloud.ts';
import { startFunction } from '../testing/start-function.ts';
import { photosClient, refused } from '../services/s3/testing/client.ts';
import { clientConfig } from '../testing/client-config.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:f';

const CONFIGURATION = {
  Bucket: 'photos',
  NotificationConfiguration: {
    LambdaFunctionConfigurations: [
      { Id: 'thumbnails', LambdaFunctionArn: FUNCTION, Events: ['s3:ObjectCreated:*' as const] },
    ],
  },
};

test('a function that lets S3 in is invoked with the record of an upload', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const { lambda } = await startFunction(
    cloud,
    'exports.handler = async ({ Records }) => console.log(`seen ${Records[0].s3.object.key} by ${Records[0].s3.configurationId}`);',
  );
  expect(await refused(s3.putBucketNotificationConfiguration(CONFIGURATION))).toMatchObject({
    message: 'Unable to validate the following destination configurations',
    ArgumentName1: `${FUNCTION}, null`,
  });
  await lambda.addPermission({
    FunctionName: 'f',
    StatementId: 's3',
    Action: 'lambda:InvokeFunction',
    Principal: 's3.amazonaws.com',
    SourceArn: 'arn:aws:s3:::photos',
    SourceAccount: '000000000000',
  });
  await s3.putBucketNotificationConfiguration(CONFIGURATION);
  await s3.putObject({ Bucket: 'photos', Key: 'a b.jpg', Body: 'x' });
  await cloud.clock.settle();
  const logs = new CloudWatchLogs(clientConfig(cloud));
  const { events } = await logs.filterLogEvents({ logGroupName: '/aws/lambda/f', filterPattern: 'seen' });
  expect(events?.map(({ message }) => message)).toEqual([
    expect.stringContaining('seen a+b.jpg by thumbnails'),
  ]);
  const call = cloud.journal.entries().find(({ operation }) => operation === 'PutObject');
  const tree = cloud.journal.tree(call?.seq ?? 0).map(({ type }) => type);
  expect(tree.slice(0, 2)).toEqual(['call', 's3.event']);
  expect(tree).toContain('lambda.invocation');
});
