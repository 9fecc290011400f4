/** Images of a wanted size: what follows the end of a JPEG is no part of the picture, and decoders pass over it. */
import { open } from 'node:fs/promises';
import { SafelightError } from '#aws';

/** Writes an image to a file, followed by as many zeros as make it the wanted size. */
export async function writePadded(file: string, image: Uint8Array, bytes: number): Promise<void> {
  if (image.length > bytes) {
    throw new SafelightError(
      'ERR_SIZE',
      `The image has ${image.length} bytes already, ${bytes} are asked for.`,
      {
        hint: 'Ask for more with --size, or name a smaller image with --image.',
      },
    );
  }
  const handle = await open(file, 'w');
  try {
    await handle.write(image);
    await handle.truncate(bytes);
  } finally {
    await handle.close();
  }
}
