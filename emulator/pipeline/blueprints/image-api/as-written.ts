/**
 * The image API exactly as its document deploys it. It comes up and answers nothing: no permission lets API Gateway call
 * the functions. `repaired.ts` names what else is wrong, and `image-api/as-written.ts` has the functions.
 */
import type { Blueprint, BlueprintContext, FunctionSpec, Resources } from '../blueprint.ts';
import { bucketArn, named } from '../arn.ts';
import { bucket, HANDLERS, NAMES, SOURCE, table, type FunctionName } from './facts.ts';
import { usageAsWritten } from './usage.ts';

const CAPACITY = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };

const functionOf = (name: FunctionName, context: BlueprintContext): FunctionSpec => ({
  name: named(name, context),
  runtime: 'nodejs24.x',
  source: { module: 'image-api/as-written.ts', handler: HANDLERS[name] },
  timeout: 30,
  memory: 128,
  environment: {
    S3_BUCKET_NAME: named(NAMES.bucket, context),
    DYNAMODB_TABLE_NAME: named(NAMES.table, context),
    STAGE: 'dev',
  },
  permissions: [],
  // One role for all four, which the document does not write out.
  rights: [
    { Effect: 'Allow', Action: 's3:*', Resource: `${bucketArn(named(NAMES.bucket, context))}/*` },
    {
      Effect: 'Allow',
      Action: 'dynamodb:*',
      Resource: `arn:aws:dynamodb:${context.region}:${context.accountId}:table/${named(NAMES.table, context)}*`,
    },
  ],
});

function resources(context: BlueprintContext): Resources {
  const { indexes = [], ...images } = table(context);
  const route = (path: string, method: 'DELETE' | 'GET' | 'POST', name: FunctionName) => ({
    path,
    method,
    function: named(name, context),
  });
  return {
    buckets: [bucket(context)],
    queues: [],
    topics: [],
    functions: (Object.keys(HANDLERS) as FunctionName[]).map((name) => functionOf(name, context)),
    tables: [
      {
        ...images,
        capacity: CAPACITY,
        indexes: indexes.map((index) => ({ ...index, ProvisionedThroughput: CAPACITY })),
      },
    ],
    restApis: [
      {
        name: named(NAMES.api, context),
        stage: 'dev',
        routes: [
          route('/images', 'POST', 'upload_image'),
          route('/images', 'GET', 'list_images'),
          route('/images/{image_id}', 'GET', 'get_image'),
          route('/images/{image_id}', 'DELETE', 'delete_image'),
        ],
      },
    ],
    environment: {},
  };
}

export const imageApiAsWritten: Blueprint = {
  name: 'image-api',
  form: 'as-written',
  source: SOURCE,
  resources,
  usage: usageAsWritten,
};
