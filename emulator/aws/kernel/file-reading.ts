/** Reading of stored bytes out of their files, where the caller is: memory is bounded, and a file that ends early is said to. */
import { closeSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';
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

  override _read(): void {
    const length = Math.min(READ_BATCH, this.#left);
    if (length === 0) return void this.push(null);
    try {
      const bytes = readBytes(this.#fd, this.#at, length);
      this.#at += length;
      this.#left -= length;
      this.push(bytes);
    } catch (error) {
      this.destroy(error as Error);
    }
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    closeSync(this.#fd);
    done(error);
  }
}

/** @throws StorageFailure `missing` when the file ends before */
export function readBytes(fd: number, first: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  for (let done = 0; done < length;) {
    const count = readSync(fd, bytes, done, length - done, first + done);
    if (count === 0) throw new StorageFailure('missing');
    done += count;
  }
  return bytes;
}
