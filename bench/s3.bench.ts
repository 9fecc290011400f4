/** S3 by signed requests, against node:http that stores and digests the same bytes. */
import type { Benchmark, Comparison, Prepared } from './measure.ts';
import { expectOk, rawClient, type RawClient } from './raw-client.ts';
import { startServer } from './server.ts';
import { signedRequest } from './signed-request.ts';

const CONNECTIONS = 16;
/** Requests after which V8 compiles hardly anything any more. */
const COMPILED_AFTER = 12_000;
const SIZES = [
  { label: '1 KiB', bytes: 1_024, warmUpOperations: COMPILED_AFTER },
  { label: '1 MiB', bytes: 1_048_576, warmUpOperations: 2_000 },
];

const NOTHING = new Uint8Array(0);

const signed = (port: number, method: string, path: string, body: Uint8Array = NOTHING): Promise<Buffer> =>
  signedRequest('s3', port, { method, path, body });

/** Different bytes for every key: a store that is written the same twice may skip the second. */
const bodyOf = (bytes: number, salt: number): Uint8Array => new Uint8Array(bytes).fill(salt % 251);

async function scene(
  server: 'bare' | 'cloud' | 'unmetered',
  prepareRequests: (port: number) => Promise<readonly Buffer[]>,
  before: (port: number, client: RawClient) => Promise<void> = async () => undefined,
): Promise<Prepared> {
  const running = await startServer(server);
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => rawClient(running.port)));
  if (server !== 'bare') await expectOk(clients[0]!, await signed(running.port, 'PUT', '/bench'));
  await before(running.port, clients[0]!);
  const requests = await prepareRequests(running.port);
  return {
    concurrency: CONNECTIONS,
    operation: (turn, worker) => expectOk(clients[worker]!, requests[turn % requests.length]!),
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.close();
      await running[Symbol.asyncDispose]();
    },
  };
}

const puts = (bytes: number) => (port: number) =>
  Promise.all(
    Array.from({ length: 64 }, (_, i) => signed(port, 'PUT', `/bench/object-${i}`, bodyOf(bytes, i))),
  );

const gets = async (port: number): Promise<readonly Buffer[]> => [await signed(port, 'GET', '/bench/object')];

const stored = (bytes: number) => async (port: number, client: RawClient) =>
  expectOk(client, await signed(port, 'PUT', '/bench/object', bodyOf(bytes, 1)));

const party = (name: string, prepare: Benchmark['prepare']): Benchmark => ({ name, prepare });

export const signedGet = party('with the meter', () => scene('cloud', gets, stored(1_024)));

const metering: Comparison = {
  name: 's3 signed GET of 1 KiB, metered',
  reference: party('without the meter', () => scene('unmetered', gets, stored(1_024))),
  contenders: [signedGet],
  warmUpOperations: COMPILED_AFTER,
};

const sized: readonly Comparison[] = SIZES.flatMap(({ label, bytes, warmUpOperations }) => [
  {
    name: `s3 signed GET of ${label}`,
    reference: party('node:http', () => scene('bare', gets, stored(bytes))),
    contenders: [party('safelight', () => scene('cloud', gets, stored(bytes)))],
    warmUpOperations,
  },
  {
    name: `s3 signed PUT of ${label}`,
    reference: party('node:http', () => scene('bare', puts(bytes))),
    contenders: [party('safelight', () => scene('cloud', puts(bytes)))],
    warmUpOperations,
  },
]);

export const comparisons: readonly Comparison[] = [...sized, metering];
