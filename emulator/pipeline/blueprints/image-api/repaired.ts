/**
 * The serverless image API: a REST API before four functions, a table for what is known about images and a bucket for the
 * images. What the document leaves open, or would lose data by, is mended in the functions (`image-api/`):
 *
 * 1. DynamoDB counts `Limit` before the filter: `list_images` reads on until its page is full.
 * 2. Base64 through API Gateway and Lambda holds about 4.5 MB: `upload_image` answers 413 beyond.
 * 3. A deletion that loses the S3 step orphaned the bytes: `delete_image` keeps the item until they are gone, and a queue
 *    completes what failed halfway.
 * 4. Two clients with one id: bytes and item are put only where nothing is.
 * 5. Cursors were raw keys: they are sealed with a secret.
 * 6. The index lags behind the table, and 7. a scan costs what it filters away: said where it happens (`list-images.ts`).
 */
import type { Blueprint, BlueprintContext, FunctionSpec, Resources } from '../blueprint.ts';
import { bucketArn, named } from '../arn.ts';
import { bucket, HANDLERS, NAMES, SOURCE, table, type FunctionName } from './facts.ts';
import { usageRepaired } from './usage.ts';

/** Seconds. The most that SQS keeps. */
const FOURTEEN_DAYS = String(14 * 86_400);

const repairsArn = (context: BlueprintContext): string =>
  `arn:aws:sqs:${context.region}:${context.accountId}:${named(NAMES.repairs, context)}`;

/** What each function may do, and no more. */
function rights(name: FunctionName, context: BlueprintContext): NonNullable<FunctionSpec['rights']> {
  const { region, accountId } = context;
  const items = `arn:aws:dynamodb:${region}:${accountId}:table/${named(NAMES.table, context)}`;
  const objects = `${bucketArn(named(NAMES.bucket, context))}/images/*`;
  const secret = `arn:aws:secretsmanager:${region}:${accountId}:secret:${named(NAMES.cursorSecret, context)}-*`;
  const queue = repairsArn(context);
  const allow = (Resource: string | readonly string[], ...Action: readonly string[]) => ({
    Effect: 'Allow',
    Action,
    Resource,
  });
  switch (name) {
    case 'upload_image':
      return [
        allow(objects, 's3:PutObject', 's3:DeleteObject'),
        allow(items, 'dynamodb:PutItem'),
        allow(queue, 'sqs:GetQueueUrl', 'sqs:SendMessage'),
      ];
    case 'list_images':
      return [
        allow([items, `${items}/index/*`], 'dynamodb:Query', 'dynamodb:Scan'),
        allow(secret, 'secretsmanager:GetSecretValue'),
      ];
    case 'get_image':
      return [allow(objects, 's3:GetObject'), allow(items, 'dynamodb:GetItem')];
    case 'delete_image':
      return [
        allow(objects, 's3:DeleteObject'),
        allow(items, 'dynamodb:GetItem', 'dynamodb:DeleteItem'),
        allow(queue, 'sqs:GetQueueUrl', 'sqs:SendMessage'),
      ];
  }
}

const functionOf = (name: FunctionName, context: BlueprintContext): FunctionSpec => ({
  name: named(name, context),
  runtime: 'nodejs24.x',
  source: { module: 'image-api/lambda.ts', handler: HANDLERS[name] },
  timeout: 30,
  // An image of 4.5 MB is held as event, as text, and as bytes at once.
  memory: 256,
  environment: {
    S3_BUCKET_NAME: named(NAMES.bucket, context),
    DYNAMODB_TABLE_NAME: named(NAMES.table, context),
    CURSOR_SECRET_ID: named(NAMES.cursorSecret, context),
    REPAIR_QUEUE_NAME: named(NAMES.repairs, context),
    STAGE: 'dev',
  },
  permissions: [
    {
      statementId: 'api-gateway',
      principal: 'apigateway.amazonaws.com',
      // The API's id is only known once it stands.
      sourceArn: `arn:aws:execute-api:${context.region}:${context.accountId}:*`,
    },
  ],
  rights: rights(name, context),
});

/** Completes what failed halfway. */
const repairFunction = (context: BlueprintContext): FunctionSpec => ({
  name: named('repair_images', context),
  runtime: 'nodejs24.x',
  source: { module: 'image-api/repair-images.ts', handler: 'handler' },
  timeout: 30,
  memory: 128,
  environment: {
    S3_BUCKET_NAME: named(NAMES.bucket, context),
    DYNAMODB_TABLE_NAME: named(NAMES.table, context),
    STAGE: 'dev',
  },
  permissions: [],
  eventSources: [{ queueArn: repairsArn(context), batchSize: 10 }],
  rights: [
    ...rights('delete_image', context),
    {
      Effect: 'Allow',
      Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      Resource: repairsArn(context),
    },
  ],
});

const names = Object.keys(HANDLERS) as FunctionName[];

const resources = (context: BlueprintContext): Resources => ({
  buckets: [bucket(context)],
  queues: [
    { name: named(NAMES.deadRepairs, context), attributes: { MessageRetentionPeriod: FOURTEEN_DAYS } },
    {
      name: named(NAMES.repairs, context),
      // Six times the function's timeout, as Lambda asks of its queues.
      attributes: { VisibilityTimeout: '180' },
      deadLetter: { queue: named(NAMES.deadRepairs, context), maxReceiveCount: 5 },
    },
  ],
  topics: [],
  functions: [...names.map((name) => functionOf(name, context)), repairFunction(context)],
  tables: [table(context)],
  secrets: [{ name: named(NAMES.cursorSecret, context) }],
  restApis: [
    {
      name: named(NAMES.api, context),
      stage: 'dev',
      routes: [
        { path: '/images', method: 'POST', function: named('upload_image', context) },
        { path: '/images', method: 'GET', function: named('list_images', context) },
        { path: '/images/{image_id}', method: 'GET', function: named('get_image', context) },
        { path: '/images/{image_id}', method: 'DELETE', function: named('delete_image', context) },
        // Images are immutable: whoever tries to change one is told so with 405, where API Gateway would say 403.
        { path: '/images', method: 'ANY', function: named('list_images', context) },
        { path: '/images/{image_id}', method: 'ANY', function: named('get_image', context) },
      ],
      binaryMediaTypes: ['image/*'],
    },
  ],
  // Nothing of it runs beside the cloud.
  environment: {},
});

export const imageApi: Blueprint = {
  name: 'image-api',
  form: 'repaired',
  source: SOURCE,
  resources,
  usage: usageRepaired,
};
