/**
 * A response that goes out while it is being written. Whoever sends it waits for its beginning, which is also its end where
 * the handler does not stream, and then passes on what comes.
 *
 * Gaps: a slow reader does not slow the function down; the size of 200 MB is not enforced.
 */
import { PassThrough } from 'node:stream';

/** Where an environment writes a response that is streamed. */
export interface ResponseSink {
  /** Before the first bytes. */
  begin(contentType: string): void;
  write(bytes: Uint8Array): void;
}

/** What is known when a response begins. */
interface Beginning {
  readonly contentType: string;
  /** The function failed before it wrote anything. */
  readonly failed: boolean;
}

/** What a function answers whose handler does not stream: one document. */
const DOCUMENT = 'application/json';
const NOTHING = Buffer.alloc(0);

export class StreamedResponse implements ResponseSink {
  readonly body = new PassThrough();
  readonly #begun = Promise.withResolvers<Beginning>();

  /** Settles once there is something to send, or the end has come. */
  get begun(): Promise<Beginning> {
    return this.#begun.promise;
  }

  begin(contentType: string): void {
    this.#begun.resolve({ contentType, failed: false });
  }

  write(bytes: Uint8Array): void {
    this.body.write(bytes);
  }

  /** @param rest what was not streamed; nothing of a failure */
  end(rest: Uint8Array | undefined): void {
    this.#begun.resolve({ contentType: DOCUMENT, failed: rest === undefined });
    this.body.end(rest ?? NOTHING);
  }

  /** There was no invocation. */
  refuse(error: unknown): void {
    this.#begun.reject(error);
    this.body.destroy();
  }
}
