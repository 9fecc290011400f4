/**
 * Bodies that stop on their way. S3 waits for some time and then answers 400 RequestTimeout and closes, so that a
 * client which went away, or means harm, holds a connection no longer than that.
 *
 * Evidence: "Error responses" of the S3 API Reference (RequestTimeout). How long S3 waits is not documented; 20 seconds
 * is what its users report. Gaps: what other services answer is not documented either; they close without a word.
 * Streams of HTTP/2 are not watched.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../kernel/clock.ts';
import type { Duration } from '../kernel/instant.ts';

const MESSAGE =
  'Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.';
const ANSWER = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>RequestTimeout</Code><Message>${MESSAGE}</Message></Error>`;

/** @param patience wall milliseconds without a byte */
export function watchBody(
  request: IncomingMessage,
  response: ServerResponse,
  { clock, patience }: { readonly clock: Clock; readonly patience: Duration },
): void {
  const { socket } = request;
  let seen = socket.bytesRead;
  const look = (): void => {
    if (request.complete || request.destroyed) return;
    // Bytes that lie here unread are ours to take: it is not the client who is slow.
    if (socket.bytesRead === seen && request.readableLength === 0) giveUp(request, response);
    else {
      seen = socket.bytesRead;
      cancel = clock.wallTimer(patience, look);
    }
  };
  let cancel = clock.wallTimer(patience, look);
  request.once('close', () => cancel());
}

/** Whoever waits for the rest of the body learns that the connection broke; its answer comes too late. */
function giveUp(request: IncomingMessage, response: ServerResponse): void {
  const close = (): void => void request.destroy();
  if (response.headersSent || request.headers['x-amz-target'] !== undefined) return close();
  response.writeHead(400, { 'content-type': 'application/xml', connection: 'close' });
  response.end(ANSWER, close);
}
