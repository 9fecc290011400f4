/**
 * A response that goes out while it is being written. Whoever sends it waits for its beginning, which is also its end where
 * the handler does not stream, and then passes on what comes.
 *
 * A reader that is slow slows the function down: what it writes waits in the socket that its process writes to.
 */
import { PassThrough } from 'node:stream';

/** Where an environment writes a response that is streamed. */
export interface ResponseSink {
  /** Before the first bytes. */
  begin(contentType: string): void;
  /** Returns what to wait for before the next bytes, when the reader is behind. */
  write(bytes: Uint8Array): Promise<void> | undefined;
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
  #behind: PromiseWithResolvers<void> | undefined;

  constructor() {
    const caughtUp = (): void => {
      this.#behind?.resolve();
      this.#behind = undefined;
    };
    this.body.on('drain', caughtUp).on('close', caughtUp);
  }

  /** Settles once there is something to send, or the end has come. */
  get begun(): Promise<Beginning> {
    return this.#begun.promise;
  }

  begin(contentType: string): void {
    this.#begun.resolve({ contentType, failed: false });
  }

  write(bytes: Uint8Array): Promise<void> | undefined {
    if (this.body.write(bytes)) return undefined;
    this.#behind ??= Promise.withResolvers<void>();
    return this.#behind.promise;
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
