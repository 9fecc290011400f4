/**
 * The names of objects in the images bucket, and the rule by which a thumbnail's name follows from its original's.
 *
 * The thumbnail rule exists twice. As written in the design it replaces text: every `uploads/` by `thumbnails/` and
 * every `.jpg` by `-thumb.jpg`. So `cat.png` keeps its name, `cat.JPG` too, and a key that holds either text twice is
 * changed twice. The repaired rule changes the first segment and the last extension, whatever it is, and says in the
 * name what the thumbnail is: a JPEG.
 */

export const UPLOADS = 'uploads/';
export const THUMBNAILS = 'thumbnails/';

/** S3 counts keys in bytes of UTF-8. */
export const MAX_KEY_BYTES = 1024;

export type ThumbnailKeyRule = 'as-written' | 'repaired';

/** `uploads/u/2024/01/15/cat.png` → `thumbnails/u/2024/01/15/cat.png`: text replaced wherever it stands. */
export const thumbnailKeyAsWritten = (key: string): string =>
  key.replaceAll(UPLOADS, THUMBNAILS).replaceAll('.jpg', '-thumb.jpg');

/** `uploads/u/2024/01/15/cat.png` → `thumbnails/u/2024/01/15/cat-thumb.jpg`; `undefined` for keys outside `uploads/`. */
export function thumbnailKey(key: string): string | undefined {
  if (!key.startsWith(UPLOADS) || key.endsWith('/')) return undefined;
  const path = key.slice(UPLOADS.length);
  const name = path.lastIndexOf('/') + 1;
  const dot = path.lastIndexOf('.');
  const stem = dot > name ? path.slice(0, dot) : path;
  return `${THUMBNAILS}${stem}-thumb.jpg`;
}

export const thumbnailKeyBy = (rule: ThumbnailKeyRule, key: string): string | undefined =>
  rule === 'repaired' ? thumbnailKey(key) : thumbnailKeyAsWritten(key);

/** `uploads/user-123/`: everything that a user owns, and nothing else. */
export const ownedPrefix = (userId: string): string => `${UPLOADS}${userId}/`;

/** The ownership rule: a user may see only keys under `uploads/{user_id}/`. */
export const owns = (userId: string, key: string): boolean =>
  userId !== '' && !userId.includes('/') && key.startsWith(ownedPrefix(userId));

const twoDigits = (n: number): string => String(n).padStart(2, '0');

/**
 * `uploads/{user_id}/{yyyy}/{mm}/{dd}/{8 hex}.{ext}`, the date in UTC.
 * `name` is eight hexadecimal digits, as the first group of a UUID.
 */
export function uploadKey(userId: string, at: Date, name: string, extension: string): string {
  const day = [at.getUTCFullYear(), twoDigits(at.getUTCMonth() + 1), twoDigits(at.getUTCDate())].join('/');
  return `${ownedPrefix(userId)}${day}/${name}.${extension}`;
}

/** A key as the path of a URL: each segment percent-encoded, the slashes kept. */
export const keyPath = (key: string): string =>
  key
    .split('/')
    .map((segment) => encodeURIComponent(segment))
    .join('/');
