/** An upload through API Gateway and Lambda beside the same handler called directly: both keep a photograph in the cloud. */
import { IMAGES, imageBytes } from '#fixtures';
import { findBlueprint, startSession, type Session } from '#harness';
import { createImageApi, imageApi } from '#pipeline';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Benchmark, Comparison, Prepared } from './measure.ts';

type Send = (body: string) => Promise<Response>;

/**
 * Requests before anything is counted. V8 compiles what runs often, which in the function's process is the handler and the
 * SDK in it, and only there does all of that begin anew: the cloud's process has used the SDK to set the scene. They are
 * sent here, since `warmUpOperations` would end after five seconds, which is half of them.
 */
const WARM_UP = 1_500;

const throughApiGateway = async ({ restApis }: Session): Promise<Send> => {
  const [url] = restApis.values();
  return (body) => fetch(`${url}/images`, { method: 'POST', body });
};

async function direct({ clients, cloud: { accountId, region } }: Session): Promise<Send> {
  const { buckets, tables } = imageApi.resources({ accountId, region, suffix: '' });
  const s3 = await clients.s3();
  const app = createImageApi({
    s3,
    presigner: s3,
    bucket: buckets[0]?.name ?? '',
    documents: DynamoDBDocumentClient.from(await clients.dynamodb()),
    table: tables[0]?.name ?? '',
    cursorSecret: async () => 'a secret of this bench',
    requestRepair: ({ s3_key }) => Promise.reject(new Error(`${s3_key} should need no repair`)),
  });
  return async (body) => app.request('/images', { method: 'POST', body });
}

async function scene(sendOf: (session: Session) => Promise<Send>): Promise<Prepared> {
  const session = await startSession({ blueprint: findBlueprint('image-api') });
  const send = await sendOf(session);
  const image_data = (await imageBytes(IMAGES.coffee)).toString('base64');
  const body = JSON.stringify({ user_id: 'bench', filename: 'photo.jpg', image_data });
  const operation = async (): Promise<void> => {
    const response = await send(body);
    if (response.status !== 201) throw new Error(`answered ${response.status}`);
    await response.arrayBuffer();
  };
  for (let turn = 0; turn < WARM_UP; turn += 1) await operation();
  return {
    operation,
    [Symbol.asyncDispose]: () => session.close(0),
  };
}

const party = (name: string, sendOf: (session: Session) => Promise<Send>): Benchmark => ({
  name,
  prepare: () => scene(sendOf),
});

export const comparisons: readonly Comparison[] = [
  {
    name: 'image-api POST /images, one at a time',
    reference: party('the handler called directly', direct),
    contenders: [party('through API Gateway and Lambda', throughApiGateway)],
  },
];
