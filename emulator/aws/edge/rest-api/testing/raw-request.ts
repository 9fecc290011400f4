import { request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';

export interface RawAnswer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** A request as it is given: header names in their case, any host, any path. */
export function rawRequest(
  endpoint: string,
  options: {
    readonly method?: string;
    readonly path: string;
    readonly headers?: OutgoingHttpHeaders;
    readonly body?: Buffer;
  },
): Promise<RawAnswer> {
  const { hostname, port } = new URL(endpoint);
  const { body, ...rest } = options;
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, agent: false, ...rest }, (message) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('error', reject);
      message.on('end', () =>
        resolve({ status: message.statusCode, headers: message.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
