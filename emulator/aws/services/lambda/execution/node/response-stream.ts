/**
 * Streamed responses as AWS's Node runtime has them: `awslambda.streamifyResponse` marks a handler that is given a writable
 * stream, `awslambda.HttpResponseStream.from` puts status and headers before what is written.
 *
 * Evidence: aws-lambda-nodejs-runtime-interface-client 3.3 (StreamingContext, HttpResponseStream), read 2026-11-20; aws.md
 * section B.3, "Streaming responses".
 */
import { Writable } from 'node:stream';
import { FRAME, HTTP_RESPONSE, PRELUDE_END } from '../frames.ts';
import { writeFrame } from './channel.ts';
import type { Handler } from './handler-module.ts';

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');
const DEFAULT_TYPE = 'application/octet-stream';

export const isStreaming = (handler: Handler): boolean => STREAMING in handler;

class ResponseStream extends Writable {
  #contentType = DEFAULT_TYPE;
  #begun = false;
  #prelude: Buffer | undefined;

  constructor() {
    super({ decodeStrings: true });
  }

  setContentType(contentType: string): void {
    this.#contentType = contentType;
  }

  precedeWith(prelude: object): void {
    this.setContentType(HTTP_RESPONSE);
    this.#prelude = Buffer.concat([Buffer.from(JSON.stringify(prelude)), PRELUDE_END]);
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#begin();
    writeFrame(FRAME.chunk, chunk);
    done();
  }

  override _final(done: () => void): void {
    this.#begin();
    done();
  }

  #begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    writeFrame(FRAME.stream, Buffer.from(this.#contentType));
    if (this.#prelude !== undefined) writeFrame(FRAME.chunk, this.#prelude);
  }
}

/** The global that handlers are marked with. */
export function installStreamifyResponse(): void {
  Reflect.set(globalThis, 'awslambda', {
    streamifyResponse: (handler: Handler) => Object.assign(handler, { [STREAMING]: 'response' }),
    HttpResponseStream: {
      from(stream: ResponseStream, prelude: object): ResponseStream {
        stream.precedeWith(prelude);
        return stream;
      },
    },
  });
}

/** Calls a handler that streams; resolves when it is done and the stream has ended. */
export async function runStreaming(handler: Handler, event: unknown, context: unknown): Promise<void> {
  const stream = new ResponseStream();
  const ended = new Promise<void>((resolve, reject) => {
    stream.once('finish', resolve).once('error', reject);
  });
  const returned = handler(event, stream, context);
  if (typeof (returned as { then?: unknown } | undefined)?.then !== 'function') {
    throw new Error('Streaming does not support non-async handlers.');
  }
  await Promise.all([returned, ended]);
}
