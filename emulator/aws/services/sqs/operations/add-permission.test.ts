import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

const OTHER = '111122223333';

test('a permission is a statement of the queue’s policy and lets another account in', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const stranger = new SQS({
    ...clientConfig(cloud),
    credentials: { accessKeyId: OTHER, secretAccessKey: 'test' },
  });
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  const send = () => stranger.sendMessage({ QueueUrl, MessageBody: 'a' });
  await expect(send()).rejects.toMatchObject({ name: 'AccessDenied' });
  await sqs.addPermission({ QueueUrl, Label: 'guest', AWSAccountIds: [OTHER], Actions: ['SendMessage'] });
  const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['Policy'] });
  expect(JSON.parse(Attributes!.Policy!)).toEqual({
    Version: '2008-10-17',
    Id: 'arn:aws:sqs:us-east-1:000000000000:q/SQSDefaultPolicy',
    Statement: [
      {
        Sid: 'guest',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${OTHER}:root` },
        Action: 'SQS:SendMessage',
        Resource: 'arn:aws:sqs:us-east-1:000000000000:q',
      },
    ],
  });
  await send();
  await sqs.removePermission({ QueueUrl, Label: 'guest' });
  await expect(send()).rejects.toMatchObject({ name: 'AccessDenied' });
  expect((await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['Policy'] })).Attributes).toEqual({});
});

test('a label is used once and has to exist to be removed', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  const permission = { QueueUrl, Label: 'guest', AWSAccountIds: [OTHER], Actions: ['*'] };
  await sqs.addPermission(permission);
  await expect(sqs.addPermission(permission)).rejects.toMatchObject({
    Code: 'InvalidParameterValue',
    message: 'Value guest for parameter Label is invalid. Reason: Already exists.',
  });
  await expect(sqs.removePermission({ QueueUrl, Label: 'nobody' })).rejects.toMatchObject({
    Code: 'InvalidParameterValue',
    message: "Value nobody for parameter Label is invalid. Reason: can't find label.",
  });
});
