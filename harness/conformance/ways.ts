/** The two ways to the image API of the serverless design, over one provisioned blueprint each. */
import { createImageApi, imageApi } from '#pipeline';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { packageFunction } from '../provision/package.ts';
import { provision, type Provisioned } from '../provision/provision.ts';
import { restApiUrl } from '../provision/rest-apis.ts';
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

async function provisioned(): Promise<Provisioned & { readonly target: Target }> {
  const target = await embeddedTarget({ clock: 'real' });
  return { target, ...(await provisionImageApi(target)) };
}

/** The Hono application in this process. */
export async function throughHono(): Promise<Way> {
  const { target, resources } = await provisioned();
  const { buckets, tables } = resources;
  const s3 = await target.clients.s3();
  const app = createImageApi({
    s3,
    presigner: s3,
    bucket: buckets[0]?.name ?? '',
    documents: DynamoDBDocumentClient.from(await target.clients.dynamodb()),
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
  const { target, restApis } = await provisioned();
  const [standing] = restApis;
  if (standing === undefined) throw new Error('the blueprint made no API');
  const url = restApiUrl(target.connection, standing.id, standing.stage);
  return {
    target,
    send: (path, request) => fetch(url + path, request),
    [Symbol.asyncDispose]: () => target[Symbol.asyncDispose](),
  };
}
