/** How the image platform is used: as its document has it, and as it works. */
import {
  renditionKey,
  SIZES,
  imageOfKey,
  processingInfoKey,
  watermarkedKey,
} from '../../image-platform/platform-keys.ts';
import { named } from '../arn.ts';
import type { BlueprintContext } from '../blueprint.ts';
import type { Place, UploadedFile, UploadUse, Usage } from '../usage.ts';
import { keyArn, NAMES } from './facts.ts';

const IMAGE_ID = 'img_0123456789abcdef0123456789abcdef';

/** What is to be made of an upload; nothing of a key that names no image. */
function products(context: BlueprintContext, key: string): readonly Place[] {
  const image = imageOfKey(key);
  if (image === undefined) return [];
  const keys = [
    ...SIZES.map((size) => renditionKey(image, size)),
    watermarkedKey(image, 'large'),
    processingInfoKey(image.imageId),
  ];
  return keys.map((product) => ({ bucket: named(NAMES.output, context), key: product }));
}

interface Departures {
  /** What the header names the key by. */
  readonly keyId: string;
  readonly filename: (text: string) => string;
  readonly tellsHeaders: boolean;
}

function usage(context: BlueprintContext, { keyId, filename, tellsHeaders }: Departures): Usage {
  const upload: UploadUse = {
    bucket: named(NAMES.input, context),
    key: ({ user, extension }: UploadedFile) => `uploads/${user}/${IMAGE_ID}.${extension}`,
    extensions: ['jpg', 'png', 'gif', 'jpeg', 'JPG'],
    signedHeaders: {
      'x-amz-server-side-encryption': 'aws:kms',
      'x-amz-server-side-encryption-aws-kms-key-id': keyId,
    },
    metadata: ({ user, filename: name }) => ({
      'user-id': filename(user),
      'image-id': IMAGE_ID,
      'original-filename': filename(name),
    }),
    tellsHeaders,
    origins: [],
    products: (key) => products(context, key),
  };
  return {
    uploads: [upload],
    views: SIZES.map((size) => ({
      name: size,
      shows: (key) => ({
        bucket: named(NAMES.output, context),
        key: renditionKey(imageOfKey(key) ?? { userId: '', imageId: '' }, size),
      }),
    })),
  };
}

export const usageAsWritten = (context: BlueprintContext): Usage =>
  usage(context, {
    keyId: keyArn(context).split('/').at(-1) ?? '',
    filename: (text) => text,
    tellsHeaders: false,
  });

export const usageRepaired = (context: BlueprintContext): Usage =>
  usage(context, { keyId: keyArn(context), filename: encodeURIComponent, tellsHeaders: true });
