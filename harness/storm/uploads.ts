/** What a storm uploads: one small photograph again and again, each time with other bytes, and files that are none. */
import { imageBytes, IMAGES, NOT_AN_IMAGE } from '#fixtures';

export class Upload {
  readonly key: string;
  readonly body: Uint8Array;
  readonly poison: boolean;
  /** Quoted, and both empty until it is stored. */
  eTag = '';
  versionId = '';

  constructor(key: string, body: Uint8Array, poison: boolean) {
    this.key = key;
    this.body = body;
    this.poison = poison;
  }

  stored(eTag: string, versionId: string): void {
    this.eTag = eTag;
    this.versionId = versionId;
  }

  get thumbnailKey(): string {
    return this.key.replace('uploads/', 'thumbnails/').replace('.jpg', '-thumb.jpg');
  }
}

/** Poison comes spread evenly among the images. */
export async function uploadsOf(options: { uploads: number; poison: number }): Promise<readonly Upload[]> {
  const photo = await imageBytes(IMAGES.coffee);
  const text = await imageBytes(NOT_AN_IMAGE);
  const total = options.uploads + options.poison;
  let poisoned = 0;
  return Array.from({ length: total }, (_, n) => {
    const poison = Math.floor(((n + 1) * options.poison) / total) > poisoned;
    if (poison) poisoned += 1;
    const key = `uploads/user-${n % 97}/2026/11/28/${n.toString(16).padStart(8, '0')}.jpg`;
    return new Upload(key, poison ? text : withComment(photo, key), poison);
  });
}

/** A JPEG with a comment after its first marker: the same picture, and other bytes for each comment. */
function withComment(jpeg: Buffer, comment: string): Buffer {
  const text = Buffer.from(comment);
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(text.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, text, jpeg.subarray(2)]);
}
