/** The developer guide's forum: its tables Forum, Thread and Reply, their data, and the requests it explains on them. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { clientConfig } from '../../testing/client-config.ts';
import { startDynamo, tableInput } from './testing/tables.ts';

const throughput = { ReadCapacityUnits: 10, WriteCapacityUnits: 5 };
const PROVISIONED = { BillingMode: 'PROVISIONED', ProvisionedThroughput: throughput } as const;
const key = (hash: string, range: string) =>
  [
    { AttributeName: hash, KeyType: 'HASH' },
    { AttributeName: range, KeyType: 'RANGE' },
  ] as const;
const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' }) as const;

const REPLIES = [
  ['DynamoDB Thread 1', '2015-09-15T19:58:22.947Z', 'DynamoDB Thread 1 Reply 1 text', 'User A'],
  ['DynamoDB Thread 1', '2015-09-22T19:58:22.947Z', 'DynamoDB Thread 1 Reply 2 text', 'User B'],
  ['DynamoDB Thread 2', '2015-09-29T19:58:22.947Z', 'DynamoDB Thread 2 Reply 1 text', 'User A'],
  ['DynamoDB Thread 2', '2015-10-05T19:58:22.947Z', 'DynamoDB Thread 2 Reply 2 text', 'User A'],
] as const;
const idOf = (thread: string): string => `Amazon DynamoDB#${thread}`;

/** The tables with what the guide loads into them. */
async function startForum() {
  const { cloud, dynamo, ...rest } = await startDynamo();
  await dynamo.createTable(tableInput('Forum', 'Name', PROVISIONED));
  await dynamo.createTable(
    tableInput('Thread', 'ForumName Subject', {
      ...PROVISIONED,
      AttributeDefinitions: [text('LastPostDateTime')],
      LocalSecondaryIndexes: [
        {
          IndexName: 'LastPostIndex',
          KeySchema: [...key('ForumName', 'LastPostDateTime')],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
  await dynamo.createTable(
    tableInput('Reply', 'Id ReplyDateTime', {
      ...PROVISIONED,
      AttributeDefinitions: [text('PostedBy'), text('Message')],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'PostedBy-Message-Index',
          KeySchema: [...key('PostedBy', 'Message')],
          Projection: { ProjectionType: 'KEYS_ONLY' },
          ProvisionedThroughput: throughput,
        },
      ],
    }),
  );
  const client = new DynamoDBClient(clientConfig(cloud));
  const documents = DynamoDBDocument.from(client);
  const puts = (items: readonly object[]) => items.map((Item) => ({ PutRequest: { Item } }));
  const thread = (Subject: string, LastPostDateTime: string, Replies: number) => ({
    ForumName: 'Amazon DynamoDB',
    Subject,
    LastPostDateTime,
    Replies,
    Views: 0,
    Tags: new Set(['index', 'primarykey', 'table']),
  });
  await documents.batchWrite({
    RequestItems: {
      Forum: puts([
        { Name: 'Amazon DynamoDB', Category: 'Amazon Web Services', Threads: 2, Messages: 4, Views: 1_000 },
        { Name: 'Amazon S3', Category: 'Amazon Web Services' },
      ]),
      Thread: puts([
        thread('DynamoDB Thread 1', '2015-09-22T19:58:22.514Z', 2),
        thread('DynamoDB Thread 2', '2015-09-15T19:58:22.514Z', 0),
      ]),
      Reply: puts(
        REPLIES.map(([of, ReplyDateTime, Message, PostedBy]) => ({
          Id: idOf(of),
          ReplyDateTime,
          Message,
          PostedBy,
        })),
      ),
    },
  });
  return {
    documents,
    async [Symbol.asyncDispose]() {
      client.destroy();
      await rest[Symbol.asyncDispose]();
    },
  };
}

test('the replies to a thread within a time, of one person, and only some of what they hold', async () => {
  await using forum = await startForum();
  const answer = await forum.documents.query({
    TableName: 'Reply',
    KeyConditionExpression: 'Id = :id and ReplyDateTime between :start and :end',
    FilterExpression: 'PostedBy = :person',
    ProjectionExpression: 'Message, PostedBy',
    ExpressionAttributeValues: {
      ':id': idOf('DynamoDB Thread 1'),
      ':start': '2015-09-01T00:00:00.000Z',
      ':end': '2015-09-30T00:00:00.000Z',
      ':person': 'User A',
    },
    ReturnConsumedCapacity: 'TOTAL',
  });
  expect(answer).toMatchObject({
    Items: [{ Message: 'DynamoDB Thread 1 Reply 1 text', PostedBy: 'User A' }],
    Count: 1,
    ScannedCount: 2,
    ConsumedCapacity: { TableName: 'Reply', CapacityUnits: 0.5 },
  });
  expect(Object.keys(answer.Items?.[0] ?? {})).toHaveLength(2);
});

test('a person’s messages by the global index, which holds keys only', async () => {
  await using forum = await startForum();
  const { Items } = await forum.documents.query({
    TableName: 'Reply',
    IndexName: 'PostedBy-Message-Index',
    KeyConditionExpression: 'PostedBy = :person and begins_with(Message, :start)',
    ExpressionAttributeValues: { ':person': 'User A', ':start': 'DynamoDB Thread 2' },
    ScanIndexForward: false,
  });
  expect(Items?.map(({ Message }) => String(Message))).toEqual([
    'DynamoDB Thread 2 Reply 2 text',
    'DynamoDB Thread 2 Reply 1 text',
  ]);
  expect(Object.keys(Items?.[0] ?? {}).toSorted()).toEqual(['Id', 'Message', 'PostedBy', 'ReplyDateTime']);
});

test('the threads of a forum by their last post, with what the local index has to fetch', async () => {
  await using forum = await startForum();
  const { Items } = await forum.documents.query({
    TableName: 'Thread',
    IndexName: 'LastPostIndex',
    KeyConditionExpression: 'ForumName = :forum',
    ProjectionExpression: 'Subject, Replies, Tags',
    ExpressionAttributeValues: { ':forum': 'Amazon DynamoDB' },
    ConsistentRead: true,
  });
  const Tags = new Set(['index', 'primarykey', 'table']);
  expect(Items).toEqual([
    { Subject: 'DynamoDB Thread 2', Replies: 0, Tags },
    { Subject: 'DynamoDB Thread 1', Replies: 2, Tags },
  ]);
});

test('a view is counted and a reply posted only while the thread is as it was', async () => {
  await using forum = await startForum();
  const Key = { ForumName: 'Amazon DynamoDB', Subject: 'DynamoDB Thread 1' };
  const counted = await forum.documents.update({
    TableName: 'Thread',
    Key,
    UpdateExpression: 'set Replies = Replies + :one, LastPostedBy = :person',
    ConditionExpression: 'Replies = :known',
    ExpressionAttributeValues: { ':one': 1, ':known': 2, ':person': 'User A' },
    ReturnValues: 'UPDATED_NEW',
  });
  expect(counted.Attributes).toEqual({ Replies: 3, LastPostedBy: 'User A' });
  const late = forum.documents.delete({
    TableName: 'Thread',
    Key,
    ConditionExpression: 'Replies = :known',
    ExpressionAttributeValues: { ':known': 2 },
  });
  await expect(late).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
});
