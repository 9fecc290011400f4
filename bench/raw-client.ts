/**
 * An HTTP client that costs as little as possible: one socket, requests made of bytes prepared beforehand, answers read
 * into one buffer over and over and only counted. What is measured with it is the server.
 */
import { connect, type Socket } from 'node:net';

export interface RawClient {
  /**
   * Sends a request, in parts or whole, and resolves with the status of its answer once all of it has come; rejects when
   * the connection ends before.
   */
  send(...request: readonly Uint8Array[]): Promise<number>;
  /** Sends a request that has to be answered with 200, and resolves with the body of its answer. */
  read(request: Uint8Array): Promise<string>;
  close(): void;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const READ_SIZE = 256 * 1_024;
/** The last chunk of a body of unknown length; nothing that is measured ends a piece of text so. */
const LAST_CHUNK = '0\r\n\r\n';

export async function rawClient(port: number): Promise<RawClient> {
  let resolve: (status: number) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  let ended: Error | undefined;
  let head: Buffer = Buffer.alloc(0);
  let status = 0;
  let missing = -1;
  let chunked = false;
  /** The end of what has come of a chunked body. */
  let tail = '';
  let kept: Buffer[] | undefined;
  const took = (bytes: Buffer): void => {
    // A copy: the next read goes into the same buffer.
    kept?.push(Buffer.from(bytes));
    if (!chunked) missing -= bytes.length;
    else {
      const end = bytes.subarray(-LAST_CHUNK.length).toString('latin1');
      tail = (tail + end).slice(-LAST_CHUNK.length);
      if (tail === LAST_CHUNK) missing = 0;
    }
  };
  const read = (chunk: Buffer): void => {
    if (missing < 0) {
      const answer = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
      const end = answer.indexOf(HEAD_END);
      if (end < 0) {
        head = Buffer.from(answer);
        return;
      }
      const text = answer.toString('latin1', 0, end);
      status = Number(text.slice(9, 12));
      const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
      chunked = /\r\ntransfer-encoding: chunked/i.test(text);
      missing = chunked ? Number.POSITIVE_INFINITY : Number(length ?? 0);
      tail = '';
      took(answer.subarray(end + HEAD_END.length));
      head = Buffer.alloc(0);
    } else took(chunk);
    if (missing > 0) return;
    missing = -1;
    resolve(status);
  };
  const socket = await open(port, read);
  const end = (error: Error): void => {
    ended ??= error;
    reject(ended);
  };
  socket.on('error', end);
  socket.on('close', () => end(new Error('the server closed the connection')));
  const send = (...request: readonly Uint8Array[]): Promise<number> =>
    new Promise<number>((done, fail) => {
      resolve = done;
      reject = fail;
      if (ended !== undefined) {
        fail(ended);
        return;
      }
      socket.cork();
      for (const part of request) socket.write(part);
      socket.uncork();
    });
  return {
    send,
    async read(request) {
      kept = [];
      const answered = await send(request);
      const body = Buffer.concat(kept).toString();
      kept = undefined;
      if (answered !== 200) throw new Error(`answered ${answered}: ${body}`);
      return body;
    },
    close: () => socket.destroy(),
  };
}

function open(port: number, read: (chunk: Buffer) => void): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const onread = {
      buffer: Buffer.allocUnsafe(READ_SIZE),
      callback(size: number, buffer: Uint8Array): boolean {
        read((buffer as Buffer).subarray(0, size));
        return true;
      },
    };
    const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread }, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Sends a request, which has to be answered with 200. */
export async function expectOk(client: RawClient, ...request: readonly Uint8Array[]): Promise<void> {
  const status = await client.send(...request);
  if (status !== 200) throw new Error(`answered ${status}`);
}

/** The bytes of a request. */
export function requestBytes(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array = new Uint8Array(0),
): Buffer {
  const head = requestHead(method, path, { ...headers, 'content-length': String(body.length) });
  return Buffer.concat([head, body]);
}

/** The bytes of a request before its body. */
export function requestHead(method: string, path: string, headers: Readonly<Record<string, string>>): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
}
