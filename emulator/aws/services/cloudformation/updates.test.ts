import { S3 } from '@aws-sdk/client-s3';
import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { hours } from '../../kernel/instant.ts';
import { clientConfig } from '../../testing/client-config.ts';
import { TestStack } from './testing/stack.ts';

const BEFORE = `
Parameters:
  Wait: { Type: Number, Default: 30 }
Resources:
  Kept: { Type: AWS::SQS::Queue, Properties: { VisibilityTimeout: !Ref Wait } }
  Swapped: { Type: AWS::SQS::Queue, Properties: { QueueName: swapped-1 } }
  Dropped: { Type: AWS::SQS::Queue, Properties: { QueueName: dropped } }
  Left: { Type: AWS::SQS::Queue, DeletionPolicy: Retain, Properties: { QueueName: left } }
  Policy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Swapped]
      PolicyDocument:
        Statement: { Effect: Allow, Principal: '*', Action: sqs:SendMessage, Resource: !GetAtt Swapped.Arn }
Outputs:
  Swapped: { Value: !Ref Swapped }
`;

const AFTER = BEFORE.replace('swapped-1', 'swapped-2').replace(
  / {2}Dropped.*\n {2}Left.*\n/,
  '  Added: { Type: AWS::SQS::Queue, Properties: { QueueName: added } }\n',
);

const names = async (sqs: SQS) =>
  ((await sqs.listQueues({})).QueueUrls ?? []).map((url) => url.slice(url.lastIndexOf('/') + 1)).toSorted();

test('an update changes in place, replaces, adds and removes, and leaves what is to be retained', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const stack = new TestStack(cloud);
  await stack.create(BEFORE);
  const { Kept: QueueUrl } = await stack.resources();
  const updated = await stack.update(AFTER, { Wait: '60' });
  expect(await stack.failures()).toEqual([]);
  expect(updated.StackStatus).toBe('UPDATE_COMPLETE');
  expect(await names(sqs)).toEqual([
    'added',
    'left',
    'swapped-2',
    expect.stringMatching(/^test-stack-Kept-/),
  ]);
  expect((await stack.resources())['Kept']).toBe(QueueUrl);
  expect((await stack.outputs())['Swapped']).toMatch(/swapped-2$/);
  const request = { QueueUrl, AttributeNames: ['VisibilityTimeout' as const] };
  expect((await sqs.getQueueAttributes(request)).Attributes).toEqual({ VisibilityTimeout: '60' });
  const policy = { QueueUrl: (await stack.outputs())['Swapped'], AttributeNames: ['Policy' as const] };
  expect((await sqs.getQueueAttributes(policy)).Attributes?.['Policy']).toContain('swapped-2');
  const { StackEvents: events = [] } = await stack.api.describeStackEvents({ StackName: stack.name });
  const told = events.map((one) => `${one.LogicalResourceId} ${one.ResourceStatus}`).toReversed();
  expect(told).toContain('Left DELETE_SKIPPED');
  expect(told.slice(-9)).toEqual([
    'Policy UPDATE_IN_PROGRESS',
    'Policy UPDATE_COMPLETE',
    'test-stack UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
    'Left DELETE_SKIPPED',
    'Dropped DELETE_IN_PROGRESS',
    'Dropped DELETE_COMPLETE',
    'Swapped DELETE_IN_PROGRESS',
    'Swapped DELETE_COMPLETE',
    'test-stack UPDATE_COMPLETE',
  ]);
  await stack.delete();
  expect(await names(sqs)).toEqual(['left']);
});

test('an update that fails takes back all it did', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const stack = new TestStack(cloud);
  await stack.create(BEFORE);
  const before = await stack.resources();
  const queues = await names(sqs);
  const broken = AFTER.replace(
    'Outputs:',
    '  Bad: { Type: AWS::SQS::Queue, DependsOn: Policy, Properties: { DelaySeconds: 100000 } }\nOutputs:',
  );
  const updated = await stack.update(broken, { Wait: '60' });
  expect(updated).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(await stack.failures()).toEqual([expect.stringMatching(/^Bad CREATE_FAILED: .*DelaySeconds/)]);
  expect(await names(sqs)).toEqual(queues);
  const { Bad: _, Added: __, ...after } = await stack.resources();
  expect(after).toEqual(before);
  const request = { QueueUrl: before['Kept'], AttributeNames: ['VisibilityTimeout' as const] };
  expect((await sqs.getQueueAttributes(request)).Attributes).toEqual({ VisibilityTimeout: '30' });
  // What stands can be updated again.
  expect((await stack.update(AFTER, { Wait: '60' })).StackStatus).toBe('UPDATE_COMPLETE');
});

test('an update that changes nothing is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const stack = new TestStack(cloud);
  await stack.create(BEFORE);
  await expect(stack.update(BEFORE)).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'No updates are to be performed.',
  });
  await expect(
    stack.update(BEFORE.replace('Type: AWS::SQS::Queue,', 'Type: AWS::SNS::Topic,')),
  ).rejects.toThrow(
    'Update of resource type is not permitted. The new template modifies resource type of the following resources: [Kept]',
  );
});

