import { expect } from 'vitest';
import { imageBytes, IMAGES } from '#fixtures';
import { createPlatformDownload, createPlatformUpload } from '#harness';
import { scenario, type World } from '#harness/vitest';
import { DOCUMENT, openPlatform } from './platform.ts';

const HOUR = 60 * 60_000;
const PRESIGNED = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html';
const SIZES = ['original', 'small', 'medium', 'large', 'thumbnail'] as const;

async function openUrls(world: World) {
  const platform = await openPlatform(world);
  const { s3: presigner, input, output, keyArn } = platform;
  const now = () => new Date(world.now());
  const ask = () =>
    createPlatformUpload(
      { presigner, inputBucket: input, kmsKeyArn: keyArn, now },
      { userId: 'ada', filename: 'Zoë am Meer.JPG', contentType: 'image/jpeg' },
    );
  const download = async (imageId: string, size: (typeof SIZES)[number]): Promise<string> => {
    const options = { presigner, outputBucket: output, now };
    return (await createPlatformDownload(options, { userId: 'ada', imageId }, size)).downloadUrl;
  };
  return { ...platform, ask, download };
}

const send = async (url: string, headers: Readonly<Record<string, string>>): Promise<number> => {
  const body = Buffer.from(await imageBytes(IMAGES.coffee));
  return (await fetch(url, { method: 'PUT', headers, body })).status;
};

scenario(
  'an image goes up to the upload URL over HTTP, and every size of it comes down from its download URL',
  { source: DOCUMENT, needs: ['functions', 'enforcement'] },
  async (world) => {
    const { s3, input, keyArn, ask, download } = await openUrls(world);
    const { uploadUrl, headers, fileKey, imageId } = await ask();
    expect(await send(uploadUrl, headers)).toBe(200);
    expect(await s3.headObject({ Bucket: input, Key: fileKey })).toMatchObject({
      ContentType: 'image/jpeg',
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: keyArn,
      Metadata: { 'image-id': imageId, 'original-filename': encodeURIComponent('Zoë am Meer.JPG') },
    });
    for (const size of SIZES) {
      const bytes = await world.eventually(async () => {
        const answer = await fetch(await download(imageId, size));
        expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
        return new Uint8Array(await answer.arrayBuffer());
      });
      expect([...bytes.subarray(0, 2)]).toEqual([0xff, 0xd8]);
    }
  },
);

scenario(
  'the upload URL takes only what it was signed for',
  { source: PRESIGNED, needs: ['enforcement'] },
  async (world) => {
    const { ask } = await openUrls(world);
    const { uploadUrl, headers } = await ask();
    const { 'content-type': type = '', ...encryption } = headers;
    expect(await send(uploadUrl, { ...encryption, 'content-type': 'image/png' })).toBe(403);
    expect(await send(uploadUrl, { 'content-type': type })).toBe(403);
    expect(await send(uploadUrl, headers)).toBe(200);
  },
);

scenario(
  'both URLs end after an hour',
  { source: PRESIGNED, needs: ['enforcement', 'time-travel'] },
  async (world) => {
    const { s3, output, keyArn, ask, download } = await openUrls(world);
    const { uploadUrl, headers, imageId } = await ask();
    await s3.putObject({
      Bucket: output,
      Key: `processed/ada/${imageId}/small.jpg`,
      Body: 'pixels',
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: keyArn,
    });
    const downloadUrl = await download(imageId, 'small');
    expect((await fetch(downloadUrl)).status).toBe(200);
    await world.elapse(HOUR + 1_000);
    expect((await fetch(downloadUrl)).status).toBe(403);
    expect(await send(uploadUrl, headers)).toBe(403);
  },
);
