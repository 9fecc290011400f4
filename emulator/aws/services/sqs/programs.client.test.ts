import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { aws, awsError, boto3 } from '../../testing/programs.ts';

test('the AWS CLI sends, receives and deletes', async () => {
  await using cloud = await createCloud();
  const sqs = (...args: string[]) => aws(cloud, 'sqs', ...args);
  const attributes = ['--attributes', 'VisibilityTimeout=5'];
  const created = await sqs('create-queue', '--queue-name', 'uploads', ...attributes);
  const url = ['--queue-url', String(created['QueueUrl'])];
  const kind = '{"kind": {"DataType": "String", "StringValue": "cat"}}';
  const sent = await sqs('send-message', ...url, '--message-body', 'msg', '--message-attributes', kind);
  expect(sent).toMatchObject({ MD5OfMessageBody: '6e2baaf3b97dbeef01c0043275f9a0e7' });
  const received = await sqs('receive-message', ...url, '--message-attribute-names', 'All');
  const [message] = received['Messages'] as Record<string, unknown>[];
  expect(message).toMatchObject({ Body: 'msg', MessageAttributes: { kind: { StringValue: 'cat' } } });
  await sqs('delete-message', ...url, '--receipt-handle', String(message?.['ReceiptHandle']));
  expect(await sqs('get-queue-attributes', ...url, '--attribute-names', 'All')).toMatchObject({
    Attributes: { VisibilityTimeout: '5', ApproximateNumberOfMessagesNotVisible: '0' },
  });
  expect(await awsError(cloud, 'sqs', 'get-queue-url', '--queue-name', 'none')).toBe(
    'An error occurred (AWS.SimpleQueueService.NonExistentQueue) when calling the GetQueueUrl operation: The specified queue does not exist for this wsdl version.',
  );
});

test('boto3 redrives, moves back, deduplicates and batches', async () => {
  await using cloud = await createCloud();
  const shown = await boto3(
    cloud,
    `
sqs = client('sqs')
dlq = sqs.create_queue(QueueName='dlq')['QueueUrl']
arn = sqs.get_queue_attributes(QueueUrl=dlq, AttributeNames=['QueueArn'])['Attributes']['QueueArn']
redrive = json.dumps({'deadLetterTargetArn': arn, 'maxReceiveCount': 1})
q = sqs.create_queue(QueueName='q', Attributes={'RedrivePolicy': redrive, 'VisibilityTimeout': '0'})['QueueUrl']
sent = sqs.send_message_batch(QueueUrl=q, Entries=[{'Id': str(n), 'MessageBody': f'm{n}'} for n in range(3)])
show(sorted(entry['Id'] for entry in sent['Successful']))
for _ in range(2): sqs.receive_message(QueueUrl=q, MaxNumberOfMessages=10)
show(sorted(m['Body'] for m in sqs.receive_message(QueueUrl=dlq, MaxNumberOfMessages=10, VisibilityTimeout=0)['Messages']))
f = sqs.create_queue(QueueName='f.fifo', Attributes={'FifoQueue': 'true', 'ContentBasedDeduplication': 'true'})['QueueUrl']
for body in ['a', 'a', 'b']: sqs.send_message(QueueUrl=f, MessageBody=body, MessageGroupId='g')
show([m['Body'] for m in sqs.receive_message(QueueUrl=f, MaxNumberOfMessages=10)['Messages']])
try: sqs.send_message_batch(QueueUrl=q, Entries=[{'Id': str(n), 'MessageBody': 'x'} for n in range(11)])
except sqs.exceptions.TooManyEntriesInBatchRequest as error: show(error.response['Error']['Message'])
try: sqs.send_message(QueueUrl=q, MessageBody='x' * 1048577)
except sqs.exceptions.ClientError as error: show(error.response['Error']['Code'])
sqs.purge_queue(QueueUrl=dlq)
try: sqs.purge_queue(QueueUrl=dlq)
except sqs.exceptions.PurgeQueueInProgress as error: show(error.response['ResponseMetadata']['HTTPStatusCode'])
`,
  );
  expect(shown).toEqual([
    ['0', '1', '2'],
    ['m0', 'm1', 'm2'],
    ['a', 'b'],
    'Maximum number of entries per request are 10. You have sent 11.',
    'InvalidParameterValue',
    403,
  ]);
});
