import { createCloud } from '#aws';
import { imageApi, type Blueprint } from '#pipeline';
import { expect, test } from 'vitest';
import { prepareGround } from './ground.ts';
import { intake } from './intake.ts';
import { joinLoadTarget } from './load-target.ts';

/** What the image API keeps its images in, without the functions that take long to pack. */
const imageStore: Blueprint = {
  ...imageApi,
  resources: (context) => ({ ...imageApi.resources(context), functions: [], restApis: [] }),
};

/** Does something to a cloud that stays, as a run does, and lets the run end. */
async function during(
  blueprint: Blueprint,
  work: (target: Awaited<ReturnType<typeof joinLoadTarget>>) => Promise<void>,
) {
  const cloud = await createCloud({ port: 0, clock: 'real' });
  const target = await joinLoadTarget(cloud.endpoint);
  {
    await using _ = await prepareGround(target, blueprint, () => undefined);
    await work(target);
  }
  return {
    clients: target.clients,
    async [Symbol.asyncDispose]() {
      await target[Symbol.asyncDispose]();
      await cloud.close(0);
    },
  };
}

test('uploads, their events and uploads in parts are gone after a run, what others keep is not', async () => {
  const Bucket = 'load-intake';
  await using after = await during(intake, async ({ clients }) => {
    const s3 = await clients.s3();
    for (const Key of ['uploads/load/1.jpg', 'uploads/load/2.jpg', 'uploads/ana/1.jpg']) {
      await s3.putObject({ Bucket, Key, Body: 'photo' });
    }
    await s3.createMultipartUpload({ Bucket, Key: 'originals/load/1.jpg' });
  });
  const s3 = await after.clients.s3();
  const { Contents = [] } = await s3.listObjectsV2({ Bucket });
  expect(Contents.map(({ Key }) => Key)).toEqual(['uploads/ana/1.jpg']);
  expect(await s3.listMultipartUploads({ Bucket })).not.toHaveProperty('Uploads');
  const sqs = await after.clients.sqs();
  const { QueueUrl } = await sqs.getQueueUrl({ QueueName: 'load-intake-events' });
  const { Attributes } = await sqs.getQueueAttributes({
    QueueUrl,
    AttributeNames: ['ApproximateNumberOfMessages'],
  });
  expect(Attributes).toEqual({ ApproximateNumberOfMessages: '0' });
});

test("items of the run's users are gone with their images", async () => {
  await using after = await during(imageStore, async ({ clients }) => {
    const [s3, dynamodb] = [await clients.s3(), await clients.dynamodb()];
    for (const user of ['load-1', 'loader']) {
      await s3.putObject({ Bucket: 'image-storage-bucket', Key: `images/${user}/1.jpg`, Body: 'photo' });
      await dynamodb.putItem({
        TableName: 'ImageMetadata',
        Item: { image_id: { S: `of ${user}` }, user_id: { S: user }, created_at: { S: '2026-11-29' } },
      });
    }
  });
  const [s3, dynamodb] = [await after.clients.s3(), await after.clients.dynamodb()];
  const { Contents = [] } = await s3.listObjectsV2({ Bucket: 'image-storage-bucket' });
  expect(Contents.map(({ Key }) => Key)).toEqual(['images/loader/1.jpg']);
  const { Items = [] } = await dynamodb.scan({ TableName: 'ImageMetadata' });
  expect(Items.map(({ user_id }) => user_id?.S)).toEqual(['loader']);
});
