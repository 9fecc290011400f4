/**
 * A distribution before a bucket, asked for copies that its edge has, against node:http that sends the same bytes from
 * memory.
 */
import type { CloudFront, FunctionAssociations } from '@aws-sdk/client-cloudfront';
import { bucketBehind, sceneOn } from './cdn-scene.ts';
import type { Benchmark, Comparison, Prepared } from './measure.ts';
import { rawClient, requestBytes, type RawClient } from './raw-client.ts';
import { startServer } from './server.ts';

const CONNECTIONS = 16;
const BODY = new Uint8Array(200 * 1_024).fill(7);
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const FUNCTION = `function handler(event) {
  var request = event.request;
  if (request.uri.indexOf('/images/') === 0) request.uri = request.uri.substring('/images'.length);
  return request;
}`;

async function viewerRequest(client: CloudFront): Promise<FunctionAssociations> {
  const { FunctionSummary, ETag } = await client.createFunction({
    Name: 'bench',
    FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
    FunctionCode: Buffer.from(FUNCTION),
  });
  await client.publishFunction({ Name: 'bench', IfMatch: ETag });
  const FunctionARN = FunctionSummary?.FunctionMetadata?.FunctionARN;
  return { Quantity: 1, Items: [{ EventType: 'viewer-request', FunctionARN }] };
}

async function scene(
  server: 'bare' | 'cloud',
  path: string,
  hostFor: (port: number, client: RawClient) => Promise<string>,
): Promise<Prepared> {
  const running = await startServer(server);
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => rawClient(running.port)));
  const host = await hostFor(running.port, clients[0]!);
  const request = requestBytes('GET', path, { host });
  return {
    concurrency: CONNECTIONS,
    async operation(_, worker) {
      const status = await clients[worker]!.send(request);
      if (status !== 200) throw new Error(`answered ${status}`);
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.close();
      await running[Symbol.asyncDispose]();
    },
  };
}

const bare: Benchmark = {
  name: 'node:http',
  prepare: () =>
    scene('bare', '/photo.jpg', async (port, client) => {
      const host = `127.0.0.1:${port}`;
      await client.send(requestBytes('PUT', '/photo.jpg', { host }, BODY));
      return host;
    }),
};

const hit = (name: string, path: string, edgeFunction: boolean): Benchmark => ({
  name,
  prepare: () =>
    scene('cloud', path, async (port) => {
      using clients = sceneOn(port);
      const FunctionAssociations = edgeFunction ? await viewerRequest(clients.cloudfront) : { Quantity: 0 };
      return bucketBehind(clients, BODY, { CachePolicyId: CACHING_OPTIMIZED, FunctionAssociations });
    }),
});

export const comparisons: readonly Comparison[] = [
  {
    name: 'cdn cached hit of 200 KiB',
    reference: bare,
    contenders: [
      hit('safelight', '/photo.jpg', false),
      hit('with a viewer-request function', '/images/photo.jpg', true),
    ],
  },
];
