/** The image API's names, and what both of its forms have in common. */
import type { BlueprintContext, BucketSpec, TableSpec } from '../blueprint.ts';
import { named } from '../arn.ts';

export const SOURCE = 'Serverless image API: architecture analysis and API Gateway comparison';

export const NAMES = {
  bucket: 'image-storage-bucket',
  table: 'ImageMetadata',
  api: 'ImageServiceAPI',
  cursorSecret: 'image-api/cursor-secret',
  repairs: 'image-repairs',
  deadRepairs: 'image-repairs-dead',
} as const;

export const HANDLERS = {
  upload_image: 'uploadImage',
  list_images: 'listImages',
  get_image: 'getImage',
  delete_image: 'deleteImage',
} as const;

export type FunctionName = keyof typeof HANDLERS;

export const table = (context: BlueprintContext): TableSpec => ({
  name: named(NAMES.table, context),
  attributes: [
    { AttributeName: 'image_id', AttributeType: 'S' },
    { AttributeName: 'user_id', AttributeType: 'S' },
    { AttributeName: 'created_at', AttributeType: 'S' },
  ],
  key: [{ AttributeName: 'image_id', KeyType: 'HASH' }],
  indexes: [
    {
      IndexName: 'UserIdIndex',
      KeySchema: [
        { AttributeName: 'user_id', KeyType: 'HASH' },
        { AttributeName: 'created_at', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
});

export const bucket = (context: BlueprintContext): BucketSpec => ({
  name: named(NAMES.bucket, context),
  cors: [
    {
      AllowedHeaders: ['*'],
      AllowedMethods: ['GET', 'PUT', 'POST', 'DELETE'],
      AllowedOrigins: ['*'],
      ExposeHeaders: ['ETag'],
    },
  ],
});
