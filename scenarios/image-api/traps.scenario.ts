/** The traps of the serverless image API: as its document has it, and repaired. */
import { expect } from 'vitest';
import { IMAGES, imageBytes } from '#fixtures';
import { scenario, type World } from '#harness/vitest';
import { deploy, deployAsWritten, type Deployment } from './deployment.ts';

const guide = (page: string): string =>
  `https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/${page}.html`;
const PERMISSIONS =
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html';
const LIMITS = 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html';
const DOCUMENT = 'Serverless image API: architecture analysis and API Gateway comparison';
const NEEDS = { needs: ['functions', 'enforcement'] as const };

scenario(
  'as written, nothing lets API Gateway call the functions: every request is answered with 500',
  { source: PERMISSIONS, ...NEEDS },
  async (world) => {
    const { send } = await deploy(world, 'image-api/as-written');
    expect(await send('/images')).toMatchObject({
      status: 500,
      body: { message: 'Internal server error' },
    });
  },
);

scenario('repaired, API Gateway may call the functions', { source: PERMISSIONS, ...NEEDS }, async (world) => {
  const { send } = await deploy(world, 'image-api');
  expect(await send('/images')).toMatchObject({ status: 200, body: { images: [], next_cursor: null } });
});

async function keepTitles({ keep }: Deployment): Promise<void> {
  for (const [number, title] of ['odd', 'odd', 'odd', 'even'].entries()) {
    await keep(`image-${number}`, { title, created_at: `2026-11-28T10:00:0${number}.000Z` });
  }
}

scenario(
  'as written, a page that the filter empties has a cursor and no images',
  { source: guide('Query.FilterExpression'), ...NEEDS },
  async (world) => {
    const deployment = await deployAsWritten(world);
    await keepTitles(deployment);
    const { body } = await deployment.send('/images?user_id=ada&title=even&limit=2');
    expect(body).toMatchObject({ images: [], count: 0, last_evaluated_key: { image_id: 'image-1' } });
  },
);

scenario(
  'repaired, a page is read on until it is full',
  { source: guide('Query.FilterExpression'), ...NEEDS },
  async (world) => {
    const deployment = await deploy(world, 'image-api');
    await keepTitles(deployment);
    const { body } = await deployment.send('/images?user_id=ada&title=even&limit=2');
    expect(body).toMatchObject({ images: [{ title: 'even' }], count: 1, next_cursor: null });
  },
);

scenario(
  'as written, an image beyond what base64 gets through Lambda is refused without a code, and scripts cannot read it',
  { source: LIMITS, ...NEEDS },
  async (world) => {
    const { upload } = await deployAsWritten(world);
    const { status, headers, body } = await upload(new Uint8Array(4_720_000));
    expect(status).toBe(413);
    expect(body).not.toHaveProperty('error');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  },
);

scenario(
  'repaired, an image beyond 4.5 MB is refused with a code that scripts can read',
  { source: LIMITS, ...NEEDS },
  async (world) => {
    const { upload } = await deploy(world, 'image-api');
    const { status, headers, body } = await upload(new Uint8Array(4_500_001));
    expect(status).toBe(413);
    expect(body).toMatchObject({ error: { code: 'PAYLOAD_TOO_LARGE' } });
    expect(headers.get('access-control-allow-origin')).toBe('*');
  },
);

/** Keeps everybody from deleting in the bucket; returns how to let them again. */
async function forbidDeletion(world: World, bucket: string): Promise<() => Promise<unknown>> {
  const s3 = await world.clients.s3();
  const Statement = [
    { Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject', Resource: `arn:aws:s3:::${bucket}/*` },
  ];
  await s3.putBucketPolicy({ Bucket: bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) });
  return () => s3.deleteBucketPolicy({ Bucket: bucket });
}

const keysIn = async ({ clients }: World, bucket: string): Promise<unknown[]> => {
  const { Contents = [] } = await (await clients.s3()).listObjectsV2({ Bucket: bucket });
  return Contents.map(({ Key }) => Key);
};

scenario(
  'as written, a deletion that loses the S3 step says it succeeded and leaves bytes that nobody knows of',
  { source: DOCUMENT, ...NEEDS },
  async (world) => {
    const { send, keep, bucket, table } = await deployAsWritten(world);
    await keep('image-1');
    await forbidDeletion(world, bucket);
    expect((await send('/images/image-1', { method: 'DELETE' })).status).toBe(200);
    const dynamodb = await world.clients.dynamodb();
    expect((await dynamodb.scan({ TableName: table })).Count).toBe(0);
    expect(await keysIn(world, bucket)).toEqual(['images/ada/image-1.jpg']);
  },
);

scenario(
  'repaired, a deletion that loses the S3 step keeps the item and is completed by the repair queue',
  { source: DOCUMENT, ...NEEDS },
  async (world) => {
    const { send, keep, bucket, table } = await deploy(world, 'image-api');
    await keep('image-1');
    const permit = await forbidDeletion(world, bucket);
    expect((await send('/images/image-1', { method: 'DELETE' })).status).toBe(202);
    const dynamodb = await world.clients.dynamodb();
    expect((await dynamodb.scan({ TableName: table })).Count).toBe(1);
    await permit();
    await world.eventually(
      async () => {
        expect(await keysIn(world, bucket)).toEqual([]);
        expect((await dynamodb.scan({ TableName: table })).Count).toBe(0);
        return true;
      },
      { within: 10 * 60_000 },
    );
  },
);

