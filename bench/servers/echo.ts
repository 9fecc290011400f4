/** The floor for JSON protocols: node:http that parses what it gets and sends it back written anew. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Milliseconds, as the cloud's. */
const KEEP_ALIVE = 65_000;

const server = createServer({ keepAliveTimeout: KEEP_ALIVE }, (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = JSON.stringify(JSON.parse(Buffer.concat(chunks).toString()));
    response.writeHead(200, {
      'content-type': 'application/x-amz-json-1.0',
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  });
});

server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
