import { imageBytes, type ImageFixture } from '#fixtures';
import { examine, type Picture } from '#harness';
import type { World } from '#harness/vitest';

export interface Developed {
  /** The rendition's name. */
  readonly name: string;
  readonly picture: Picture;
  readonly bytes: Uint8Array;
  readonly contentType: string | undefined;
  readonly cacheControl: string | undefined;
  /** What is promised of it. */
  readonly promised: {
    readonly width: number;
    readonly height: number;
    readonly format: string;
    readonly enlarges?: boolean;
    readonly cacheControl?: string;
  };
}

/** Sends a picture through the pipeline under judgement and waits for every rendition of it. */
export async function develop(world: World, fixture: ImageFixture, name?: string) {
  const subject = await world.subject();
  const original = await imageBytes(fixture);
  const photo = subject.photo(fixture.mediaType, name);
  await subject.upload(photo, original);
  const renditions: Developed[] = [];
  for (const promised of subject.renditions) {
    const found = await world.eventually(() => subject.rendition(promised, photo), {
      within: subject.within,
    });
    renditions.push({ ...found, name: promised.name, promised, picture: await examine(found.bytes) });
  }
  return { subject, photo, original, before: await examine(original), renditions };
}

/** What a picture measures once it fits into a frame. */
export function fitted(
  { width, height }: Pick<ImageFixture, 'height' | 'width'>,
  frame: Developed['promised'],
): { readonly width: number; readonly height: number } {
  const scale = Math.min(frame.width / width, frame.height / height);
  const factor = frame.enlarges === true ? scale : Math.min(1, scale);
  return { width: width * factor, height: height * factor };
}
