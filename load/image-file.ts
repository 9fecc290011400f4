import { open, SeekMode } from 'k6/experimental/fs';

/**
 * An image that all virtual users share: `open()` of k6 itself would keep a copy for each of them. Its bytes are read
 * into memory for as long as a request needs them.
 */
export interface ImageFile {
  readonly size: number;
  read(): Promise<ArrayBuffer>;
}

export async function openImage(path: string): Promise<ImageFile> {
  const file = await open(path);
  const { size } = await file.stat();
  return {
    size,
    async read() {
      const bytes = new Uint8Array(size);
      await file.seek(0, SeekMode.Start);
      const read = await file.read(bytes);
      if (read !== size) throw new Error(`${path}: read ${read} of ${size} bytes`);
      return bytes.buffer;
    },
  };
}
