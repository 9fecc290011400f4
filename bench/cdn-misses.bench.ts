/**
 * What the caches of a distribution do under pressure, before a web server that counts: objects nobody has asked for
 * before, while the cache is full and something has to go for each; and crowds that ask for the same new object at once.
 * The reference asks the web server itself.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { distributionOf, sceneOn } from './cdn-scene.ts';
import type { Comparison, Prepared } from './measure.ts';
import { rawClient, requestBytes } from './raw-client.ts';
import { startServer } from './server.ts';

const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const OBJECT = Buffer.alloc(1_024, 7);
/** Room for some three thousand of these objects. */
const CACHE_BYTES = 4 * 1_024 * 1_024;
const CROWD = 1_000;

interface Party {
  readonly connections: number;
  /** One operation: `ask` sends a request over a connection, `asked` says how often the web server was reached. */
  readonly operation: (ask: (path: string, connection: number) => Promise<void>, turn: Turn) => Promise<void>;
}

interface Turn {
  readonly number: number;
  readonly worker: number;
  readonly asked: () => number;
}

/** @param through whether a distribution stands between */
async function scene(party: Party, concurrency: number, through: boolean): Promise<Prepared> {
  let asked = 0;
  const origin = createServer((_, response) => {
    asked += 1;
    response.writeHead(200, { 'content-length': OBJECT.length, 'cache-control': 'max-age=3600' });
    response.end(OBJECT);
  });
  await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve));
  const { port: originPort } = origin.address() as AddressInfo;
  const running = await startServer('cloud', { BENCH_CACHE_BYTES: String(CACHE_BYTES) });
  using clients = sceneOn(running.port);
  const { host } = await distributionOf(
    clients,
    {
      DomainName: '127.0.0.1',
      CustomOriginConfig: { HTTPPort: originPort, HTTPSPort: 443, OriginProtocolPolicy: 'http-only' },
    },
    { CachePolicyId: CACHING_OPTIMIZED },
  );
  const port = through ? running.port : originPort;
  const sockets = await Promise.all(Array.from({ length: party.connections }, () => rawClient(port)));
  const ask = async (path: string, connection: number): Promise<void> => {
    const status = await sockets[connection]!.send(requestBytes('GET', path, { host }));
    if (status !== 200) throw new Error(`answered ${status}`);
  };
  return {
    concurrency,
    operation: (number, worker) => party.operation(ask, { number, worker, asked: () => asked }),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.close();
      await running[Symbol.asyncDispose]();
      origin.closeAllConnections();
      origin.close();
    },
  };
}

const distinct: Party = {
  connections: 16,
  operation: (ask, { number, worker }) => ask(`/object-${number}`, worker),
};

const crowd = (reached: number): Party => ({
  connections: CROWD,
  async operation(ask, { number, asked }) {
    const before = asked();
    await Promise.all(Array.from({ length: CROWD }, (_, connection) => ask(`/object-${number}`, connection)));
    const times = asked() - before;
    if (times !== reached) throw new Error(`the web server was reached ${times} times, not ${reached}`);
  },
});

export const comparisons: readonly Comparison[] = [
  {
    name: 'cdn distinct objects of 1 KiB, cache full',
    reference: { name: 'node:http', prepare: () => scene(distinct, 16, false) },
    contenders: [{ name: 'safelight', prepare: () => scene(distinct, 16, true) }],
  },
  {
    name: 'cdn 1,000 concurrent misses on one object',
    reference: { name: 'node:http, reached 1,000 times', prepare: () => scene(crowd(CROWD), 1, false) },
    contenders: [{ name: 'safelight, reached once', prepare: () => scene(crowd(1), 1, true) }],
  },
];
