/** Puts frames together from what a socket brings in pieces. */
import { FRAME_HEAD, type Frame, type FrameKind } from './frames.ts';

export class FrameReader {
  readonly #onFrame: (frame: Frame) => void;
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(onFrame: (frame: Frame) => void) {
    this.#onFrame = onFrame;
  }

  add(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    while (this.#size >= FRAME_HEAD) {
      const head = this.#peek(FRAME_HEAD);
      const size = FRAME_HEAD + head.readUInt32BE();
      if (this.#size < size) return;
      const bytes = this.#peek(size);
      this.#chunks[0] = bytes.subarray(size);
      this.#size -= size;
      this.#onFrame({ kind: head.readUInt8(4) as FrameKind, payload: bytes.subarray(FRAME_HEAD, size) });
    }
  }

  /** The first bytes in one piece; joins what has come only when it has to. */
  #peek(size: number): Buffer {
    if (this.#chunks[0]!.length < size) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0]!;
  }
}
