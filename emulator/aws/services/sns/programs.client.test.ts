import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { aws, awsError, boto3 } from '../../testing/programs.ts';

test('the AWS CLI makes a topic, lists it and is told of one that is not there', async () => {
  await using cloud = await createCloud();
  const sns = (...args: string[]) => aws(cloud, 'sns', ...args);
  const { TopicArn } = await sns('create-topic', '--name', 'photos');
  expect(TopicArn).toBe('arn:aws:sns:us-east-1:000000000000:photos');
  const arn = ['--topic-arn', String(TopicArn)];
  expect(await sns('publish', ...arn, '--message', 'x')).toEqual({ MessageId: expect.any(String) });
  expect(await sns('list-topics')).toEqual({ Topics: [{ TopicArn }] });
  expect(
    await awsError(cloud, 'sns', 'publish', '--message', 'x', '--topic-arn', `${String(TopicArn)}2`),
  ).toBe('An error occurred (NotFound) when calling the Publish operation: Topic does not exist');
});

test('boto3 fans out to queues, filtered, raw and in an envelope', async () => {
  await using cloud = await createCloud();
  const shown = await boto3(
    cloud,
    `
sns, sqs = client('sns'), client('sqs')
topic = sns.create_topic(Name='photos')['TopicArn']
def queue(name, **attributes):
  url = sqs.create_queue(QueueName=name)['QueueUrl']
  arn = f'arn:aws:sqs:us-east-1:000000000000:{name}'
  policy = {'Statement': {'Effect': 'Allow', 'Principal': {'Service': 'sns.amazonaws.com'}, 'Action': 'sqs:SendMessage', 'Resource': arn}}
  sqs.set_queue_attributes(QueueUrl=url, Attributes={'Policy': json.dumps(policy)})
  sns.subscribe(TopicArn=topic, Protocol='sqs', Endpoint=arn, Attributes=attributes)
  return url
cats = queue('cats', RawMessageDelivery='true', FilterPolicy=json.dumps({'kind': ['cat']}))
everything = queue('all')
for kind in ['cat', 'dog']:
  sns.publish(TopicArn=topic, Message=kind + '!', MessageAttributes={'kind': {'DataType': 'String', 'StringValue': kind}})
show(sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=[{'Id': 'one', 'Message': 'plain'}])['Successful'][0]['Id'])
def bodies(url, count):
  seen = []
  while len(seen) < count:
    seen += sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=5)['Messages']
  return sorted(m['Body'] for m in seen)
show(bodies(cats, 1))
show(sorted(json.loads(body)['Message'] for body in bodies(everything, 3)))
try: sns.subscribe(TopicArn=topic, Protocol='sqs', Endpoint=cats)
except sns.exceptions.InvalidParameterException as error: show(error.response['Error']['Message'])
`,
  );
  expect(shown).toEqual(['one', ['cat!'], ['cat!', 'dog!', 'plain'], 'Invalid parameter: SQS endpoint ARN']);
});
