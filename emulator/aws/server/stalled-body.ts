/**
 * Bodies that stop on their way. S3 waits for some time and then answers 400 RequestTimeout and closes, so that a
 * client which went away, or means harm, holds a connection no longer than that.
 *
 * Evidence: "Error responses" of the S3 API Reference (RequestTimeout). How long S3 waits is not documented; 20 seconds
 * is what its users report. Gaps: what other services answer is not documented either; they close without a word.
 * Streams of HTTP/2 are not watched.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Cancel, Clock } from '../kernel/clock.ts';
import type { Duration } from '../kernel/instant.ts';

const MESSAGE =
  'Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.';
const ANSWER = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>RequestTimeout</Code><Message>${MESSAGE}</Message></Error>`;

/** How often in its patience the watch looks. */
const LOOKS = 4;

interface Arrival {
  request: IncomingMessage;
  response: ServerResponse;
  /** Bytes that had come over the connection at the last look. */
  seen: number;
  /** Looks in a row that found nothing new. */
  quiet: number;
}

/**
 * Watches connections, not requests: nearly every body comes in one piece with its headers, and a timer for each would
 * cost more than reading it.
 */
export class BodyWatch {
  readonly #clock: Clock;
  readonly #interval: Duration;
  /** The request whose body is under way, or was last. */
  readonly #arrivals = new Map<Socket, Arrival>();
  #cancel: Cancel | undefined;

  /** @param patience wall milliseconds without a byte; up to a quarter more pass before anybody notices */
  constructor(clock: Clock, patience: Duration) {
    this.#clock = clock;
    this.#interval = patience / LOOKS;
  }

  add(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const known = this.#arrivals.get(socket);
    const arrival = { request, response, seen: socket.bytesRead, quiet: 0 };
    if (known !== undefined) Object.assign(known, arrival);
    else {
      this.#arrivals.set(socket, arrival);
      socket.once('close', () => this.#forget(socket));
    }
    this.#cancel ??= this.#clock.wallTimer(this.#interval, () => this.#look());
  }

  #look(): void {
    this.#cancel = this.#clock.wallTimer(this.#interval, () => this.#look());
    for (const [socket, arrival] of this.#arrivals) {
      const { request, response, seen } = arrival;
      if (request.complete || request.destroyed) continue;
      // Bytes that lie here unread are ours to take: it is not the client who is slow.
      if (socket.bytesRead !== seen || request.readableLength > 0) {
        arrival.seen = socket.bytesRead;
        arrival.quiet = 0;
      } else if (++arrival.quiet > LOOKS) giveUp(request, response);
    }
  }

  #forget(socket: Socket): void {
    this.#arrivals.delete(socket);
    if (this.#arrivals.size > 0) return;
    this.#cancel?.();
    this.#cancel = undefined;
  }
}

/** Whoever waits for the rest of the body learns that the connection broke; its answer comes too late. */
function giveUp(request: IncomingMessage, response: ServerResponse): void {
  const close = (): void => void request.destroy();
  if (response.headersSent || request.headers['x-amz-target'] !== undefined) return close();
  response.writeHead(400, { 'content-type': 'application/xml', connection: 'close' });
  response.end(ANSWER, close);
}
