import { SNS } from '@aws-sdk/client-sns';
import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';
import { TestStack } from '../testing/stack.ts';

const FAN_OUT = `
Resources:
  Uploads:
    Type: AWS::SNS::Topic
    Properties: { DisplayName: Uploads, Tags: [{ Key: team, Value: images }] }
  Dead: { Type: AWS::SQS::Queue }
  Work:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: work
      VisibilityTimeout: 0
      RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3 }
      Tags: [{ Key: team, Value: images }]
  Ordered: { Type: AWS::SQS::Queue, Properties: { FifoQueue: true } }
  WorkPolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Work]
      PolicyDocument:
        Statement:
          Effect: Allow
          Principal: { Service: sns.amazonaws.com }
          Action: sqs:SendMessage
          Resource: !GetAtt Work.Arn
          Condition: { ArnEquals: { aws:SourceArn: !Ref Uploads } }
  Subscription:
    Type: AWS::SNS::Subscription
    Properties:
      TopicArn: !Ref Uploads
      Protocol: sqs
      Endpoint: !GetAtt Work.Arn
      RawMessageDelivery: true
      FilterPolicy: { kind: [photo] }
Outputs:
  Topic: { Value: !Ref Uploads }
  Queue: { Value: !Ref Work }
  Fifo: { Value: !GetAtt Ordered.QueueName }
`;

test('a topic reaches its queue through filter and policy; everything goes with the stack', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const sns = new SNS(clientConfig(cloud));
  const stack = new TestStack(cloud);
  await stack.create(FAN_OUT);
  expect(await stack.failures()).toEqual([]);
  const { Topic: TopicArn, Queue: QueueUrl, Fifo } = await stack.outputs();
  expect(Fifo).toMatch(/^test-stack-Ordered-[A-Z0-9]{12}\.fifo$/);
  const attribute = (kind: string) => ({ kind: { DataType: 'String', StringValue: kind } });
  await sns.publish({ TopicArn, Message: 'cat.jpg', MessageAttributes: attribute('photo') });
  await sns.publish({ TopicArn, Message: 'cat.pdf', MessageAttributes: attribute('paper') });
  await cloud.clock.settle();
  const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
  expect(Messages.map(({ Body }) => Body)).toEqual(['cat.jpg']);
  expect((await sqs.listQueueTags({ QueueUrl })).Tags).toMatchObject({ team: 'images' });

  expect((await stack.delete()).StackStatus).toBe('DELETE_COMPLETE');
  expect((await sqs.listQueues({})).QueueUrls ?? []).toEqual([]);
  expect((await sns.listTopics({})).Topics).toEqual([]);
  expect((await sns.listSubscriptions({})).Subscriptions).toEqual([]);
});
