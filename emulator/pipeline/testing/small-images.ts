/** Images made of next to nothing, for tests that look at no pixels. */
import { bombPng } from '#fixtures';

/** SOI, and a frame header that tells of one pixel in one component. */
const JPEG_HEAD = Buffer.from('ffd8ffc0000b080001000101011100', 'hex');

/** A JPEG's headers, and then whatever its pixels are taken to be. */
export const smallJpeg = (rest = 'a very small image'): Buffer =>
  Buffer.concat([JPEG_HEAD, Buffer.from(rest, 'latin1')]);

/** A white PNG as wide as that. */
export const smallPng = (width = 8): Buffer => bombPng(width, 8);
