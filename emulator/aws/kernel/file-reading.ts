/** Reading of stored bytes out of their files, where the caller is: memory is bounded, and a file that ends early is said to. */
import { closeSync, readSync } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { StorageFailure } from './storage-failure.ts';

/** How much is held at a time. */
const READ_BATCH = 256 * 1024;

/**
 * Part of an open file, which it closes. Measured: reading where one is, as writing does, takes a quarter less of a
 * processor than handing each batch to another thread and waiting for it.
 */
export class FileStream extends Readable {
  readonly #fd: number;
  #at: number;
  #left: number;

  constructor(fd: number, first: number, length: number) {
    super({ highWaterMark: READ_BATCH });
    this.#fd = fd;
    this.#at = first;
    this.#left = length;
  }

  /**
   * Writes the bytes to a response and ends it: instead of reading them as a stream, for which every batch would need a
   * buffer of its own. Sending 2.4 MB out of one buffer takes half as much of a processor (Node 24.21, 2026-11-29).
   *
   * @throws StorageFailure `missing` when the file ends before, Error when the response closes before; either way the
   * response is destroyed
   */
  async sendTo(response: Writable): Promise<void> {
    const batch = Buffer.allocUnsafe(Math.min(READ_BATCH, this.#left));
    try {
      while (this.#left > 0) {
        const bytes = batch.subarray(0, Math.min(batch.length, this.#left));
        this.#fill(bytes);
        await taken(response, bytes);
      }
    } catch (error) {
      response.destroy();
      throw error;
    } finally {
      this.destroy();
    }
    response.end();
    await finished(response);
  }

  override _read(): void {
    const length = Math.min(READ_BATCH, this.#left);
    if (length === 0) return void this.push(null);
    try {
      const bytes = Buffer.allocUnsafe(length);
      this.#fill(bytes);
      this.push(bytes);
    } catch (error) {
      this.destroy(error as Error);
    }
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    closeSync(this.#fd);
    done(error);
  }

  #fill(bytes: Buffer): void {
    fill(bytes, this.#fd, this.#at);
    this.#at += bytes.length;
    this.#left -= bytes.length;
  }
}

/** Waits until the bytes are no longer needed. Of a response that closes, what was written may never be heard of again. */
function taken(response: Writable, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const onClose = (): void => reject(new Error('the response closed before its end'));
    response.once('close', onClose);
    response.write(bytes, (error) => {
      response.off('close', onClose);
      if (error) reject(error);
      else resolve();
    });
  });
}

/** @throws StorageFailure `missing` when the file ends before */
export function readBytes(fd: number, first: number, length: number): Buffer {
  // Not out of Node's pool: bytes that are kept would keep all of it.
  const bytes = Buffer.allocUnsafeSlow(length);
  fill(bytes, fd, first);
  return bytes;
}

function fill(bytes: Buffer, fd: number, first: number): void {
  for (let done = 0; done < bytes.length;) {
    const count = readSync(fd, bytes, done, bytes.length - done, first + done);
    if (count === 0) throw new StorageFailure('missing');
    done += count;
  }
}
