/** Valid requests in every protocol, as the official clients write them. */
import type { HttpRequest } from '@smithy/core/protocols';
import { HttpResponse } from '@smithy/core/protocols';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { rawRequest } from '../../wire/testing/requests.ts';
import type { TrustingCloud } from './trusting-cloud.ts';

export interface SeedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Sends a request to the pipeline and takes the answer in whole. */
export async function exchange({ pipeline }: TrustingCloud, request: SeedRequest) {
  const { status, headers, body } = await pipeline.answer(rawRequest({ ...request }));
  const content = body instanceof Readable ? await buffer(body) : Buffer.from(body ?? '');
  return { status, headers, content };
}

/** A request handler of the SDK's clients that keeps what passes through. */
export function recordingHandler(cloud: TrustingCloud, seeds: SeedRequest[]) {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request: HttpRequest) {
      const seed = await seedOf(request);
      const { status, headers, content } = await exchange(cloud, seed);
      if (status < 400) seeds.push(seed);
      const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
      return {
        response: new HttpResponse({ statusCode: status, headers: plain, body: Readable.from([content]) }),
      };
    },
  };
}

async function seedOf({ method, path, query, headers, body }: HttpRequest): Promise<SeedRequest> {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    [value].flat().map((each) => `${encodeURIComponent(name)}=${encodeURIComponent(each ?? '')}`),
  );
  const content =
    body === undefined
      ? Buffer.alloc(0)
      : body instanceof Readable
        ? await buffer(body)
        : Buffer.from(body as string);
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return { method, path, query: pairs.join('&'), headers: lower, body: content };
}
