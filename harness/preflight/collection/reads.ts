/** What reading a table brings with it, whatever one does: a design can only tell its clients of it. */
import type { Finding } from '../finding.ts';
import { answerOf, isAnswer, MINUTE, type Deployed, type Stage } from '../stage.ts';
import { USER, type CollectionClient } from './client.ts';

export async function checkReads(
  stage: Stage,
  deployed: Deployed,
  client: CollectionClient,
): Promise<readonly Finding[]> {
  const findings = [...(await late(stage, deployed, client)), ...(await costly(stage, deployed, client))];
  const { tells } = client.use;
  return findings.filter(({ rule }) => !tells.some((known) => known === rule));
}

/** A list that an index answers: it follows the table with a delay, and cannot be asked to wait for it. */
async function late(stage: Stage, deployed: Deployed, client: CollectionClient): Promise<readonly Finding[]> {
  const { use } = client;
  const before = stage.cloud.journal.seq;
  await client.list({ user: USER, limit: 1 });
  const asked = stage.cloud.journal.entries(before).some(({ operation }) => operation === 'Query');
  const dynamodb = await stage.clients.dynamodb();
  const { Table } = await dynamodb.describeTable({ TableName: use.table });
  const [index] = Table?.GlobalSecondaryIndexes ?? [];
  const [hash] = index?.KeySchema ?? [];
  if (!asked || index === undefined || hash === undefined) return [];
  const refusal = await dynamodb
    .query({
      TableName: use.table,
      IndexName: index.IndexName,
      ConsistentRead: true,
      KeyConditionExpression: '#hash = :hash',
      ExpressionAttributeNames: { '#hash': hash.AttributeName ?? '' },
      ExpressionAttributeValues: { ':hash': { S: USER } },
    })
    .catch((error: unknown) => error);
  if (!isAnswer(refusal)) return [];
  return [
    {
      rule: 'late-list',
      resource: `table ${use.table}`,
      place: deployed.place('table', use.table, 'indexes'),
      problem: 'An image just uploaded may be missing from its user’s list, and nobody is told',
      evidence: `the list is answered by a Query, the index is ${index.IndexName}; the same with ConsistentRead: ${answerOf(refusal)}`,
      repair: 'Tell clients that lists follow a moment later, and let them read an image by its id.',
    },
  ];
}

async function costly(
  stage: Stage,
  deployed: Deployed,
  client: CollectionClient,
): Promise<readonly Finding[]> {
  const { use } = client;
  await stage.elapse(5 * MINUTE);
  const start = stage.cloud.clock.now();
  const answer = await client.list({ title: 'nothing has this title', limit: 10 });
  await stage.elapse(5 * MINUTE);
  const cloudwatch = await stage.clients.cloudwatch();
  const { Datapoints = [] } = await cloudwatch.getMetricStatistics({
    Namespace: 'AWS/DynamoDB',
    MetricName: 'ConsumedReadCapacityUnits',
    Dimensions: [{ Name: 'TableName', Value: use.table }],
    StartTime: new Date(start - (start % MINUTE)),
    EndTime: new Date(start + 5 * MINUTE),
    Period: 60,
    Statistics: ['Sum'],
  });
  const units = Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
  if (units === 0 || client.images(answer).length > 0) return [];
  return [
    {
      rule: 'costly-list',
      resource: `table ${use.table}`,
      place: deployed.place('table', use.table),
      problem: 'A list of all images pays for every image that its filter takes away',
      evidence: `a list by a title that no image has found none and consumed ${units} read units; each image more adds to it`,
      repair: 'Ask for a user, keep what is looked for in an index, or tell clients what such a list costs.',
    },
  ];
}
