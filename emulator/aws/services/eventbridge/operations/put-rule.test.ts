import { EventBridge } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

let cloud: Cloud;
let events: EventBridge;
beforeAll(async () => {
  cloud = await createCloud({ clock: 'manual' });
  events = new EventBridge(clientConfig(cloud));
});
afterAll(() => cloud.close(0));

const EventPattern = '{"source":["app"]}';
const queue = 'arn:aws:sqs:us-east-1:000000000000:q';

test('a rule is described as it was put, and keeps its tags when it is put again', async () => {
  const rule = { Name: 'described', EventPattern, Description: 'd', State: 'DISABLED' } as const;
  const { RuleArn } = await events.putRule({ ...rule, Tags: [{ Key: 'a', Value: '1' }] });
  expect(RuleArn).toBe('arn:aws:events:us-east-1:000000000000:rule/described');
  await events.putRule({ ...rule, Tags: [{ Key: 'b', Value: '2' }] });
  const { $metadata: _metadata, ...described } = await events.describeRule({ Name: 'described' });
  expect(described).toEqual({ ...rule, Arn: RuleArn, EventBusName: 'default', CreatedBy: '000000000000' });
  expect((await events.listTagsForResource({ ResourceARN: RuleArn })).Tags).toEqual([
    { Key: 'a', Value: '1' },
  ]);
});

test.each([
  [
    { Name: 'x y', EventPattern },
    /at 'name' failed to satisfy constraint: Member must satisfy regular expression/,
  ],
  [{ Name: 'x' }, /^Parameter\(s\) EventPattern or ScheduleExpression must be specified\.$/],
  [{ Name: 'x', ScheduleExpression: 'rate(1 minutes)' }, /^Parameter ScheduleExpression is not valid\.$/],
])('%j is refused', async (input, message) => {
  await expect(events.putRule(input)).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringMatching(message) as string,
  });
});

test('a schedule belongs on the default bus', async () => {
  await events.createEventBus({ Name: 'own' });
  await expect(
    events.putRule({ Name: 'x', EventBusName: 'own', ScheduleExpression: 'rate(5 minutes)' }),
  ).rejects.toThrow('ScheduleExpression is supported only on the default event bus.');
});

test('what is not there is named', async () => {
  await expect(events.describeRule({ Name: 'none' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Rule none does not exist on EventBus default.',
  });
  await expect(events.describeEventBus({ Name: 'none' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Event bus none does not exist.',
  });
});

test('a rule with targets cannot be deleted, and has five of them at most', async () => {
  await events.putRule({ Name: 'full', EventPattern });
  const target = (n: number) => ({ Id: `t${n}`, Arn: queue });
  await events.putTargets({ Rule: 'full', Targets: [1, 2, 3, 4, 5].map(target) });
  await expect(events.putTargets({ Rule: 'full', Targets: [target(6)] })).rejects.toMatchObject({
    name: 'LimitExceededException',
  });
  await expect(events.deleteRule({ Name: 'full' })).rejects.toThrow(
    "Rule can't be deleted since it has targets.",
  );
  expect((await events.listRuleNamesByTarget({ TargetArn: queue })).RuleNames).toEqual(['full']);
  const { FailedEntries } = await events.removeTargets({
    Rule: 'full',
    Ids: ['t1', 't2', 't3', 't4', 't5', 't6'],
  });
  expect(FailedEntries).toMatchObject([{ TargetId: 't6', ErrorCode: 'ResourceNotFoundException' }]);
  await events.deleteRule({ Name: 'full' });
  await events.deleteRule({ Name: 'full' });
});

test('rules come in pages, by prefix', async () => {
  for (const n of [1, 2, 3]) await events.putRule({ Name: `page-${n}`, EventPattern });
  const first = await events.listRules({ NamePrefix: 'page-', Limit: 2 });
  const second = await events.listRules({ NamePrefix: 'page-', NextToken: first.NextToken });
  expect([...first.Rules!, ...second.Rules!].map(({ Name }) => Name)).toEqual(['page-1', 'page-2', 'page-3']);
  expect(second.NextToken).toBeUndefined();
});

test('what AWS has and is not here is refused by its name', async () => {
  await expect(
    events.createArchive({
      ArchiveName: 'a',
      EventSourceArn: 'arn:aws:events:us-east-1:000000000000:event-bus/default',
    }),
  ).rejects.toMatchObject({ name: 'NotImplemented', $metadata: { httpStatusCode: 501 } });
  await events.putRule({ Name: 'foreign', EventPattern });
  const Arn = 'arn:aws:kinesis:us-east-1:000000000000:stream/s';
  await expect(events.putTargets({ Rule: 'foreign', Targets: [{ Id: 'k', Arn }] })).rejects.toThrow(
    /targets of kinesis/,
  );
});

test('another account may put events once the bus lets it', async () => {
  const other = new EventBridge({
    ...clientConfig(cloud),
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'test' },
  });
  const EventBusName = 'arn:aws:events:us-east-1:000000000000:event-bus/default';
  const Entries = [{ EventBusName, Source: 'app', DetailType: 'd', Detail: '{}' }];
  await expect(other.putEvents({ Entries })).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await events.putPermission({ StatementId: 's', Action: 'events:PutEvents', Principal: '111122223333' });
  expect(await other.putEvents({ Entries })).toMatchObject({ FailedEntryCount: 0 });
  await events.removePermission({ StatementId: 's' });
  await expect(other.putEvents({ Entries })).rejects.toMatchObject({ name: 'AccessDeniedException' });
});
