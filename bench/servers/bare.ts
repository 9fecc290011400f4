/** The floor: node:http keeping bodies in memory, with the digests that S3 owes its clients and nothing else. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Crc64NvmeJs } from '@aws-sdk/checksums/crc';

const bodies = new Map<string, Buffer>();

/** Milliseconds, as the cloud's. */
const KEEP_ALIVE = 65_000;

const server = createServer({ keepAliveTimeout: KEEP_ALIVE }, (request, response) => {
  const path = request.url ?? '';
  if (request.method === 'GET') {
    const body = bodies.get(path) ?? Buffer.alloc(0);
    response.writeHead(200, { 'content-length': body.length, etag: '"0"' });
    response.end(body);
    return;
  }
  const chunks: Buffer[] = [];
  const md5 = createHash('md5');
  const crc = new Crc64NvmeJs();
  request.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    md5.update(chunk);
    crc.update(chunk);
  });
  const finish = async (): Promise<void> => {
    bodies.set(path, Buffer.concat(chunks));
    const checksum = Buffer.from(await crc.digest()).toString('base64');
    response.writeHead(200, { 'content-length': 0, etag: `"${md5.digest('hex')}"`, 'x-crc': checksum });
    response.end();
  };
  request.on('end', () => void finish());
});

server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
