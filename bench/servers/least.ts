/**
 * The least that could make thumbnails of uploads as a cloud with functions does, for a ratio that no emulator of this kind
 * can beat: node:http that gives each body its MD5 and a file, and idle processes that are told of it one upload at a time.
 * No signatures, policies, records or events.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, rmSync, mkdtempSync, writevSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FUNCTION = fileURLToPath(new URL('least-function.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-least-'));
const idle: ChildProcess[] = [];

/** As functions of the cloud have it: buffers must not make V8 mark a small heap again and again. */
const SELDOM_MARKED = '--heap-growing-percent=300';
/** Milliseconds, as the cloud's. */
const KEEP_ALIVE = 65_000;

const server = createServer({ keepAliveTimeout: KEEP_ALIVE }, (request, response) => {
  if (request.method === 'PUT') take(request, response);
  else response.end(readFileSync(fileOf(request)));
});

/** The key alone names the file: the query of an upload is its signature. */
const fileOf = ({ url = '' }: IncomingMessage): string =>
  join(folder, encodeURIComponent(url.split('?', 1)[0]!));

function take(request: IncomingMessage, response: ServerResponse): void {
  const md5 = createHash('md5');
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => {
    md5.update(chunk);
    chunks.push(chunk);
  });
  request.on('end', () => {
    const file = openSync(fileOf(request), 'w');
    writevSync(file, chunks);
    closeSync(file);
    response.writeHead(200, { 'content-length': 0, etag: `"${md5.digest('hex')}"` });
    response.end();
    const [, bucket, ...key] = request.url!.split('?', 1)[0]!.split('/');
    if (key[0] === 'uploads') tell({ bucket: bucket!, key: key.join('/') });
    else process.send?.('thumbnail');
  });
}

function tell(upload: { readonly bucket: string; readonly key: string }): void {
  const worker = idle.pop() ?? start();
  worker.once('message', () => idle.push(worker));
  worker.send(upload);
}

function start(): ChildProcess {
  const { port } = server.address() as AddressInfo;
  return fork(FUNCTION, {
    execArgv: [SELDOM_MARKED],
    env: { ...process.env, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` },
  });
}

server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => {
  rmSync(folder, { recursive: true, force: true });
  process.exit();
});
