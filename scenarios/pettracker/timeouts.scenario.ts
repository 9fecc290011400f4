/** A thumbnail function that has done its work when its time is up: what becomes of it, and of the upload it was told of. */
import { expect } from 'vitest';
import { scenario, type World } from '#harness/vitest';

const ASYNC = 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html';
const NEEDS = ['functions', 'time-travel'] as const;

/** Does its work, and takes too long over what comes after. */
const SLOW = `exports.handler = async () => {
  console.log('made a thumbnail');
  await new Promise((done) => setTimeout(done, 9_000));
};`;

async function deadLetters(world: World) {
  const sqs = await world.clients.sqs();
  const QueueName = world.fresh('dead');
  const { QueueUrl = '' } = await sqs.createQueue({ QueueName });
  return { sqs, QueueUrl, arn: `arn:aws:sqs:${world.region}:${world.accountId}:${QueueName}` };
}

/** Uploads an image to a bucket that tells the slow function of it; answers how to count the thumbnails made. */
async function uploadOne(world: World, settings: Parameters<World['deployFunction']>[1]) {
  const s3 = await world.clients.s3();
  const lambda = await world.clients.lambda();
  const Bucket = world.fresh('slow');
  await s3.createBucket({ Bucket });
  const FunctionName = await world.deployFunction(SLOW, { Timeout: 1, ...settings });
  await lambda.addPermission({
    FunctionName,
    StatementId: 's3',
    Action: 'lambda:InvokeFunction',
    Principal: 's3.amazonaws.com',
    SourceArn: `arn:aws:s3:::${Bucket}`,
  });
  await s3.putBucketNotificationConfiguration({
    Bucket,
    NotificationConfiguration: {
      LambdaFunctionConfigurations: [
        {
          LambdaFunctionArn: `arn:aws:lambda:${world.region}:${world.accountId}:function:${FunctionName}`,
          Events: ['s3:ObjectCreated:*'],
        },
      ],
    },
  });
  await s3.putObject({ Bucket, Key: 'uploads/ada/a.jpg', Body: 'pixels' });
  return async (): Promise<number> => {
    const logs = await world.clients.logs();
    const { events = [] } = await logs.filterLogEvents({
      logGroupName: `/aws/lambda/${FunctionName}`,
      filterPattern: '"made a thumbnail"',
    });
    return events.length;
  };
}

scenario(
  'as written, an upload whose function outlasts its timeout is worked on three times, and then forgotten',
  { source: ASYNC, needs: NEEDS, concurrent: true },
  async (world) => {
    const made = await uploadOne(world, {});
    await world.eventually(async () => expect(await made()).toBe(3), { within: 10 * 60_000 });
    await world.elapse(60 * 60_000);
    expect(await made()).toBe(3);
  },
);

scenario(
  'repaired, the upload whose function outlasts its timeout is kept among the dead letters',
  { source: ASYNC, needs: NEEDS, concurrent: true },
  async (world) => {
    const { sqs, QueueUrl, arn } = await deadLetters(world);
    const made = await uploadOne(world, { DeadLetterConfig: { TargetArn: arn } });
    const dead = await world.eventually(
      async () => (await sqs.receiveMessage({ QueueUrl })).Messages?.[0]?.Body,
      { within: 10 * 60_000 },
    );
    expect(dead).toContain('"key":"uploads/ada/a.jpg"');
    expect(await made()).toBe(3);
  },
);
