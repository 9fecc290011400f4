import { expect } from 'vitest';
import { scenario } from '#harness/vitest';
import { DOCUMENT, IMAGE, KEY, openPlatform } from './platform.ts';

const NEEDS = ['functions', 'enforcement'] as const;
const { userId, imageId } = IMAGE;

scenario(
  'an upload to the image platform becomes five sizes, a watermarked one and a report, all encrypted with its key',
  { source: DOCUMENT, needs: NEEDS },
  async (world) => {
    const { s3, output, keyArn, upload } = await openPlatform(world);
    await upload();
    const info = await world.eventually(async () => {
      const { Body } = await s3.getObject({
        Bucket: output,
        Key: `metadata/${imageId}/processing-info.json`,
      });
      return JSON.parse((await Body?.transformToString()) ?? '') as {
        source: { key: string };
        renditions: { key: string }[];
      };
    });
    const made = [
      ...['original', 'small', 'medium', 'large', 'thumbnail'].map(
        (size) => `processed/${userId}/${imageId}/${size}.jpg`,
      ),
      `processed/watermarked/${userId}/${imageId}/large.jpg`,
    ];
    expect(info.source.key).toBe(KEY);
    expect(info.renditions.map(({ key }) => key)).toEqual(made);
    for (const Key of made) {
      expect(await s3.headObject({ Bucket: output, Key })).toMatchObject({
        ContentType: 'image/jpeg',
        ServerSideEncryption: 'aws:kms',
        SSEKMSKeyId: keyArn,
      });
      expect((await fetch(await world.presign.get({ Bucket: output, Key }))).status).toBe(200);
    }
  },
);

scenario(
  'the image platform takes no upload that is not encrypted with its key',
  { source: DOCUMENT, needs: ['enforcement'] },
  async (world) => {
    const { s3, input, keyArn } = await openPlatform(world);
    const put = (encryption: object) => s3.putObject({ Bucket: input, Key: KEY, Body: 'x', ...encryption });
    const refused = { name: 'AccessDenied' };
    await expect(put({})).rejects.toMatchObject(refused);
    await expect(put({ ServerSideEncryption: 'AES256' })).rejects.toMatchObject(refused);
    const keyId = keyArn.split('/').at(-1);
    await expect(put({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyId })).rejects.toMatchObject(refused);
    await put({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyArn });
  },
);

scenario(
  'with its key disabled nothing of the image platform can be read',
  { source: 'https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html', needs: NEEDS },
  async (world) => {
    const { s3, input, keyArn, upload } = await openPlatform(world);
    await upload();
    const kms = await world.clients.kms();
    await kms.disableKey({ KeyId: keyArn });
    const read = () => s3.getObject({ Bucket: input, Key: KEY });
    await expect(read()).rejects.toMatchObject({ name: 'KMS.DisabledException' });
    await kms.enableKey({ KeyId: keyArn });
    await (await read()).Body?.transformToByteArray();
  },
);
