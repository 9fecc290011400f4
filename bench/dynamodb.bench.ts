/** DynamoDB by signed requests, against dynalite and a node:http that only parses and writes JSON. */
import type { Benchmark, Comparison, Prepared } from './measure.ts';
import { expectOk, rawClient, type RawClient } from './raw-client.ts';
import { startServer, type ServerName } from './server.ts';
import { signedRequest } from './signed-request.ts';

const CONNECTIONS = 16;
/** Requests after which V8 compiles hardly anything any more; a query of many items is as much work as many. */
const COMPILED_AFTER = { item: 12_000, query: 2_000 };
/** Different requests that are repeated in turn. */
const VARIETY = 64;
/** Items of one partition, which a query reads whole. */
const PARTITION = 100;
const BATCH = 25;

const TABLE = {
  TableName: 'images',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'user_id', AttributeType: 'S' },
    { AttributeName: 'image_id', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'user_id', KeyType: 'HASH' },
    { AttributeName: 'image_id', KeyType: 'RANGE' },
  ],
};

const key = (user: number, image: number) => ({
  user_id: { S: `user-${user}` },
  image_id: { S: `img_${String(image).padStart(8, '0')}` },
});

/** What the image API keeps of an image. */
const item = (user: number, image: number) => ({
  ...key(user, image),
  s3_key: { S: `images/user-${user}/img_${image}.jpg` },
  filename: { S: 'IMG_20261128_201707.jpg' },
  content_type: { S: 'image/jpeg' },
  file_size: { N: '2483201' },
  created_at: { S: '2026-11-28T20:17:07.000Z' },
  title: { S: 'Sunset at the harbour' },
  tags: { L: [{ S: 'sunset' }, { S: 'beach' }] },
});

const signed = (port: number, operation: string, input: object): Promise<Buffer> =>
  signedRequest('dynamodb', port, {
    method: 'POST',
    path: '/',
    body: Buffer.from(JSON.stringify(input)),
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
    },
  });

/** Puts as many partitions of items into the table. */
async function fill(port: number, clients: readonly RawClient[], partitions: number): Promise<void> {
  await expectOk(clients[0]!, await signed(port, 'CreateTable', TABLE));
  // dynalite makes a table after it has answered.
  await expectOk(clients[0]!, await signed(port, 'DescribeTable', { TableName: 'images' }));
  const batches = partitions * (PARTITION / BATCH);
  let next = 0;
  const worker = async (client: RawClient): Promise<void> => {
    while (next < batches) {
      const first = next++ * BATCH;
      const Items = Array.from({ length: BATCH }, (_, i) => ({
        PutRequest: { Item: item(Math.floor((first + i) / PARTITION), (first + i) % PARTITION) },
      }));
      await expectOk(client, await signed(port, 'BatchWriteItem', { RequestItems: { images: Items } }));
    }
  };
  await Promise.all(clients.map(worker));
}

type Input = (number: number) => object;

interface Asked {
  readonly operation: string;
  readonly input: Input;
  readonly partitions?: number;
}

async function scene(server: ServerName, { operation, input, partitions = 1 }: Asked): Promise<Prepared> {
  const running = await startServer(server);
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => rawClient(running.port)));
  if (server !== 'echo') await fill(running.port, clients, partitions);
  const requests = await Promise.all(
    Array.from({ length: VARIETY }, (_, number) => signed(running.port, operation, input(number))),
  );
  return {
    concurrency: CONNECTIONS,
    operation: (turn, worker) => expectOk(clients[worker]!, requests[turn % requests.length]!),
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.close();
      await running[Symbol.asyncDispose]();
    },
  };
}

const party = (name: string, server: ServerName, asked: Asked): Benchmark => ({
  name,
  prepare: () => scene(server, asked),
});

const query = (user: number) => ({
  TableName: 'images',
  KeyConditionExpression: 'user_id = :user',
  ExpressionAttributeValues: { ':user': { S: `user-${user}` } },
});

const OPERATIONS: readonly [label: string, asked: Asked][] = [
  ['PutItem', { operation: 'PutItem', input: (number) => ({ TableName: 'images', Item: item(0, number) }) }],
  ['GetItem', { operation: 'GetItem', input: (number) => ({ TableName: 'images', Key: key(0, number) }) }],
  [`Query of ${PARTITION} items`, { operation: 'Query', input: () => query(0) }],
  [
    'UpdateItem',
    {
      operation: 'UpdateItem',
      input: (number) => ({
        TableName: 'images',
        Key: key(0, number),
        UpdateExpression: 'SET title = :title ADD downloads :one',
        ExpressionAttributeValues: { ':title': { S: 'Sunrise' }, ':one': { N: '1' } },
      }),
    },
  ],
];

const queryOf = (partitions: number): Asked => ({
  operation: 'Query',
  partitions,
  input: (number) => query(Math.floor((number * partitions) / VARIETY)),
});

export const comparisons: readonly Comparison[] = [
  ...OPERATIONS.map(([label, asked]) => ({
    name: `dynamodb ${label}`,
    reference: party('JSON echo', 'echo', asked),
    contenders: [party('dynalite', 'dynalite', asked), party('safelight', 'cloud', asked)],
    warmUpOperations: COMPILED_AFTER[asked.operation === 'Query' ? 'query' : 'item'],
  })),
  {
    name: 'dynamodb Query by size of the table',
    reference: party('of 10,000 items', 'cloud', queryOf(100)),
    contenders: [party('of 1,000,000 items', 'cloud', queryOf(10_000))],
    warmUpOperations: COMPILED_AFTER.query,
  },
];
