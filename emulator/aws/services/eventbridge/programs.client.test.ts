import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { aws, awsError, boto3 } from '../../testing/programs.ts';

test('the AWS CLI makes a rule and takes it away', async () => {
  await using cloud = await createCloud();
  const events = (...args: string[]) => aws(cloud, 'events', ...args);
  const arn = 'arn:aws:events:us-east-1:000000000000:rule/often';
  const often = ['--schedule-expression', 'rate(5 minutes)'];
  expect(await events('put-rule', '--name', 'often', ...often)).toEqual({ RuleArn: arn });
  const target = 'Id=q,Arn=arn:aws:sqs:us-east-1:000000000000:q';
  expect(await events('put-targets', '--rule', 'often', '--targets', target)).toMatchObject({
    FailedEntryCount: 0,
  });
  expect(await awsError(cloud, 'events', 'delete-rule', '--name', 'often')).toBe(
    "An error occurred (ValidationException) when calling the DeleteRule operation: Rule can't be deleted since it has targets.",
  );
  await events('remove-targets', '--rule', 'often', '--ids', 'q');
  await events('delete-rule', '--name', 'often');
  expect(await events('list-rules')).toEqual({ Rules: [] });
});

test('boto3 puts events that a pattern picks and a transformer rewrites', async () => {
  await using cloud = await createCloud();
  const shown = await boto3(
    cloud,
    `
events, sqs = client('events'), client('sqs')
arn = 'arn:aws:sqs:us-east-1:000000000000:q'
policy = {'Statement': {'Effect': 'Allow', 'Principal': {'Service': 'events.amazonaws.com'}, 'Action': 'sqs:SendMessage', 'Resource': arn}}
url = sqs.create_queue(QueueName='q', Attributes={'Policy': json.dumps(policy)})['QueueUrl']
events.put_rule(Name='cats', EventPattern=json.dumps({'source': ['app'], 'detail': {'kind': [{'prefix': 'ca'}]}}))
events.put_targets(Rule='cats', Targets=[{'Id': 'q', 'Arn': arn, 'InputTransformer': {
  'InputPathsMap': {'kind': '$.detail.kind'}, 'InputTemplate': '"a <kind>"'}}])
put = lambda **entry: events.put_events(Entries=[{'Source': 'app', 'DetailType': 'photo', **entry}])
put(Detail=json.dumps({'kind': 'dog'}))
put(Detail=json.dumps({'kind': 'cat'}))
show(sqs.receive_message(QueueUrl=url, WaitTimeSeconds=5)['Messages'][0]['Body'])
show({k: v for k, v in put()['Entries'][0].items()})
show(put(Detail='{')['Entries'][0]['ErrorCode'])
show(events.test_event_pattern(EventPattern='{"source":["app"]}', Event=json.dumps({
  'id': '1', 'source': 'app', 'account': '0', 'time': '2026-01-01T00:00:00Z', 'region': 'r', 'resources': [], 'detail-type': 't'}))['Result'])
`,
  );
  expect(shown).toEqual([
    '"a cat"',
    {
      ErrorCode: 'InvalidArgument',
      ErrorMessage: 'Parameter Detail is not valid. Reason: Detail is a required argument.',
    },
    'MalformedDetail',
    true,
  ]);
});
