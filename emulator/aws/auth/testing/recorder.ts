/** A server that notes requests exactly as they arrive, so that what the official SDK really sends can be verified. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WireRequest } from '../../wire/message.ts';
import { wireRequest } from './requests.ts';

export interface RecordedRequest extends WireRequest {
  readonly bytes: Buffer;
}

export interface Recorder extends AsyncDisposable {
  readonly endpoint: string;
  /** The request that arrived last. */
  last(): RecordedRequest;
}

/** @param answer the body of every answer, which has status 200 */
export async function startRecorder(answer = ''): Promise<Recorder> {
  let last: RecordedRequest | undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers: Record<string, string> = {};
      for (const [name, value] of Object.entries(request.headers)) headers[name] = String(value);
      last = {
        ...wireRequest(request.method ?? '', request.url ?? '', headers),
        bytes: Buffer.concat(chunks),
      };
      response.end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    last() {
      if (last === undefined) throw new Error('no request has arrived');
      return last;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
