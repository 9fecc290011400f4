import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';
import { startFunction } from '../../../testing/start-function.ts';

const SOURCE = 'exports.handler = async () => 1;';
const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';

test('tags are added, shown with the function and taken off', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE, { Tags: { Service: 'images' } });
  await lambda.tagResource({ Resource: ARN, Tags: { Environment: 'prod', Service: 'photos' } });
  expect((await lambda.getFunction({ FunctionName: 'f' })).Tags).toEqual({
    Environment: 'prod',
    Service: 'photos',
  });
  await lambda.untagResource({ Resource: ARN, TagKeys: ['Service'] });
  expect((await lambda.listTags({ Resource: ARN })).Tags).toEqual({ Environment: 'prod' });
});

test('a function has at most fifty tags, and versions have none', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  const Tags = Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, 'v']));
  await expect(lambda.tagResource({ Resource: ARN, Tags })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'Number of tags exceeds resource tag limit.',
  });
  await expect(lambda.tagResource({ Resource: `${ARN}:1`, Tags: { a: 'b' } })).rejects.toMatchObject({
    message: 'Tags on function aliases and versions are not supported. Please specify a function ARN.',
  });
});

test('an event source mapping has tags of its own, from when it is made', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  const sqs = new SQS(clientConfig(cloud));
  await sqs.createQueue({ QueueName: 'photos' });
  const { EventSourceMappingArn: Resource = '' } = await lambda.createEventSourceMapping({
    FunctionName: 'f',
    EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:photos',
    Tags: { Service: 'images' },
  });
  await lambda.tagResource({ Resource, Tags: { Environment: 'prod' } });
  expect((await lambda.listTags({ Resource })).Tags).toEqual({ Environment: 'prod', Service: 'images' });
  await lambda.untagResource({ Resource, TagKeys: ['Service'] });
  expect((await lambda.listTags({ Resource })).Tags).toEqual({ Environment: 'prod' });
  await expect(
    lambda.listTags({ Resource: Resource.replace('us-east-1', 'eu-west-1') }),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
