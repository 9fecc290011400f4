/** The process's end of the socket to the emulator. Reading waits, and with it everything in the process. */
import { readSync, writeSync } from 'node:fs';
import { FRAME_FD, FRAME_HEAD, frameHead, type Frame, type FrameKind } from '../frames.ts';

/** The next frame; nothing when the emulator is gone. */
export function readFrame(): Frame | undefined {
  const head = readFully(FRAME_HEAD);
  const payload = head && readFully(head.readUInt32BE());
  return payload && { kind: head.readUInt8(4) as FrameKind, payload };
}

export function writeFrame(kind: FrameKind, ...parts: readonly Buffer[]): void {
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = Buffer.concat([frameHead(kind, size), ...parts]);
  for (let done = 0; done < bytes.length;) done += writeSync(FRAME_FD, bytes, done);
}

function readFully(size: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(size);
  for (let done = 0; done < size;) {
    const count = readSync(FRAME_FD, bytes, done, size - done, null);
    if (count === 0) return undefined;
    done += count;
  }
  return bytes;
}
