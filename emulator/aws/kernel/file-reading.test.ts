import { randomBytes } from 'node:crypto';
import { fstatSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileStream } from './file-reading.ts';

const BYTES = randomBytes(700_000);
let folder: string;
let path: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'file-reading-'));
  path = join(folder, 'file');
  writeFileSync(path, BYTES);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Copies what it is given when it has taken it, and no sooner: a buffer that is used again too early shows. */
function slowTaker(heard: Buffer[] = []): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      setImmediate(() => {
        heard.push(Buffer.from(chunk));
        done();
      });
    },
  });
}

const isOpen = (fd: number): boolean => {
  try {
    fstatSync(fd);
    return true;
  } catch {
    return false;
  }
};

describe('sending part of a file', () => {
  it('sends exactly those bytes, ends what takes them and closes the file', async () => {
    const fd = openSync(path, 'r');
    const heard: Buffer[] = [];
    const taker = slowTaker(heard);
    await new FileStream(fd, 1_000, 600_000).sendTo(taker);
    expect(Buffer.concat(heard).equals(BYTES.subarray(1_000, 601_000))).toBe(true);
    expect(taker.writableFinished).toBe(true);
    expect(isOpen(fd)).toBe(false);
  });

  it('fails when the file ends before, and breaks off what was to be a whole answer', async () => {
    const taker = slowTaker();
    await expect(new FileStream(openSync(path, 'r'), 0, 800_000).sendTo(taker)).rejects.toMatchObject({
      trouble: 'missing',
    });
    expect(taker.destroyed).toBe(true);
    expect(taker.writableFinished).toBe(false);
  });

  it('stops and closes the file when what takes the bytes closes without a word of what it was given', async () => {
    const fd = openSync(path, 'r');
    const taker = new Writable({
      write(this: Writable) {
        setImmediate(() => this.destroy());
      },
    });
    const sending = new FileStream(fd, 0, BYTES.length).sendTo(taker);
    await expect(sending).rejects.toThrow('closed before its end');
    expect(isOpen(fd)).toBe(false);
  });
});
