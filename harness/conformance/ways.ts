/** The two ways to the image API of the serverless design, over one provisioned blueprint each. */
import { createImageApi, imageApi } from '#pipeline';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { packageFunction } from '../provision/package.ts';
import { provision, type Provisioned } from '../provision/provision.ts';
import { findRestApi, restApiUrl } from '../provision/rest-apis.ts';
import { embeddedTarget } from '../targets/embedded.ts';
import type { Target } from '../targets/target.ts';

export interface Way extends AsyncDisposable {
  /** Sends a request to the API; the path begins with `/images`. */
  readonly send: (path: string, request?: RequestInit) => Promise<Response>;
  readonly target: Target;
}

export async function provisionImageApi(target: Target): Promise<Provisioned> {
  const { accountId, region } = target;
  const context = { accountId, region, suffix: '' };
  return provision(imageApi, { target, context, packageOf: packageFunction });
}

async function provisioned(): Promise<Target> {
  const target = await embeddedTarget({ clock: 'real' });
  await provisionImageApi(target);
  return target;
}

/** The Hono application in this process. */
export async function throughHono(): Promise<Way> {
  const target = await provisioned();
  const { accountId, region, clients } = target;
  const { buckets, tables } = imageApi.resources({ accountId, region, suffix: '' });
  const s3 = await clients.s3();
  const app = createImageApi({
    s3,
    presigner: s3,
    bucket: buckets[0]?.name ?? '',
    documents: DynamoDBDocumentClient.from(await clients.dynamodb()),
    table: tables[0]?.name ?? '',
    cursorSecret: async () => 'a secret of this way',
    requestRepair: ({ s3_key }) => Promise.reject(new Error(`${s3_key} should need no repair`)),
  });
  return {
    target,
    send: async (path, request) => app.request(path, request),
    [Symbol.asyncDispose]: () => target[Symbol.asyncDispose](),
  };
}

/** API Gateway before the four functions. */
export async function throughApiGateway(): Promise<Way> {
  const target = await provisioned();
  const { connection, clients } = target;
  const apiId = await findRestApi(await clients.apiGateway(), 'ImageServiceAPI');
  if (apiId === undefined) throw new Error('the blueprint made no API');
  const url = restApiUrl(connection, apiId, 'dev');
  return {
    target,
    send: (path, request) => fetch(url + path, request),
    [Symbol.asyncDispose]: () => target[Symbol.asyncDispose](),
  };
}
