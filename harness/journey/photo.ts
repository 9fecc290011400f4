/** Looks at a file before it is developed: every way in which it can be no photo gets an answer of its own. */
import { open, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { SafelightError } from '#aws/terms';

export interface Photo {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** Without the dot, lower-case. */
  readonly extension: string;
}

/** What the upload URL's service takes, in bytes. */
const MAX_PHOTO_BYTES = 50 * 1024 * 1024;

interface Format {
  readonly contentType: string;
  readonly extension: string;
  readonly matches: (head: Buffer) => boolean;
}

const startsWith =
  (...bytes: readonly number[]) =>
  (head: Buffer): boolean =>
    bytes.every((byte, index) => head[index] === byte);
const brand =
  (...brands: readonly string[]) =>
  (head: Buffer): boolean =>
    head.toString('latin1', 4, 8) === 'ftyp' && brands.includes(head.toString('latin1', 8, 12));

/** By what a file is, not by what it is called. */
const FORMATS: readonly Format[] = [
  { contentType: 'image/jpeg', extension: 'jpg', matches: startsWith(0xff, 0xd8, 0xff) },
  {
    contentType: 'image/png',
    extension: 'png',
    matches: startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  },
  { contentType: 'image/gif', extension: 'gif', matches: startsWith(0x47, 0x49, 0x46, 0x38) },
  {
    contentType: 'image/webp',
    extension: 'webp',
    matches: (head) => head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP',
  },
  { contentType: 'image/avif', extension: 'avif', matches: brand('avif', 'avis') },
];

/** @throws SafelightError ERR_PHOTO_MISSING, ERR_PHOTO_FOLDER, ERR_PHOTO_EMPTY, ERR_PHOTO_SIZE, ERR_PHOTO_FORMAT */
export async function readPhoto(path: string): Promise<Photo> {
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) throw refuse('MISSING', path, 'does not exist', 'Check the path.');
  if (info.isDirectory()) {
    throw refuse('FOLDER', path, 'is a folder', `Name the photos in it: safelight develop ${path}/*.jpg`);
  }
  if (info.size === 0) throw refuse('EMPTY', path, 'is empty', 'Choose a file that holds an image.');
  if (info.size > MAX_PHOTO_BYTES) {
    const size = `is ${(info.size / 2 ** 20).toFixed(1)} MiB`;
    throw refuse('SIZE', path, size, `The pipeline takes photos up to ${MAX_PHOTO_BYTES / 2 ** 20} MiB.`);
  }
  await using file = await open(path, 'r');
  const bytes = await file.readFile();
  const format = FORMATS.find(({ matches }) => matches(bytes.subarray(0, 16)));
  if (format === undefined) {
    const claim = extname(path) === '' ? '' : `, whatever its name says (${extname(path)})`;
    throw refuse('FORMAT', path, `is no image${claim}`, 'The pipeline takes JPEG, PNG, GIF, WebP and AVIF.');
  }
  const { contentType, extension } = format;
  return { path, bytes, contentType, extension };
}

const refuse = (kind: Uppercase<string>, path: string, what: string, hint: string): SafelightError =>
  new SafelightError(`ERR_PHOTO_${kind}`, `${path} ${what}.`, { hint, exitCode: 1 });
