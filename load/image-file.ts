import { open, SeekMode } from 'k6/experimental/fs';

/**
 * An image that all virtual users share: `open()` of k6 itself would keep a copy for each of them. Its bytes are read
 * into memory for as long as a request needs them.
 */
export interface ImageFile {
  readonly size: number;
  /** All of it, or `length` bytes from an offset. */
  read(offset?: number, length?: number): Promise<ArrayBuffer>;
}

export async function openImage(path: string): Promise<ImageFile> {
  const file = await open(path);
  const { size } = await file.stat();
  return {
    size,
    async read(offset = 0, length = size - offset) {
      const bytes = new Uint8Array(length);
      await file.seek(offset, SeekMode.Start);
      for (let read = 0; read < length;) {
        const more = await file.read(bytes.subarray(read));
        if (more === null) throw new Error(`${path} ends ${length - read} bytes too early`);
        read += more;
      }
      return bytes.buffer;
    },
  };
}
