/** How PetTracker is used: as its documents have it, and as it works. */
import { thumbnailKey, thumbnailKeyAsWritten } from '../../keys.ts';
import { named } from '../arn.ts';
import type { BlueprintContext } from '../blueprint.ts';
import type { UploadUse, Usage } from '../usage.ts';
import { CORS, NAMES } from './facts.ts';

const common = (context: BlueprintContext) =>
  ({
    bucket: named(NAMES.images, context),
    key: ({ user, extension }) => `uploads/${user}/2026/01/15/0a1b2c3d.${extension}`,
    extensions: ['jpg', 'jpeg', 'JPG', 'png', 'webp'],
    signedHeaders: {},
    metadata: () => ({}),
    origins: CORS.flatMap(({ AllowedOrigins }) => AllowedOrigins ?? []),
  }) satisfies Partial<UploadUse>;

export function usageAsWritten(context: BlueprintContext): Usage {
  const bucket = named(NAMES.images, context);
  const thumbnail = (key: string) => ({ bucket, key: thumbnailKeyAsWritten(key) });
  return {
    uploads: [
      {
        ...common(context),
        tellsHeaders: false,
        products: (key) => [thumbnail(key)],
        deletes: (key) => [{ bucket, key }, thumbnail(key)],
      },
    ],
    views: [
      { name: 'image', shows: (key) => ({ bucket, key }), path: (key) => `/images/${key}` },
      {
        name: 'thumbnail',
        shows: thumbnail,
        path: (key) => `/thumbnails/${key.replaceAll('.jpg', '-thumb.jpg')}`,
      },
    ],
    signingSecret: named('pettracker/cloudfront-signing-key', context),
    absentError: 'NoSuchKey',
  };
}

export function usageRepaired(context: BlueprintContext): Usage {
  const bucket = named(NAMES.images, context);
  const thumbnail = (key: string) => ({ bucket, key: thumbnailKey(key) ?? '' });
  return {
    ...usageAsWritten(context),
    uploads: [
      {
        ...common(context),
        tellsHeaders: true,
        products: (key) => [thumbnail(key)],
        deletes: (key) => [{ bucket, key }, thumbnail(key)],
      },
    ],
    views: [
      { name: 'image', shows: (key) => ({ bucket, key }), path: (key) => `/images/${key}` },
      { name: 'thumbnail', shows: thumbnail, path: (key) => `/${thumbnail(key).key}` },
    ],
    absentError: 'NotFound',
  };
}
