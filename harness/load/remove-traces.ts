/** What a run leaves on a cloud that stays: its objects, its items and its messages. */
import { setTimeout as pause } from 'node:timers/promises';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Resources } from '#pipeline';
import { removeObjects } from '../sweep/remove-objects.ts';
import type { Clients } from '../targets/clients.ts';

/** Users and keys of journeys begin like this: `viewer()` and the keys in `load/`. */
const USER = 'load-';
const PREFIXES = ['uploads', 'thumbnails', 'originals', 'images'].flatMap((folder) => [
  `${folder}/load/`,
  `${folder}/${USER}`,
]);

/** What was under way when k6 ended comes to its end after it, so there is more than one look. */
const LEAST_LOOKS = 2;
const MOST_LOOKS = 10;
/** Milliseconds. */
const BETWEEN_LOOKS = 300;

/** Removes it, until there is nothing more to be found. */
export async function removeTraces(clients: Clients, resources: Resources): Promise<void> {
  for (let look = 1; ; look += 1) {
    const found = (await objects(clients, resources)) + (await items(clients, resources));
    if (look === MOST_LOOKS || (found === 0 && look >= LEAST_LOOKS)) break;
    await pause(BETWEEN_LOOKS);
  }
  await messages(clients, resources);
}

async function objects(clients: Clients, { buckets }: Resources): Promise<number> {
  const s3 = await clients.s3();
  let removed = 0;
  for (const { name } of buckets) removed += await removeObjects(s3, name, PREFIXES);
  return removed;
}

/** Of the tables that tell whose an item is. */
async function items(clients: Clients, { tables }: Resources): Promise<number> {
  let removed = 0;
  for (const { name: TableName, attributes, key } of tables) {
    if (!attributes.some(({ AttributeName }) => AttributeName === 'user_id')) continue;
    const dynamodb = await clients.dynamodb();
    const names = key.map(({ AttributeName = '' }) => AttributeName);
    let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await dynamodb.scan({
        TableName,
        FilterExpression: 'begins_with(user_id, :user)',
        ExpressionAttributeValues: { ':user': { S: USER } },
        ...(ExclusiveStartKey !== undefined && { ExclusiveStartKey }),
      });
      for (const item of Items) {
        const Key = Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
        await dynamodb.deleteItem({ TableName, Key });
      }
      removed += Items.length;
      ExclusiveStartKey = LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
  }
  return removed;
}

/** Only of the queue that is the load's own. */
async function messages(clients: Clients, { environment }: Resources): Promise<void> {
  const { INTAKE_QUEUE: QueueName } = environment;
  if (QueueName === undefined) return;
  const sqs = await clients.sqs();
  const { QueueUrl } = await sqs.getQueueUrl({ QueueName });
  // SQS purges a queue once a minute.
  await sqs.purgeQueue({ QueueUrl }).catch((error: unknown) => {
    if ((error as Error).name !== 'PurgeQueueInProgress') throw error;
  });
}
