import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { clientConfig } from '../../testing/client-config.ts';

/** A client as SDKs were before 2023. */
const queryClient = (cloud: { endpoint: string; region: string }) =>
  new SQS({ ...clientConfig(cloud), protocol: AwsQueryProtocol });

/** Sends the form, signed, to a path of the cloud; returns the answer's status and text. */
async function post(cloud: { endpoint: string; region: string }, path: string, form: string) {
  const sqs = queryClient(cloud);
  let answer: { status: number; text: string } | undefined;
  sqs.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { path: string; body: string; headers: Record<string, string> };
      request.path = path;
      request.body = form;
      request.headers['content-length'] = String(Buffer.byteLength(form));
      return next(args);
    },
    { step: 'build', priority: 'low' },
  );
  sqs.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { statusCode: status, body } = result.response as {
        statusCode: number;
        body: AsyncIterable<Uint8Array>;
      };
      const chunks: Uint8Array[] = [];
      for await (const chunk of body) chunks.push(chunk);
      answer = { status, text: Buffer.concat(chunks).toString() };
      return { ...result, output: { $metadata: {} }, response: { ...(result.response as object), body: '' } };
    },
    { step: 'deserialize', priority: 'low' },
  );
  await sqs.listQueues({}).catch(() => undefined);
  return answer!;
}

test('a client of the query protocol sends, receives and deletes', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = queryClient(cloud);
  const Attributes = { VisibilityTimeout: '5' };
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q', Attributes, tags: { team: 'a' } });
  const Foo = { DataType: 'String', StringValue: 'Bar' };
  const sent = await sqs.sendMessage({ QueueUrl, MessageBody: 'msg <&>', MessageAttributes: { Foo } });
  expect(sent.MD5OfMessageAttributes).toBe('ae7155c6026991b6d54b11589678bf9c');
  const { Messages } = await sqs.receiveMessage({
    QueueUrl,
    MessageAttributeNames: ['All'],
    AttributeNames: ['All'],
  });
  expect(Messages).toMatchObject([
    { Body: 'msg <&>', MessageAttributes: { Foo }, Attributes: { ApproximateReceiveCount: '1' } },
  ]);
  const Entries = [{ Id: '1', ReceiptHandle: Messages![0]!.ReceiptHandle }];
  expect((await sqs.deleteMessageBatch({ QueueUrl, Entries })).Successful).toEqual([{ Id: '1' }]);
  expect((await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['All'] })).Attributes).toMatchObject({
    VisibilityTimeout: '5',
    ApproximateNumberOfMessages: '0',
  });
  expect((await sqs.listQueueTags({ QueueUrl })).Tags).toEqual({ team: 'a' });
});

test('a queue’s own address takes requests that name no queue', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await queryClient(cloud).createQueue({ QueueName: 'q' });
  const form = 'Action=SendMessage&Version=2012-11-05&MessageBody=msg';
  const { status, text } = await post(cloud, '/000000000000/q', form);
  expect(status).toBe(200);
  expect(text).toContain('<MD5OfMessageBody>6e2baaf3b97dbeef01c0043275f9a0e7</MD5OfMessageBody>');
});

test('a missing queue is worded longer than in JSON', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const form = 'Action=ReceiveMessage&Version=2012-11-05';
  const { status, text } = await post(cloud, '/000000000000/no', form);
  expect(status).toBe(400);
  expect(text).toContain('<Code>AWS.SimpleQueueService.NonExistentQueue</Code>');
  expect(text).toContain(
    '<Message>The specified queue does not exist for this wsdl version.</Message><Detail/></Error>',
  );
});

test('an error without a shape has its old name', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await queryClient(cloud).createQueue({ QueueName: 'q' });
  const form = 'Action=SendMessage&Version=2012-11-05';
  const { text } = await post(cloud, '/000000000000/q', form);
  expect(text).toContain('<Code>MissingParameter</Code>');
  expect(text).toContain('<Message>The request must contain the parameter MessageBody.</Message>');
});
