/**
 * The four functions exactly as the document has them, to show what becomes of them: items put without a condition, one
 * page of whatever `Limit` leaves of it, keys as cursors, a deletion that goes on when S3 does not. `app.ts` and what it
 * serves is what works.
 */
import { randomUUID } from 'node:crypto';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  type GetObjectCommandOutput,
} from '@aws-sdk/client-s3';
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  type ScanCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { imageApiOptions } from './configuration.ts';
import { filterOf } from './image-items.ts';
import { CONTENT_TYPES } from './upload-request.ts';

interface ProxyEvent {
  readonly body: string | null;
  readonly pathParameters: Readonly<Record<string, string>> | null;
  readonly queryStringParameters: Readonly<Record<string, string>> | null;
}

interface ProxyAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const answer = (statusCode: number, body: object): ProxyAnswer => ({
  statusCode,
  headers: { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' },
  body: JSON.stringify(body),
});

const failure = (statusCode: number, message: string, code: string): ProxyAnswer =>
  answer(statusCode, { error: { code, message } });

/** What a handler throws is told as the document tells it. */
const handling =
  (handle: (event: ProxyEvent) => Promise<ProxyAnswer>) =>
  async (event: ProxyEvent): Promise<ProxyAnswer> => {
    try {
      return await handle(event);
    } catch (error) {
      console.error(error);
      return failure(500, String(error), 'INTERNAL_ERROR');
    }
  };

interface Upload {
  readonly image_data?: string;
  readonly filename?: string;
  readonly user_id?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export const uploadImage = handling(async ({ body }) => {
  const { image_data, filename = '', user_id, metadata = {} } = JSON.parse(body ?? '{}') as Upload;
  const extension = filename.split('.').at(-1)?.toLowerCase() ?? '';
  const contentType = CONTENT_TYPES[extension];
  if (!image_data || !user_id || contentType === undefined) {
    return failure(400, 'user_id, filename and image_data are required', 'VALIDATION_ERROR');
  }
  const { s3, bucket, documents, table } = imageApiOptions();
  const bytes = Buffer.from(image_data, 'base64');
  const image_id = randomUUID();
  const s3_key = `images/${user_id}/${image_id}.${extension}`;
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: s3_key, Body: bytes, ContentType: contentType }));
  const created_at = new Date().toISOString();
  const item = {
    image_id,
    user_id,
    s3_key,
    filename,
    content_type: contentType,
    file_size: bytes.byteLength,
    created_at,
    updated_at: created_at,
    ...metadata,
  };
  await documents.send(new PutCommand({ TableName: table, Item: item }));
  return answer(201, { image_id, s3_key, created_at });
});

export const listImages = handling(async ({ queryStringParameters }) => {
  const { user_id, title, tags, location, limit = '20', last_evaluated_key } = queryStringParameters ?? {};
  const { documents, table } = imageApiOptions();
  const { conditions, names, values } = filterOf({
    tags: tags?.split(',') ?? [],
    ...(title !== undefined && { title }),
    ...(location !== undefined && { location }),
  });
  const input: ScanCommandInput = {
    TableName: table,
    Limit: Number(limit),
    ...(conditions.length > 0 && {
      FilterExpression: conditions.join(' AND '),
      ExpressionAttributeNames: names,
    }),
    ...(last_evaluated_key !== undefined && {
      ExclusiveStartKey: JSON.parse(last_evaluated_key) as Record<string, string>,
    }),
  };
  const { Items = [], LastEvaluatedKey } =
    user_id === undefined
      ? await documents.send(
          new ScanCommand({ ...input, ...(conditions.length > 0 && { ExpressionAttributeValues: values }) }),
        )
      : await documents.send(
          new QueryCommand({
            ...input,
            IndexName: 'UserIdIndex',
            KeyConditionExpression: 'user_id = :user_id',
            ExpressionAttributeValues: { ...values, ':user_id': user_id },
          }),
        );
  return answer(200, { images: Items, count: Items.length, last_evaluated_key: LastEvaluatedKey });
});

async function itemOf({ pathParameters }: ProxyEvent): Promise<Record<string, string> | undefined> {
  const { documents, table } = imageApiOptions();
  const key = { image_id: pathParameters?.['image_id'] };
  return (await documents.send(new GetCommand({ TableName: table, Key: key }))).Item;
}

const notFound = (): ProxyAnswer => failure(404, 'Image not found', 'NOT_FOUND');

export const getImage = handling(async (event) => {
  const item = await itemOf(event);
  if (item === undefined) return notFound();
  const { s3, presigner, bucket } = imageApiOptions();
  const command = new GetObjectCommand({ Bucket: bucket, Key: item['s3_key'] });
  if (event.queryStringParameters?.['download'] !== 'true') {
    const download_url = await getSignedUrl(presigner, command, { expiresIn: 3600 });
    return answer(200, { ...item, download_url, url_expires_in: 3600 });
  }
  const { Body }: GetObjectCommandOutput = await s3.send(command);
  return answer(200, { ...item, image_data: await Body?.transformToString('base64') });
});

export const deleteImage = handling(async (event) => {
  const item = await itemOf(event);
  if (item === undefined) return notFound();
  const { s3, bucket, documents, table } = imageApiOptions();
  try {
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: item['s3_key'] }));
  } catch (error) {
    // "Continue to DynamoDB deletion even if S3 fails."
    console.error(error);
  }
  await documents.send(new DeleteCommand({ TableName: table, Key: { image_id: item['image_id'] } }));
  return answer(200, { image_id: item['image_id'], message: 'Image deleted successfully' });
});
