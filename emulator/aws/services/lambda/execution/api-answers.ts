/** How the HTTP APIs that a function's processes talk to answer. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export const OK = { status: 'OK' };

export const refusal = (errorType: string, errorMessage: string): object => ({ errorMessage, errorType });

export function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** Nobody here tells what functions print; whoever asks learns so, as AWS's own emulator has it. */
export function refuseTelemetry(path: string, response: ServerResponse): boolean {
  if (path !== '/2022-07-01/telemetry' && path !== '/2020-08-15/logs') return false;
  reply(response, 202, refusal('Telemetry.NotSupported', 'Telemetry API is not supported'));
  return true;
}

/** The body; nothing when it is larger than `limit` bytes. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
    }
  } catch {
    // The process ended in the middle of it, which its environment is told of.
  }
  return size > limit ? undefined : Buffer.concat(chunks);
}
