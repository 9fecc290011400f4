/** The image platform as scenarios use it. */
import { imageBytes, IMAGES } from '#fixtures';
import { findBlueprint } from '#harness';
import type { World } from '#harness/vitest';

/** The document, for reports. */
export const DOCUMENT = 'Serverless image processing platform: Amazon S3';

export const IMAGE = { userId: 'ada', imageId: 'img_0123456789abcdef0123456789abcdef' } as const;
export const KEY = `uploads/${IMAGE.userId}/${IMAGE.imageId}.jpg`;

export async function openPlatform(world: World) {
  const { resources } = await world.pipeline(findBlueprint('image-platform'));
  const {
    S3_INPUT_BUCKET: input = '',
    S3_OUTPUT_BUCKET: output = '',
    KMS_KEY_ARN: keyArn = '',
  } = resources.environment;
  const s3 = await world.clients.s3();
  const upload = async (Key: string = KEY): Promise<void> => {
    await s3.putObject({
      Bucket: input,
      Key,
      Body: await imageBytes(IMAGES.coffee),
      ContentType: 'image/jpeg',
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: keyArn,
    });
  };
  return { resources, s3, input, output, keyArn, upload };
}