test('a resource that its template names is not replaced under that name', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const stack = new TestStack(cloud);
  const body = (more: string) =>
    `Resources: { Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: custom-name${more} } } }`;
  await stack.create(body(''));
  expect((await stack.update(body(', ObjectLockEnabled: true'))).StackStatus).toBe(
    'UPDATE_ROLLBACK_COMPLETE',
  );
  expect(await stack.failures()).toEqual([
    'Bucket UPDATE_FAILED: CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename custom-name and update the stack again.',
  ]);
  const s3 = new S3({ ...clientConfig(cloud), forcePathStyle: true });
  expect((await s3.listBuckets({})).Buckets?.map(({ Name }) => Name)).toEqual(['custom-name']);
});

test('a change set tells what it would do, does it once, and is a failure when it would do nothing', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const stack = new TestStack(cloud);
  const { api, name: StackName } = stack;
  const create = {
    StackName,
    ChangeSetName: 'first',
    ChangeSetType: 'CREATE' as const,
    IncludeNestedStacks: true,
    TemplateBody: BEFORE,
  };
  const { Id } = await api.createChangeSet(create);
  const { Stacks: [reviewed] = [] } = await api.describeStacks({ StackName });
  expect(reviewed?.StackStatus).toBe('REVIEW_IN_PROGRESS');
  expect(await api.describeChangeSet({ ChangeSetName: Id })).toMatchObject({
    Status: 'CREATE_COMPLETE',
    ExecutionStatus: 'AVAILABLE',
    Changes: expect.arrayContaining([
      expect.objectContaining({
        ResourceChange: expect.objectContaining({ Action: 'Add', LogicalResourceId: 'Kept' }) as unknown,
      }),
    ]) as unknown,
  });
  await api.executeChangeSet({ StackName, ChangeSetName: 'first' });
  await cloud.clock.advance(hours(1));
  expect((await api.describeStacks({ StackName })).Stacks?.[0]?.StackStatus).toBe('CREATE_COMPLETE');
  await expect(api.executeChangeSet({ StackName, ChangeSetName: 'first' })).rejects.toMatchObject({
    name: 'InvalidChangeSetStatusException',
  });

  await api.createChangeSet({ StackName, ChangeSetName: 'second', TemplateBody: AFTER });
  const { Changes: changes = [] } = await api.describeChangeSet({ StackName, ChangeSetName: 'second' });
  expect(
    changes.map(({ ResourceChange: one }) => [one?.Action, one?.LogicalResourceId, one?.Replacement]),
  ).toEqual([
    ['Modify', 'Swapped', 'True'],
    ['Add', 'Added', undefined],
    ['Modify', 'Policy', 'False'],
    ['Remove', 'Dropped', undefined],
    ['Remove', 'Left', undefined],
  ]);
  await api.executeChangeSet({ StackName, ChangeSetName: 'second' });
  await cloud.clock.advance(hours(1));
  await api.createChangeSet({ StackName, ChangeSetName: 'third', TemplateBody: AFTER });
  expect(await api.describeChangeSet({ StackName, ChangeSetName: 'third' })).toMatchObject({
    Status: 'FAILED',
    ExecutionStatus: 'UNAVAILABLE',
    StatusReason: expect.stringContaining("didn't contain changes") as string,
  });
});

const EXPORTING = (queue: string) => `
Resources: { Shared: { Type: AWS::SQS::Queue, Properties: { QueueName: ${queue} } } }
Outputs: { Arn: { Value: !GetAtt Shared.Arn, Export: { Name: !Sub '\${AWS::StackName}-arn' } } }
`;

const IMPORTING = `
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties: { Subscription: [{ Protocol: sqs, Endpoint: !ImportValue exporter-arn }] }
`;

test('an export is there for other stacks and stays while they use it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const [exporter, importer] = [new TestStack(cloud, 'exporter'), new TestStack(cloud, 'importer')];
  expect((await importer.create(IMPORTING)).StackStatus).toBe('ROLLBACK_COMPLETE');
  expect(await importer.failures()).toEqual(['Topic CREATE_FAILED: No export named exporter-arn found.']);
  await importer.delete();

  await exporter.create(EXPORTING('one'));
  expect((await importer.create(IMPORTING)).StackStatus).toBe('CREATE_COMPLETE');
  const { api } = exporter;
  expect((await api.listExports({})).Exports).toMatchObject([{ Name: 'exporter-arn' }]);
  expect((await api.listImports({ ExportName: 'exporter-arn' })).Imports).toEqual(['importer']);

  const inUse = 'Export exporter-arn cannot be updated as it is in use by importer';
  expect(await exporter.update(EXPORTING('two'))).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
  const { StackEvents: events = [] } = await api.describeStackEvents({ StackName: 'exporter' });
  expect(events.map((one) => one.ResourceStatusReason)).toContain(inUse);
  expect(await exporter.delete()).toMatchObject({
    StackStatus: 'UPDATE_ROLLBACK_COMPLETE',
    StackStatusReason: 'Export exporter-arn cannot be deleted as it is in use by importer',
  });
  await importer.delete();
  expect((await exporter.delete()).StackStatus).toBe('DELETE_COMPLETE');
});