scenario(
  'as written, an upload that is sent twice makes two images',
  { source: guide('Expressions.ConditionExpressions'), ...NEEDS },
  async (world) => {
    const { upload, bucket } = await deployAsWritten(world);
    const photo = await imageBytes(IMAGES.coffee);
    const image_id = '0a1b2c3d-0000-4000-8000-000000000000';
    for (const _ of [1, 2]) expect((await upload(photo, { image_id })).status).toBe(201);
    expect(await keysIn(world, bucket)).toHaveLength(2);
  },
);

scenario(
  'repaired, of two uploads with one id the second is told of the first',
  { source: guide('Expressions.ConditionExpressions'), ...NEEDS },
  async (world) => {
    const { upload, bucket } = await deploy(world, 'image-api');
    const photo = await imageBytes(IMAGES.coffee);
    const image_id = '0a1b2c3d-0000-4000-8000-000000000000';
    const statuses = await Promise.all([1, 2].map(async () => (await upload(photo, { image_id })).status));
    expect(statuses.toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect(await keysIn(world, bucket)).toEqual([`images/ada/${image_id}.jpg`]);
  },
);

scenario(
  'as written, anybody can write a cursor, and one that is no key is answered with 500 and what went wrong inside',
  { source: guide('Query.Pagination'), ...NEEDS },
  async (world) => {
    const deployment = await deployAsWritten(world);
    await deployment.keep('image-1');
    const cursor = (text: string) => `/images?limit=1&last_evaluated_key=${encodeURIComponent(text)}`;
    expect((await deployment.send(cursor('{"image_id":"nobody’s"}'))).status).toBe(200);
    const { status, body } = await deployment.send(cursor('{"user_id":"ada"}'));
    expect(status).toBe(500);
    expect(JSON.stringify(body)).toContain('The provided starting key is invalid');
  },
);

scenario(
  'repaired, a cursor that was made up, changed or issued for another list is refused with 400',
  { source: guide('Query.Pagination'), ...NEEDS },
  async (world) => {
    const deployment = await deploy(world, 'image-api');
    await keepTitles(deployment);
    const { body } = await deployment.send('/images?user_id=ada&limit=1');
    const cursor = String(body['next_cursor']);
    const made = Buffer.from('{"image_id":"image-1"}').toString('base64url');
    const list = (filter: string, next: string) => deployment.send(`/images?${filter}&cursor=${next}`);
    expect((await list('user_id=ada', cursor)).status).toBe(200);
    for (const [filter, foreign] of [
      ['user_id=ada', made],
      ['user_id=ada', `A${cursor.slice(1)}`],
      ['user_id=bob', cursor],
    ] as const) {
      expect(await list(filter, foreign)).toMatchObject({
        status: 400,
        body: { error: { code: 'INVALID_REQUEST' } },
      });
    }
  },
);

scenario(
  'as written as repaired, an image just uploaded is there by its id at once, and in its user’s list in the end',
  { source: guide('GSI'), ...NEEDS },
  async (world) => {
    const { upload, table } = await deploy(world, 'image-api');
    const { body } = await upload(await imageBytes(IMAGES.coffee));
    const dynamodb = await world.clients.dynamodb();
    const Key = { image_id: { S: String(body['image_id']) } };
    expect((await dynamodb.getItem({ TableName: table, Key, ConsistentRead: true })).Item).toBeDefined();
    const byUser = {
      TableName: table,
      IndexName: 'UserIdIndex',
      KeyConditionExpression: 'user_id = :user',
      ExpressionAttributeValues: { ':user': { S: 'ada' } },
    };
    await expect(dynamodb.query({ ...byUser, ConsistentRead: true })).rejects.toThrow(
      'Consistent reads are not supported on global secondary indexes',
    );
    await world.eventually(async () => {
      expect((await dynamodb.query(byUser)).Count).toBe(1);
      return true;
    });
  },
);

scenario(
  'as written as repaired, a list without a user pays for every image that its filter takes away',
  { source: guide('Scan'), ...NEEDS },
  async (world) => {
    const { keep, table } = await deploy(world, 'image-api');
    for (const number of [1, 2, 3, 4]) await keep(`image-${number}`, { description: 'x'.repeat(8_000) });
    const dynamodb = await world.clients.dynamodb();
    const found = await dynamodb.scan({
      TableName: table,
      FilterExpression: 'contains(title, :title)',
      ExpressionAttributeValues: { ':title': { S: 'sunset' } },
      ReturnConsumedCapacity: 'TOTAL',
    });
    // Four items of a little more than 8 KB, at half a unit for each 4 KB.
    expect(found).toMatchObject({ Count: 0, ScannedCount: 4, ConsumedCapacity: { CapacityUnits: 4 } });
  },
);
