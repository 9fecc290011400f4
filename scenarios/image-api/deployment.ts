/** The image API in one of its forms, and how scenarios speak with it. */
import { findBlueprint } from '#harness';
import type { World } from '#harness/vitest';

type Form = 'image-api' | 'image-api/as-written';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** What the JSON says; empty when it is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Deployment {
  /** Names. */
  readonly functions: readonly string[];
  readonly bucket: string;
  readonly table: string;
  readonly send: (path: string, request?: RequestInit) => Promise<Answer>;
  readonly upload: (bytes: Uint8Array, more?: object) => Promise<Answer>;
  /** Puts an image of that user as an upload leaves it, without the upload. */
  readonly keep: (image_id: string, more?: Readonly<Record<string, string>>) => Promise<void>;
}

export async function deploy(world: World, form: Form): Promise<Deployment> {
  const { resources, api } = await world.pipeline(findBlueprint(form));
  const bucket = resources.buckets[0]?.name ?? '';
  const table = resources.tables[0]?.name ?? '';
  const send = async (path: string, request?: RequestInit): Promise<Answer> => {
    const response = await fetch(api + path, request);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    const body = (isJson ? JSON.parse(text) : {}) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, body };
  };
  return {
    functions: resources.functions.map(({ name }) => name),
    bucket,
    table,
    send,
    upload: (bytes, more = {}) =>
      send('/images', {
        method: 'POST',
        body: JSON.stringify({
          user_id: 'ada',
          filename: 'photo.jpg',
          image_data: Buffer.from(bytes).toString('base64'),
          ...more,
        }),
      }),
    async keep(image_id, more = {}) {
      const s3_key = `images/ada/${image_id}.jpg`;
      const s3 = await world.clients.s3();
      await s3.putObject({ Bucket: bucket, Key: s3_key, Body: 'pixels', ContentType: 'image/jpeg' });
      const texts = {
        image_id,
        user_id: 'ada',
        s3_key,
        filename: 'photo.jpg',
        content_type: 'image/jpeg',
        created_at: '2026-11-28T10:00:00.000Z',
        ...more,
      };
      const item = Object.entries(texts).map(([name, text]) => [name, { S: text }]);
      const dynamodb = await world.clients.dynamodb();
      await dynamodb.putItem({ TableName: table, Item: Object.fromEntries(item) });
    },
  };
}

/** The form as written, with what its deployment forgets: the permission for API Gateway to call the functions. */
export async function deployAsWritten(world: World): Promise<Deployment> {
  const deployment = await deploy(world, 'image-api/as-written');
  const lambda = await world.clients.lambda();
  for (const FunctionName of deployment.functions) {
    await lambda.addPermission({
      FunctionName,
      StatementId: 'api-gateway',
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
    });
  }
  return deployment;
}
